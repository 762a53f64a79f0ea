// A draft that keeps itself: what is typed is shown at once and saved a moment later, one save at a time.
import type { Channel } from '@sampark/contracts/domain.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, type Answer, type Body } from '../../api/client.ts';
import { authorised } from '../../api/calls.ts';
import { onSessionChange } from '../../api/session.ts';

export type Draft = Answer<'GET /api/v1/campaigns/{id}'>;
export type DraftChange = Body<'PATCH /api/v1/campaigns/{id}'>;
export type SaveState =
  { kind: 'saved'; at: number } | { kind: 'saving' } | { kind: 'failed'; error: unknown };

const settleMs = 600;
/** Saves under way, by draft: one left behind by a page that was closed counts too, and one of its experiment, whose version is the draft’s. */
export const underWay = new Map<string, Promise<boolean>>();

export function useDraft(id: string) {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['draft', id],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}', { path: { id }, signal }),
    // What is typed here is newer than what the server has: never fetched again by itself.
    staleTime: 'static',
  });
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: Date.now() });
  const waiting = useRef<DraftChange>({});
  const timer = useRef<number>(undefined);

  /** True when the server has everything that was typed. */
  const save = useCallback(
    async (leaving = false): Promise<boolean> => {
      window.clearTimeout(timer.current);
      for (let running = underWay.get(id); running; running = underWay.get(id)) await running;
      const change = waiting.current;
      if (Object.keys(change).length === 0) return true;
      waiting.current = {};
      setState({ kind: 'saving' });
      const send = async () => {
        try {
          const version = queries.getQueryData<Draft>(['draft', id])?.version ?? 0;
          const saved = await authorised<Draft>(`/api/v1/campaigns/${id}`, {
            method: 'PATCH',
            body: change,
            headers: { 'if-match': `"${version}"` },
            keepalive: leaving,
          });
          // Kept with the text, so that whoever opens the draft next goes on from this version.
          queries.setQueryData<Draft>(
            ['draft', id],
            (shown) => shown && { ...shown, version: saved.version },
          );
          if (Object.keys(waiting.current).length === 0) setState({ kind: 'saved', at: Date.now() });
          return true;
        } catch (error) {
          // Nothing typed is lost: it goes along with the next try.
          waiting.current = { ...change, ...waiting.current };
          setState({ kind: 'failed', error });
          return false;
        } finally {
          underWay.delete(id);
        }
      };
      const sent = send();
      underWay.set(id, sent);
      const kept = await sent;
      if (kept) {
        // A first answer still under way knows the draft as it was; to invalidate alone would let it stand.
        for (const queryKey of [
          ['forecast', id],
          ['preview', id],
          ['opt-out-line', id],
          ['draft-links', id],
        ])
          void queries.cancelQueries({ queryKey }).then(() => queries.invalidateQueries({ queryKey }));
      }
      return kept;
    },
    [id, queries],
  );

  const change = useCallback(
    (next: DraftChange) => {
      waiting.current = { ...waiting.current, ...next };
      queries.setQueryData<Draft>(['draft', id], (shown) => (shown ? withChange(shown, next) : shown));
      // From here until the server has it, nothing may claim to be saved.
      setState({ kind: 'saving' });
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void save(), settleMs);
    },
    [id, queries, save],
  );

  /** Takes the server's state, letting go of what was typed here. */
  const reload = useCallback(async () => {
    waiting.current = {};
    const fresh = await api('GET /api/v1/campaigns/{id}', { path: { id } });
    queries.setQueryData(['draft', id], fresh);
    setState({ kind: 'saved', at: Date.now() });
  }, [id, queries]);

  // Leaving the page saves at once; so does closing it or loading it anew, with a request that outlives the page.
  useEffect(() => {
    const leave = () => void save(true);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      void save();
    };
  }, [save]);
  // What could not be saved because the session had ended.
  useEffect(
    () =>
      onSessionChange((now, before) => void (now.kind === 'signed-in' && before.kind !== now.kind && save())),
    [save],
  );
  return { query, draft: query.data, state, change, save, reload };
}

/** Channels without words of their own follow the common text, as they do on the server. */
function withChange(shown: Draft, change: DraftChange): Draft {
  const next = { ...shown, ...change } as Draft;
  if (change.message_content === undefined || change.channel_content !== undefined) return next;
  const content = Object.fromEntries(
    Object.entries(shown.channel_content).map(([channel, own]) => [
      channel,
      channel !== 'whatsapp' && follows(shown, own)
        ? { kind: 'text', text: next.message_content, ...formatOf(next) }
        : own,
    ]),
  );
  return { ...next, channel_content: content };
}

/** What a channel says for itself; those that follow the common text are left out. */
export function ownContent(draft: Draft): Draft['channel_content'] {
  const { whatsapp, ...others } = draft.channel_content;
  return {
    ...(whatsapp ? { whatsapp } : {}),
    ...Object.fromEntries(Object.entries(others).filter(([, one]) => !follows(draft, one))),
  };
}

function follows(shown: Draft, own: Draft['channel_content'][Channel]): boolean {
  return (
    own?.kind === 'text' &&
    own.text === shown.message_content &&
    (own.format ?? null) === shown.message_format
  );
}

function formatOf({ message_format }: Draft): { format?: 'rich' } {
  return message_format ? { format: message_format } : {};
}
