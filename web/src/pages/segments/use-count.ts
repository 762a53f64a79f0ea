// How many people fit a condition, asked a moment after the last change: an answer that is on its way is let go of.
import type { Purpose } from '@sampark/contracts/domain.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, type Answer } from '../../api/client.ts';

export type Count = Answer<'POST /api/v1/segments/count'>;

const settleMs = 400;
const keptMs = 60_000;

/** What is asked about. `undefined`: nothing that could be counted yet. */
export type Asked = { condition?: SegmentCondition | undefined; segment_id?: string | undefined };

function useSettled(value: string | undefined): string | undefined {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), settleMs);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}

export function useCount(asked: Asked | undefined) {
  const now = asked && JSON.stringify(asked);
  const settled = useSettled(now);
  const query = useQuery({
    queryKey: ['segment-count', settled],
    queryFn: ({ signal }) => api('POST /api/v1/segments/count', { body: bodyOf(settled), signal }),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: keptMs,
  });
  const behind = now !== undefined && (now !== settled || query.isPlaceholderData);
  /** The number on screen is of an earlier condition, or a newer one is being counted. */
  return { query, settled: behind ? undefined : settled, busy: behind || query.isFetching };
}

/** Asked only once the people are counted: it takes longer. */
export function useReach(settled: string | undefined, purpose: Purpose) {
  return useQuery({
    queryKey: ['segment-reach', settled, purpose],
    queryFn: ({ signal }) =>
      api('POST /api/v1/segments/reach', { body: { ...bodyOf(settled), purpose }, signal }),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: keptMs,
  });
}

function bodyOf(settled: string | undefined) {
  return JSON.parse(settled ?? '{}') as { condition?: Record<string, unknown>; segment_id?: string };
}
