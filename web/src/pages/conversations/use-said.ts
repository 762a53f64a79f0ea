// What was said, as far as it is loaded. Only the newest page is asked again and again: asking every page of a long
// conversation would be a hundred requests each time.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Item } from '../../api/client.ts';

export type Said = Item<'GET /api/v1/conversations/{id}/messages'>;
type SoFar = { rows: Said[]; next_cursor: string | null };

const pageSize = 100;
const liveMs = 2_000;

export const saidKey = (id: string) => ['said', id];

export function useSaid(id: string) {
  const queries = useQueryClient();
  const key = saidKey(id);
  const ask = (cursor?: string, signal?: AbortSignal) =>
    api('GET /api/v1/conversations/{id}/messages', {
      path: { id },
      query: { limit: pageSize, ...(cursor ? { cursor } : {}) },
      ...(signal ? { signal } : {}),
    });
  const newest = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const page = await ask(undefined, signal);
      return joined({ rows: page.items, next_cursor: page.next_cursor }, queries.getQueryData<SoFar>(key));
    },
    staleTime: 0,
    refetchInterval: liveMs,
  });
  const older = useMutation({
    mutationFn: async () => {
      const cursor = queries.getQueryData<SoFar>(key)?.next_cursor;
      if (!cursor) return;
      const page = await ask(cursor);
      queries.setQueryData<SoFar>(
        key,
        (now) => now && { rows: [...now.rows, ...page.items], next_cursor: page.next_cursor },
      );
    },
  });
  return {
    ...newest,
    rows: newest.data?.rows,
    hasOlder: newest.data?.next_cursor != null,
    loadOlder: older.mutate,
    loadingOlder: older.isPending,
  };
}

/** The newest page, and of what was known before only what lies behind it. */
function joined(page: SoFar, known: SoFar | undefined): SoFar {
  const last = page.rows.at(-1);
  if (!known || !last || page.next_cursor === null) return page;
  const fresh = new Set(page.rows.map((one) => one.id));
  // More came than one page holds: what was known no longer touches it.
  if (!known.rows.some((one) => fresh.has(one.id))) return page;
  const behind = known.rows.filter(
    (one) => !fresh.has(one.id) && (one.at < last.at || (one.at === last.at && one.id < last.id)),
  );
  return behind.length > 0
    ? { rows: [...page.rows, ...behind], next_cursor: known.next_cursor }
    : { rows: page.rows, next_cursor: page.next_cursor };
}
