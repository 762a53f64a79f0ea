import type { StreamEvents } from '@sampark/contracts/analytics.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../api/client.ts';
import { shareStream } from '../api/share-stream.ts';

const key = ['notifications', 'unread'];

/** How many notifications one has not read: asked once, then told by the stream. Undefined while nobody has said. */
export function useUnread(): number | undefined {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await api('GET /api/v1/notifications/summary', { signal })).unread,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  useEffect(
    () =>
      shareStream('/api/v1/stream', {
        onPhase: () => undefined,
        onHeard: () => undefined,
        onEvent: ({ event, data: text }) => {
          if (event !== ('notifications' satisfies keyof StreamEvents)) return;
          queries.setQueryData(key, (JSON.parse(text) as StreamEvents['notifications']).unread);
          void queries.invalidateQueries({ queryKey: ['GET /api/v1/notifications'] });
        },
      }),
    [queries],
  );
  return data;
}
