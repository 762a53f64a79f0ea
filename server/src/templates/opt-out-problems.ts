// An approved template that does not say how to stop such messages. Nothing can be added to it here: its author adds a footer or a
// button and has it approved again. Advice, and pure.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { tellsOptOut } from '@sampark/contracts/opt-out-line.ts';
import type { TemplateParts } from '@sampark/contracts/template-parts.ts';
import { readOptOut } from '../webhooks/opt-out.ts';
import type { TemplatesOf } from './known-template.ts';

export function optOutProblems(
  campaign: { channel_content: ContentByChannel; channel_order: readonly Channel[] },
  templates: TemplatesOf | undefined,
): CampaignForecast['problems'] {
  const content = campaign.channel_content.whatsapp;
  if (content?.kind !== 'template' || !campaign.channel_order.includes('whatsapp')) return [];
  const parts = templates?.get(content.name)?.get(content.language)?.parts;
  if (!parts || saysHow(parts)) return [];
  return [
    {
      code: 'template_no_opt_out',
      field: 'channel_content.whatsapp',
      reason: `The template “${content.name}” does not say how to stop such messages`,
      remedy: 'Give it a footer or a button that does, and have it approved again.',
      blocking: false,
      channel: 'whatsapp',
    },
  ];
}

function saysHow({ header, body, footer, buttons }: TemplateParts): boolean {
  const texts = [header?.text, body.text, footer].filter((one) => typeof one === 'string');
  if (texts.some(tellsOptOut)) return true;
  return buttons.some(
    ({ text }) => /^stop\b|\bunsubscribe\b|\bopt[ -]?out\b/i.test(text) || readOptOut(text, []) === 'opt_out',
  );
}
