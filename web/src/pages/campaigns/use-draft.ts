// A draft that keeps itself: what is typed is shown at once and saved a moment later, one save at a time.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, type Answer, type Body } from '../../api/client.ts';
import { authorised } from '../../api/calls.ts';

export type Draft = Answer<'GET /api/v1/campaigns/{id}'>;
export type DraftChange = Body<'PATCH /api/v1/campaigns/{id}'>;
export type SaveState =
  { kind: 'saved'; at: number } | { kind: 'saving' } | { kind: 'failed'; error: unknown };

const settleMs = 600;

export function useDraft(id: string) {
  const queries = useQueryClient();
  const key = ['draft', id];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}', { path: { id }, signal }),
    // What is typed here is newer than what the server has.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: Date.now() });
  const waiting = useRef<DraftChange>({});
  const timer = useRef<number>(undefined);
  const saving = useRef<Promise<void>>(undefined);
  const version = useRef<number>(undefined);
  if (query.data && version.current === undefined) version.current = query.data.version;

  const save = useCallback(async (): Promise<void> => {
    window.clearTimeout(timer.current);
    await saving.current;
    const change = waiting.current;
    if (Object.keys(change).length === 0) return;
    waiting.current = {};
    setState({ kind: 'saving' });
    saving.current = (async () => {
      try {
        const saved = await authorised<Draft>(`/api/v1/campaigns/${id}`, {
          method: 'PATCH',
          body: change,
          headers: { 'if-match': `"${version.current ?? 0}"` },
        });
        version.current = saved.version;
        setState({ kind: 'saved', at: Date.now() });
        await queries.invalidateQueries({ queryKey: ['forecast', id] });
        await queries.invalidateQueries({ queryKey: ['preview', id] });
      } catch (error) {
        // Nothing typed is lost: it goes along with the next try.
        waiting.current = { ...change, ...waiting.current };
        setState({ kind: 'failed', error });
      }
    })();
    await saving.current;
  }, [id, queries]);

  const change = useCallback(
    (next: DraftChange) => {
      waiting.current = { ...waiting.current, ...next };
      queries.setQueryData<Draft>(['draft', id], (shown) => (shown ? withChange(shown, next) : shown));
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void save(), settleMs);
    },
    [id, queries, save],
  );

  /** Takes the server's state, letting go of what was typed here. */
  const reload = useCallback(async () => {
    waiting.current = {};
    const fresh = await api('GET /api/v1/campaigns/{id}', { path: { id } });
    version.current = fresh.version;
    queries.setQueryData(['draft', id], fresh);
    setState({ kind: 'saved', at: Date.now() });
  }, [id, queries]);

  // Leaving the page saves at once.
  useEffect(() => () => void save(), [save]);
  return { query, draft: query.data, state, change, save, reload };
}

/** Channels without words of their own follow the common text, as they do on the server. */
function withChange(shown: Draft, change: DraftChange): Draft {
  const next = { ...shown, ...change } as Draft;
  if (change.message_content === undefined || change.channel_content !== undefined) return next;
  const content = Object.fromEntries(
    Object.entries(shown.channel_content).map(([channel, own]) => [
      channel,
      own && 'text' in own && own.text === shown.message_content
        ? { ...own, text: next.message_content }
        : own,
    ]),
  );
  return { ...next, channel_content: content };
}
