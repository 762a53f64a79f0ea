import type { CampaignStatus } from '@sampark/contracts/domain.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { StreamPhase } from '../../api/follow-stream.ts';
import { api, type Answer } from '../../api/client.ts';

export type CampaignLive = Answer<'GET /api/v1/campaigns/{id}/live'>;

const moving: readonly string[] = ['active', 'paused', 'scheduled'];
const everyMs = 2_000;
const restEveryMs = 15_000;

/** The campaign's numbers, asked again every two seconds while something can move. */
export function useCampaignLive(id: string, status: CampaignStatus | undefined) {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['campaign', id, 'live'],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}/live', { path: { id }, signal }),
    // Receipts and replies still come in after the last message went out.
    refetchInterval: ({ state }) =>
      moving.includes(state.data?.status ?? 'active') ? everyMs : restEveryMs / 3,
    retry: false,
  });
  // The state changed by itself: what the header offers has to follow.
  const shown = useRef(status);
  const now = query.data?.status;
  useEffect(() => {
    if (now !== undefined && shown.current !== undefined && now !== shown.current)
      void queries.invalidateQueries({ queryKey: ['campaign', id], exact: true });
    shown.current = now ?? status;
  }, [now, status, id, queries]);
  const failing = query.failureReason !== null || query.isRefetchError;
  const phase: StreamPhase = query.data === undefined ? 'connecting' : failing ? 'reconnecting' : 'live';
  return { query, phase, freshAt: query.dataUpdatedAt };
}
