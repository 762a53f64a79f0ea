// The experiment of a draft, which keeps itself as the draft does: shown at once, saved a moment later, one save at a time.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { underWay, type Draft, type SaveState } from '../../campaigns/use-draft.ts';
import {
  designOf,
  fitsTogether,
  type Design,
  type ExperimentDesign,
  type ExperimentResource,
} from './design.ts';
import { deleteDesign, putDesign, readDesign } from './put-design.ts';

/** What is on screen; null: the campaign says the same to everybody. */
type Kept = { id: string; design: Design } | null;
/** `incomplete`: not sent, since the versions cannot stand as they are; the page says why beside them. */
export type DesignState = SaveState | { kind: 'incomplete' };

const settleMs = 600;
const keyOf = (campaign: string) => ['design', campaign];
const kept = (known: ExperimentResource | null): Kept => known && { id: known.id, design: designOf(known) };

export function useDesign(campaign: string) {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: keyOf(campaign),
    queryFn: async ({ signal }) => kept(await readDesign(campaign, signal)),
    // What is chosen here is newer than what the server has: never fetched again by itself.
    staleTime: 'static',
  });
  const [state, setState] = useState<DesignState>({ kind: 'saved', at: Date.now() });
  const unsaved = useRef(false);
  const timer = useRef<number>(undefined);

  const put = useCallback(
    async (design: ExperimentDesign, leaving = false) => {
      const version = queries.getQueryData<Draft>(['draft', campaign])?.version ?? 0;
      const written = await putDesign(campaign, version, design, leaving);
      keepVersion(written.campaignVersion);
      return written.experiment;

      function keepVersion(next: number) {
        queries.setQueryData<Draft>(['draft', campaign], (shown) => shown && { ...shown, version: next });
        for (const name of ['preview', 'forecast'])
          void queries.invalidateQueries({ queryKey: [name, campaign] });
      }
    },
    [campaign, queries],
  );

  /** After every save of the draft under way; those that come later wait for this one. */
  const inTurn = useCallback(
    async <T>(work: () => Promise<T>): Promise<T> => {
      for (let running = underWay.get(campaign); running; running = underWay.get(campaign)) await running;
      const done = work();
      const settled = done.then(
        () => true,
        () => false,
      );
      underWay.set(
        campaign,
        settled.finally(() => underWay.delete(campaign)),
      );
      return done;
    },
    [campaign],
  );

  /** True when the server has what is on screen. */
  const save = useCallback(
    (leaving = false): Promise<boolean> => {
      window.clearTimeout(timer.current);
      return inTurn(async () => {
        const now = queries.getQueryData<Kept>(keyOf(campaign));
        if (!unsaved.current || !now) return true;
        if (!fitsTogether(now.design)) {
          setState({ kind: 'incomplete' });
          return false;
        }
        unsaved.current = false;
        setState({ kind: 'saving' });
        try {
          await put(now.design, leaving);
          setState(unsaved.current ? { kind: 'saving' } : { kind: 'saved', at: Date.now() });
          return true;
        } catch (error) {
          unsaved.current = true;
          setState({ kind: 'failed', error });
          return false;
        }
      });
    },
    [campaign, inTurn, put, queries],
  );

  const change = useCallback(
    (design: Design) => {
      queries.setQueryData<Kept>(keyOf(campaign), (before) => before && { ...before, design });
      unsaved.current = true;
      setState({ kind: 'saving' });
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void save(), settleMs);
    },
    [campaign, queries, save],
  );

  /** Begins an experiment; the answer brings what was not said. Throws what the server refuses. */
  const start = useCallback(
    async (design: ExperimentDesign) => {
      const made = await inTurn(() => put(design));
      queries.setQueryData<Kept>(keyOf(campaign), kept(made));
    },
    [campaign, inTurn, put, queries],
  );

  /** The campaign says the same to everybody again. Throws what the server refuses. */
  const remove = useCallback(async () => {
    window.clearTimeout(timer.current);
    const now = queries.getQueryData<Kept>(keyOf(campaign));
    if (!now) return;
    const version = await inTurn(() => deleteDesign(campaign, now.id));
    unsaved.current = false;
    queries.setQueryData<Draft>(['draft', campaign], (shown) => shown && { ...shown, version });
    queries.setQueryData<Kept>(keyOf(campaign), null);
    setState({ kind: 'saved', at: Date.now() });
  }, [campaign, inTurn, queries]);

  /** Takes the server's state, letting go of what was chosen here. */
  const reload = useCallback(async () => {
    unsaved.current = false;
    queries.setQueryData<Kept>(keyOf(campaign), kept(await readDesign(campaign)));
    setState({ kind: 'saved', at: Date.now() });
  }, [campaign, queries]);

  useEffect(() => {
    const leave = () => void save(true);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      void save();
    };
  }, [save]);
  return { query, design: query.data?.design, state, change, save, start, remove, reload };
}
