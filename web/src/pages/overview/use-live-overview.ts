import type { Overview, StreamEvents } from '@sampark/contracts/analytics.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readOverview } from '../../api/calls.ts';
import type { StreamPhase } from '../../api/follow-stream.ts';
import { shareStream } from '../../api/share-stream.ts';

const key = ['overview'];

/** A quiet stream is checked by asking before its numbers would count as out of date (live-age.tsx). */
const askAfterMs = 8_000;

/** The overview, asked for once and then kept current by the stream. */
export function useLiveOverview() {
  const queries = useQueryClient();
  const [phase, setPhase] = useState<StreamPhase>('connecting');
  const [heardAt, setHeardAt] = useState<number>();
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => newer(await readOverview(signal), queries.getQueryData<Overview>(key)),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

  useEffect(
    () =>
      shareStream('/api/v1/stream', {
        onPhase: setPhase,
        // A heartbeat says that nothing has changed: the numbers on screen are as good as new.
        onHeard: () => setHeardAt(Date.now()),
        onEvent: ({ event, data }) => {
          if (event === ('overview' satisfies keyof StreamEvents))
            queries.setQueryData<Overview>(key, (shown) => newer(JSON.parse(data) as Overview, shown));
        },
      }),
    [queries],
  );

  const freshAt = Math.max(heardAt ?? 0, query.dataUpdatedAt);
  const { refetch } = query;
  useEffect(() => {
    if (phase !== 'live' || freshAt === 0) return;
    const timer = window.setTimeout(() => void refetch(), Math.max(0, freshAt + askAfterMs - Date.now()));
    return () => window.clearTimeout(timer);
  }, [phase, freshAt, refetch]);

  return { query, phase, freshAt };
}

/** An answer can arrive after an event that was read later. */
function newer(arrived: Overview, shown: Overview | undefined): Overview {
  return shown && shown.as_of > arrived.as_of ? shown : arrived;
}
