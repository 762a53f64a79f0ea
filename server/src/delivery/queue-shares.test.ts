import { expect, it } from 'vitest';
import type { LaneFacts } from '../devices/allocate.ts';
import type { CampaignRow } from './campaign-cache.ts';
import { queueKey } from './claim-batch.ts';
import { knowsNothing } from './knowledge.ts';
import type { LaneSet } from './lanes.ts';
import { QueueShares } from './queue-shares.ts';

const lane = { workspace_id: 'w', channel: 'signal', health: 'healthy', free_tokens: 1, left_today: 100 };
const lanes = { facts: () => [lane as LaneFacts] } as unknown as LaneSet;
const campaign = {
  ...{ id: 'c', workspace_id: 'w', portfolio_manager_id: 'm', weight: 1, pace_per_second: null },
  channel_content: { signal: {} },
} as unknown as CampaignRow;

it('a flood of single sends leaves a campaign half of a sender with one token at a time', () => {
  const shares = new QueueShares(400);
  shares.learn({ ...knowsNothing, campaigns: new Map([['c', campaign]]) });
  const got = { single: 0, campaign: 0 };
  for (let round = 0; round < 100; round++) {
    const now = new Date(round * 1_000);
    const takes = shares.plan(lanes, now, 400, 'signal');
    for (const { campaign_id, take } of takes) got[campaign_id ? 'campaign' : 'single'] += take;
    const taken = takes.map((one) => [queueKey(one.campaign_id, 'w', 'signal'), one.take] as const);
    shares.note(takes, new Map(taken), now.getTime());
  }
  expect(got).toEqual({ single: 50, campaign: 50 });
});
