import type { Overview, StreamEvents } from '@sampark/contracts/analytics.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readOverview } from '../../api/calls.ts';
import { followStream, type StreamPhase } from '../../api/follow-stream.ts';

const key = ['overview'];

/** The overview, asked for once and then kept current by the stream. */
export function useLiveOverview() {
  const queries = useQueryClient();
  const [phase, setPhase] = useState<StreamPhase>('connecting');
  const [heardAt, setHeardAt] = useState<number>();
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => readOverview(signal),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

  useEffect(
    () =>
      followStream('/api/v1/stream', {
        onPhase: setPhase,
        // A heartbeat says that nothing has changed: the numbers on screen are as good as new.
        onHeard: () => setHeardAt(Date.now()),
        onEvent: ({ event, data }) => {
          if (event === ('overview' satisfies keyof StreamEvents))
            queries.setQueryData<Overview>(key, JSON.parse(data) as Overview);
        },
      }),
    [queries],
  );

  return { query, phase, freshAt: Math.max(heardAt ?? 0, query.dataUpdatedAt) };
}
