// A long list of our API, page by page: rows so far, and the way to the next ones.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api, type Input, type Item, type Operation, type Query } from '../api/client.ts';

type ListOperation = {
  [O in Operation]: Item<O> extends never ? never : 'cursor' extends keyof Query<O> ? O : never;
}[Operation];

export function useList<O extends ListOperation>(
  operation: O,
  input: {
    path?: Record<string, string>;
    query?: Record<string, string | number | boolean | undefined>;
  } = {},
  options: { refetchEveryMs?: number | false; enabled?: boolean; limit?: number } = {},
) {
  const query = useInfiniteQuery({
    queryKey: [operation, input.path, input.query],
    queryFn: ({ pageParam, signal }) =>
      api(operation, {
        ...input,
        query: { ...input.query, limit: options.limit ?? 50, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      } as unknown as Input<O>) as Promise<{ items: Item<O>[]; next_cursor: string | null }>,
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    // While a new search is asked the old rows stay, greyed by the caller if it wants: nothing jumps.
    placeholderData: keepPreviousData,
    refetchInterval: options.refetchEveryMs ?? false,
    enabled: options.enabled ?? true,
  });
  const rows = query.data?.pages.flatMap((page) => page.items);
  return { ...query, rows };
}
