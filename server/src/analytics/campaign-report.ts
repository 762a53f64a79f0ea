// One campaign's numbers and rates, over its life or a span of it.
import type { ChannelNumbers, MessageNumbers } from '@sampark/contracts/analytics.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { DbOrTx } from '../events/append.ts';
import { campaignNumbers } from './campaign-numbers.ts';
import { numbersOf, presentChannels, type Numbers } from './counts.ts';
import type { Span } from './cover-span.ts';
import { campaignCounters, campaignCountersByProfile } from './queries.ts';
import { ratesOf, type Rates, type ReceiptsByChannel } from './rates.ts';

export type Report = {
  numbers: MessageNumbers;
  rates: Rates;
  channels: { channel: Channel; numbers: ChannelNumbers; rates: Rates }[];
};

export function reportOf(numbers: Numbers, receipts: ReceiptsByChannel): Report {
  const present = presentChannels(numbers.by_channel);
  return {
    numbers,
    rates: ratesOf(present, receipts),
    channels: present.map(([channel, own]) => ({
      channel,
      numbers: own,
      rates: ratesOf([[channel, own]], receipts),
    })),
  };
}

/** Without a span: since launch, from the totals. Within one: what happened in it. */
export async function campaignReport(
  db: DbOrTx,
  workspace_id: string,
  campaign_id: string,
  span: Span | undefined,
  receipts: ReceiptsByChannel,
): Promise<Report> {
  const numbers = span
    ? numbersOf(await campaignCounters(db, workspace_id, campaign_id, span))
    : (await campaignNumbers(db, workspace_id, [campaign_id])).get(campaign_id);
  return reportOf(numbers ?? numbersOf([]), receipts);
}

export type ProfileReport = Report & { profile_id: string | null; name: string | null };

/** The cohorts of a campaign by engagement profile. Queued counts have no profile yet and stay out. */
export async function profileReports(
  db: DbOrTx,
  workspace_id: string,
  campaign_id: string,
  receipts: ReceiptsByChannel,
): Promise<ProfileReport[]> {
  const rows = await campaignCountersByProfile(db, workspace_id, campaign_id);
  return [...Map.groupBy(rows, (row) => row.profile_id)].flatMap(([profile_id, own]) => {
    const counters = own.filter((row) => row.metric !== 'queued');
    if (counters.length === 0) return [];
    const name = own[0]?.profile_name ?? null;
    const numbers = { ...numbersOf(counters), waiting: 0 };
    return [
      { ...reportOf(numbers, receipts), profile_id: /^[0-]+$/.test(profile_id) ? null : profile_id, name },
    ];
  });
}
