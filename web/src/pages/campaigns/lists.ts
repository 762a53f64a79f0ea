import type { CampaignStatus } from '@sampark/contracts/domain.ts';

export const campaignStatuses = [
  'active',
  'scheduled',
  'draft',
  'paused',
  'completed',
  'cancelled',
] as const satisfies readonly CampaignStatus[];

export const steps = ['audience', 'message', 'schedule', 'review'] as const;
export type Step = (typeof steps)[number];
