import type { CampaignStatus } from '@sampark/contracts/domain.ts';

export const campaignStatuses = [
  'active',
  'scheduled',
  'draft',
  'paused',
  'completed',
  'cancelled',
] as const satisfies readonly CampaignStatus[];

/** `versions` is there while the campaign tests some. */
export const steps = ['audience', 'message', 'schedule', 'versions', 'review'] as const;
export type Step = (typeof steps)[number];
