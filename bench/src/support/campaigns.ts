// The campaign of the benches: one text for every channel, an approved template for WhatsApp.
import { createCampaign } from '../../../server/src/campaigns/write-campaign.ts';
import type { Runtime } from '../../../server/src/runtime.ts';
import type { Workspace } from '../delivery/workspace.ts';

export async function draftCampaign(
  rt: Runtime,
  { actor }: Pick<Workspace, 'actor'>,
  country: string,
  more: { name?: string; pace_per_second?: number } = {},
): Promise<string> {
  return createCampaign(rt, actor, {
    name: `Review ${country}`,
    target_segment: { countries: [country] },
    message_content:
      'Dear {{ first_name }}, your portfolio review is ready. Shall we go through it this week?',
    channel_content: {
      whatsapp: { kind: 'template', name: 'review', language: 'en', parameters: ['{{ first_name }}'] },
    },
    ...more,
  });
}
