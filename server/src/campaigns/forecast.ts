// What a launch would do now: who is reachable where, who is excluded and why, how long it takes, what stands in the way.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { policyReasonText } from '@sampark/contracts/policy.ts';
import type { WorkspaceSettings } from '@sampark/contracts/settings.ts';
import { sql } from 'kysely';
import { channelsWritten } from '../choices/choices.ts';
import { eachWords, widest } from '../choices/each-words.ts';
import { shareOut, type SharedOut } from '../choices/share-out.ts';
import { borrowedWords, oneLanguageForAll } from '../choices/doubtful-words.ts';
import { silentProblems } from '../choices/silent-problems.ts';
import type { Database } from '../db/connect.ts';
import { contentFault } from '../messages/text-fault.ts';
import { wantsOptOutLine } from '../policy/wants-opt-out-line.ts';
import type { Runtime } from '../runtime.ts';
import { inAudience } from './audience.ts';
import { loadSurroundings } from './decide-for.ts';
import { countAudience, type AudienceCounts } from './forecast/count-audience.ts';
import { loadSenders } from './forecast/load-senders.ts';
import { loadSituation, type Left } from './forecast/load-situation.ts';
import { predictAside } from './forecast/predict-aside.ts';
import { coverage } from './forecast/predict-finish.ts';
import { senderProblems, waitProblems } from './forecast/warnings.ts';
import { countMissing } from './missing/count-missing.ts';
import { missingProblems } from './missing/missing-problems.ts';
import { withChoices, type CampaignRecord } from './queries.ts';
import { loadTemplates } from '../templates/load-templates.ts';
import { optOutProblems } from '../templates/opt-out-problems.ts';
import { experimentProblems } from '../experiments/experiment-problems.ts';
import { templateProblems } from '../templates/template-problems.ts';
import { ruleProblems } from './rule-problems.ts';

type Problems = CampaignForecast['problems'];

/** `start`: when it would be launched. `asOf`: the moment it is forecast for; default: now. */
export async function forecastCampaign(
  rt: Runtime,
  asked: CampaignRecord,
  { start, asOf }: { start?: Date; asOf?: Date } = {},
): Promise<CampaignForecast> {
  const chosen = await withChoices(rt.db, asked);
  const campaign = widest(chosen);
  const now = asOf ?? rt.clock.now();
  const starts = start && start > now ? start : now;
  const order = channelsWritten(campaign);
  const surroundings = await loadSurroundings(rt, campaign.workspace_id);
  const { workspace } = surroundings;
  const [counts, missing, senders] = await Promise.all([
    countAudience(rt.db, campaign, surroundings, now, { starts }),
    countMissing(rt, chosen, starts),
    loadSenders(rt, campaign.workspace_id, now),
  ]);
  const audience = order.length > 0 ? counts.audience : await countPeople(rt.db, campaign, starts);
  const shares = new Map(
    order.map((channel) => {
      const writable = (counts.by_channel.get(channel) ?? 0) - (missing.unwritten.get(channel) ?? 0);
      return [channel, shareOut(writable, chosen.choices?.experiment)];
    }),
  );
  const recipients = new Map([...shares].map(([channel, { sent }]) => [channel, sent]));
  const reachable = sumOf(recipients);
  const left = leftOf(counts, recipients);
  const situation = await loadSituation(
    rt,
    {
      ...{ campaign_id: campaign.id, workspace_id: campaign.workspace_id, purpose: campaign.purpose },
      ...{ weight: campaign.weight, start: starts, left, known: counts.known },
      // Whoever is passed over takes a turn of the pace as well.
      pace_per_second: paceOf(campaign, reachable, audience),
      ...{ settings: workspace.settings, time_zone: workspace.time_zone },
    },
    senders,
    now,
  );
  const predicted = reachable > 0 ? await predictAside(situation) : undefined;
  const instant = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();
  // Quotas count by the UTC day.
  const onLaterDay = starts.toISOString().slice(0, 10) > now.toISOString().slice(0, 10);
  const by_channel = order.map((channel) => {
    const ready = senders.filter((one) => one.channel === channel && one.state === 'ready');
    const done = predicted?.by_channel[channel];
    return {
      channel,
      recipients: recipients.get(channel) ?? 0,
      senders: ready.length,
      per_second: ready.reduce((sum, one) => sum + one.per_second, 0),
      left_today: ready.reduce((sum, one) => sum + (onLaterDay ? one.per_day : one.left_today), 0),
      finish_at: done === undefined ? null : instant(done),
    };
  });
  const finish = predicted?.finish ?? null;
  return {
    audience,
    reachable,
    by_channel,
    excluded: excludedOf(counts, {
      // They have an open channel, but their message cannot be written: nothing would leave.
      variable_missing: sumOf(missing.unwritten),
      no_content: order.length === 0 ? audience : 0,
      ...unsentOf([...shares.values()]),
    }),
    starts_at: starts.toISOString(),
    finish: finish && {
      ...{
        earliest: instant(finish.earliest),
        likely: instant(finish.likely),
        latest: instant(finish.latest),
      },
      coverage,
    },
    curve: (predicted?.curve ?? []).map((point) => ({
      at: instant(point.at),
      ...{ low: Math.round(point.low), likely: Math.round(point.likely), high: Math.round(point.high) },
    })),
    seconds: finish && Math.round((finish.likely - situation.start) * 10) / 10,
    finish_at: finish && instant(finish.likely),
    problems: [
      ...(await eachWords(chosen, (own) => contentProblems(own, channelsWritten(chosen)))),
      ...silentProblems(chosen),
      ...borrowedWords(chosen),
      ...oneLanguageForAll(chosen),
      ...(await eachWords(chosen, (own) => templateProblems(rt.db, own))),
      ...(await optOutAdvice(rt, chosen, workspace.settings)),
      ...missingProblems(missing),
      ...(await ruleProblems(rt, chosen, starts)),
      ...senderProblems(by_channel, senders),
      ...waitProblems({
        ...{ campaign, workspace, left, situation, reachable, finish, starts, channels: by_channel },
        ahead: predicted?.ahead ?? 0,
      }),
      ...segmentProblems(campaign),
      ...(await experimentProblems(rt.db, chosen)),
      // Where something is missing, putting that right comes first.
      ...audienceProblems(audience, reachable + missing.count, order.length),
      ...(order.length > 0 ? await unwrittenChannels(rt.db, campaign, order, starts) : []),
    ],
  };
}

/** Reachable people by channel, place and moment, without those whose message cannot be written. */
function leftOf(counts: AudienceCounts, recipients: ReadonlyMap<Channel, number>): Left[] {
  return counts.spread.map(({ channel, place, free_at, count }) => {
    const all = counts.by_channel.get(channel) ?? 0;
    return {
      channel,
      place,
      from: free_at,
      count: (count * (recipients.get(channel) ?? 0)) / Math.max(1, all),
    };
  });
}

function paceOf(campaign: CampaignRecord, reachable: number, audience: number): number | null {
  if (campaign.pace_per_second === null) return null;
  return campaign.pace_per_second * Math.max(0.01, reachable / Math.max(1, audience));
}

function sumOf(counts: ReadonlyMap<Channel, number>): number {
  return [...counts.values()].reduce((sum, one) => sum + one, 0);
}

type Unsent = 'variable_missing' | 'no_content' | 'held_out' | 'waits_for_winner';

function excludedOf(
  counts: AudienceCounts,
  unsent: Readonly<Record<Unsent, number>>,
): CampaignForecast['excluded'] {
  const more = (Object.keys(unsent) as Unsent[]).map((code) => ({ code, count: unsent[code] }));
  return [...counts.excluded, ...more.filter(({ count }) => count > 0)]
    .map(({ code, count }) => ({ code: code as string, text: policyReasonText[code], count }))
    .sort((a, b) => b.count - a.count);
}

function unsentOf(shares: readonly SharedOut[]) {
  const sum = (part: 'held_out' | 'waiting') => shares.reduce((total, one) => total + one[part], 0);
  return { held_out: sum('held_out'), waits_for_winner: sum('waiting') };
}

async function countPeople(db: Database, campaign: CampaignRecord, at: Date): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    select count(*)::int as size from prospects p where ${inAudience(campaign, at)}`.execute(db);
  return rows[0]?.size ?? 0;
}

export function contentProblems(campaign: CampaignRecord, order: readonly Channel[]): Problems {
  const problems: Problems = [];
  if (order.length === 0) {
    problems.push(
      blocking(
        'no_content',
        'channel_content',
        'The campaign says nothing on any of its channels',
        'Write a message, or pick an approved template for WhatsApp.',
      ),
    );
  }
  for (const channel of order) {
    const content = campaign.channel_content[channel];
    if (!content) continue;
    const fault = contentFault(content);
    if (fault)
      problems.push(
        blocking(
          'template_invalid',
          `channel_content.${channel}`,
          fault,
          'Correct the text, or leave the channel out.',
        ),
      );
  }
  const whatsapp = campaign.channel_content.whatsapp;
  if (whatsapp && whatsapp.kind !== 'template' && campaign.channel_order.includes('whatsapp')) {
    problems.push({
      code: 'window_closed',
      field: 'channel_content.whatsapp',
      reason: 'Free text reaches only people who wrote to you in the last 24 hours',
      remedy: 'Use an approved template to reach the others.',
      blocking: false,
    });
  }
  return problems;
}

/** People left out although they agreed to be written to: on a channel the campaign says nothing on. */
async function unwrittenChannels(
  db: Database,
  campaign: CampaignRecord,
  order: readonly Channel[],
  at: Date,
): Promise<Problems> {
  const { rows } = await sql<{ channel: Channel; count: number }>`
    select u.channel, count(*)::int as count
    from prospects p
    cross join lateral (select array_agg(c.channel) filter (where c.granted) as agreed
      from consent_state c where c.prospect_id = p.id and c.purpose = ${campaign.purpose}) a
    cross join lateral unnest(a.agreed) u(channel)
    where ${inAudience(campaign, at)} and not a.agreed && ${order}::text[]
      and exists (select from sender_accounts s where s.workspace_id = ${campaign.workspace_id} and s.channel = u.channel)
    group by u.channel order by 2 desc, 1`.execute(db);
  return rows.map(({ channel, count }) => ({
    code: 'channel_unwritten',
    field: `channel_content.${channel}`,
    channel,
    count,
    reason: `${count.toLocaleString('en')} people agreed to ${channel} and to no channel this campaign writes on`,
    remedy: `Write something for ${channel}, or leave them out.`,
    blocking: false,
  }));
}

async function optOutAdvice(
  rt: Runtime,
  campaign: CampaignRecord,
  settings: WorkspaceSettings,
): Promise<Problems> {
  if (!wantsOptOutLine(settings, campaign.purpose, null)) return [];
  const templates = (await loadTemplates(rt.db, campaign.workspace_id)).get(campaign.workspace_id);
  return eachWords(campaign, (own) => optOutProblems(own, templates));
}

function segmentProblems({ target_segment, segment, recipients_listed }: CampaignRecord): Problems {
  if (target_segment.segment_id === undefined || segment || recipients_listed > 0) return [];
  return [
    blocking(
      'segment_missing',
      'target_segment.segment_id',
      'The segment of this campaign was deleted, or is not shared any more',
      'Choose another segment.',
    ),
  ];
}

function audienceProblems(audience: number, reachable: number, contents: number): Problems {
  if (audience === 0) {
    return [
      blocking(
        'no_audience',
        'target_segment',
        'Nobody in your book fits this audience',
        'Widen the audience, or import contacts first.',
      ),
    ];
  }
  if (reachable === 0 && contents > 0) {
    return [
      blocking(
        'nobody_reachable',
        'channel_order',
        'Nobody in the audience can be reached on these channels',
        'See the reasons below; consent has to be on record before anything is sent.',
      ),
    ];
  }
  return [];
}

function blocking(code: string, field: string, reason: string, remedy: string): Problems[number] {
  return { code, field, reason, remedy, blocking: true };
}
