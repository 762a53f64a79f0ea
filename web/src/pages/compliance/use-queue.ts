// The queue in numbers, kept current: a flag comes with a message that moved, and the stream tells of those.
import type { StreamEvents } from '@sampark/contracts/analytics.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import type { StreamPhase } from '../../api/follow-stream.ts';
import { shareStream } from '../../api/share-stream.ts';

const summaryKey = ['compliance', 'summary'];
/** What colleagues decide moves no message: asked for now and then. */
const askAgainMs = 10_000;
const atMostEveryMs = 3_000;

export function useQueueSummary() {
  return useQuery({
    queryKey: summaryKey,
    queryFn: ({ signal }) => api('GET /api/v1/compliance/flags/summary', { signal }),
    refetchInterval: askAgainMs,
  });
}

/** How the stream stands; whatever shows flags is asked anew soon after messages moved. */
export function useLiveQueue(): { phase: StreamPhase; heardAt: number } {
  const queries = useQueryClient();
  const [phase, setPhase] = useState<StreamPhase>('connecting');
  const [heardAt, setHeardAt] = useState(0);
  useEffect(() => {
    let timer: number | undefined;
    const stop = shareStream('/api/v1/stream', {
      onPhase: setPhase,
      onHeard: () => setHeardAt(Date.now()),
      onEvent: ({ event }) => {
        if (event !== ('overview' satisfies keyof StreamEvents)) return;
        timer ??= window.setTimeout(() => {
          timer = undefined;
          void queries.invalidateQueries({ queryKey: summaryKey });
          void queries.invalidateQueries({ queryKey: ['GET /api/v1/compliance/flags'] });
          void queries.invalidateQueries({ queryKey: ['flag-context'] });
        }, atMostEveryMs);
      },
    });
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, [queries]);
  return { phase, heardAt };
}
