// A campaign for exactly the people of one import: made, forecast, launched.
import type { CampaignForecast, CampaignResource, NewCampaign } from '@sampark/contracts/campaigns.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { DemoStopped, type Client } from './api.ts';
import { count, duration, type Terminal } from './progress.ts';
import { table } from './table.ts';

export const channelNames: Record<Channel, string> = {
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
  signal: 'Signal',
  imessage: 'iMessage',
};

const text =
  'Dear {{ first_name | default: "client" }}, your portfolio review is ready. Shall we go through it this week?';

export async function createReview(client: Client, importId: string): Promise<CampaignResource> {
  const campaign: NewCampaign = {
    name: `Portfolio review, ${new Date().toISOString().slice(0, 16).replace('T', ' ')}`,
    purpose: 'marketing',
    target_segment: { import_id: importId },
    message_content: text,
    // Who pressed Start on Telegram chose it; Signal and iMessage send one message in five seconds a number.
    channel_order: ['telegram', 'whatsapp', 'signal', 'imessage'],
    channel_content: {
      whatsapp: {
        kind: 'template',
        name: 'portfolio_review',
        language: 'en',
        parameters: ['{{ first_name | default: "client" }}'],
      },
    },
  };
  return client.ask('/api/v1/campaigns', { method: 'POST', json: campaign });
}

export function forecastOf(client: Client, id: string): Promise<CampaignForecast> {
  return client.ask(`/api/v1/campaigns/${id}/forecast`);
}

/** Prints the forecast. Throws when nobody is reachable or something blocks the launch. */
export function showForecast(forecast: CampaignForecast, terminal: Terminal): void {
  terminal.print(`  ${count(forecast.reachable)} of ${count(forecast.audience)} people are reachable now`);
  const rows = forecast.by_channel.map((one) => [
    channelNames[one.channel],
    count(one.recipients),
    count(one.senders),
    count(Math.round(one.per_second * 10) / 10),
    count(one.left_today),
  ]);
  for (const line of table(['channel', 'people', 'senders', 'msg/s at most', 'left today'], rows))
    terminal.print(`    ${line}`);
  for (const one of forecast.excluded) terminal.print(`    ${count(one.count)} excluded: ${one.text}`);
  for (const one of forecast.problems)
    terminal.print(`    ${one.blocking ? 'Stops the launch' : 'Note'}: ${one.reason} ${one.remedy}`);
  const blocking = forecast.problems.find((one) => one.blocking);
  if (forecast.reachable === 0) {
    throw new DemoStopped(
      'Nobody of this file can be written to. Add consent columns to the file, such as "WhatsApp consent" with yes or a date, and run it again.',
    );
  }
  if (blocking) throw new DemoStopped(`${blocking.reason} ${blocking.remedy}`);
  terminal.print(
    forecast.seconds === null
      ? '    The daily limits of the senders do not cover everyone: the rest goes out after midnight UTC.'
      : `    Expected to take ${duration(forecast.seconds)}`,
  );
}

export async function launch(client: Client, id: string): Promise<void> {
  await client.ask(`/api/v1/campaigns/${id}/launch`, { method: 'POST', json: {} });
}
