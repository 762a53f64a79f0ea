import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type Answer, type Body } from '../../../api/client.ts';
import type { Design } from './design.ts';

export type Plan = Answer<'POST /api/v1/experiments/plan'>;

/** How many people the design needs, and what the campaign's audience can show; asked anew with every change. */
export function usePlan(campaign: string, design: Design) {
  const body: Body<'POST /api/v1/experiments/plan'> = {
    metric: design.metric,
    converted_by: design.converted_by,
    expected_rate: design.expected_rate ?? 0.1,
    minimum_effect: design.minimum_effect,
    power: design.power,
    alpha: design.alpha,
    variants: design.variants.length,
    smallest_share: Math.min(...design.variants.map((one) => one.share)),
    trial_share: design.trial_share,
    holdout_share: design.holdout_share,
    campaign_id: campaign,
  };
  return useQuery({
    queryKey: ['plan', campaign, body],
    queryFn: ({ signal }) => api('POST /api/v1/experiments/plan', { body, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
}
