// What a launch would do now: who is reachable where, who is excluded and why, how long it takes, what stands in the way.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { policyReasonText, type PolicyReasonCode } from '@sampark/contracts/policy.ts';
import { sql } from 'kysely';
import type { Database } from '../db/connect.ts';
import { templateFault } from '../messages/render.ts';
import type { Runtime } from '../runtime.ts';
import { channelHints, inAudience } from './audience.ts';
import { findLacking } from './missing-variables.ts';
import type { CampaignRecord } from './queries.ts';

type Problems = CampaignForecast['problems'];
type SenderSum = { channel: Channel; senders: number; per_second: number; left_today: number };

export async function forecastCampaign(rt: Runtime, campaign: CampaignRecord): Promise<CampaignForecast> {
  const now = rt.clock.now();
  const order = campaign.channel_order.filter((channel) => campaign.channel_content[channel] !== undefined);
  const { rows } = await sql<{
    open_channel: Channel | null;
    refusal: PolicyReasonCode | null;
    count: number;
  }>`
    with chunk as materialized (
      select p.id, p.phone_number, p.phone_hash, p.held_reason from prospects p where ${inAudience(campaign)}
    ), hints as (${channelHints(campaign)})
    select open_channel, case when open_channel is null then refusal end as refusal, count(*)::int as count
    from hints group by 1, 2`.execute(rt.db);
  const { lacking } = await findLacking(rt, campaign);
  const senders = await senderSums(rt.db, campaign.workspace_id, now);
  const { rows: sizes } = await sql<{
    size: number;
  }>`select count(*)::int as size from prospects p where ${inAudience(campaign)}`.execute(rt.db);
  const audience = sizes[0]?.size ?? 0;
  const by_channel = order.map((channel) => {
    const sum = senders.get(channel);
    return {
      channel,
      recipients:
        rows.filter((row) => row.open_channel === channel).reduce((total, row) => total + row.count, 0) -
        lacking.filter((one) => one.channel === channel).length,
      senders: sum?.senders ?? 0,
      per_second: sum?.per_second ?? 0,
      left_today: sum?.left_today ?? 0,
    };
  });
  const reachable = by_channel.reduce((total, one) => total + one.recipients, 0);
  const excluded = rows
    .filter((row) => row.open_channel === null && row.refusal !== null)
    .map((row) => ({
      code: row.refusal as string,
      text: policyReasonText[row.refusal as PolicyReasonCode],
      count: row.count,
    }));
  // They have an open channel, but their message cannot be written: nothing would leave.
  if (lacking.length > 0)
    excluded.push({
      code: 'variable_missing',
      text: policyReasonText.variable_missing,
      count: lacking.length,
    });
  if (order.length === 0 && audience > 0) {
    excluded.push({ code: 'no_content', text: policyReasonText.no_content, count: audience });
  }
  const seconds = finishSeconds(by_channel, campaign.pace_per_second, reachable);
  return {
    audience,
    reachable,
    by_channel,
    excluded: excluded.sort((a, b) => b.count - a.count),
    seconds,
    finish_at: seconds === null ? null : new Date(now.getTime() + seconds * 1000).toISOString(),
    problems: [
      ...contentProblems(campaign, order),
      ...(await templateProblems(rt.db, campaign)),
      ...senderProblems(by_channel),
      ...audienceProblems(audience, reachable, order.length),
      ...(order.length > 0 ? await unwrittenChannels(rt.db, campaign, order) : []),
    ],
  };
}

function finishSeconds(
  channels: CampaignForecast['by_channel'],
  pace: number | null,
  reachable: number,
): number | null {
  let longest = pace ? reachable / pace : 0;
  for (const one of channels) {
    if (one.recipients === 0) continue;
    if (one.recipients > one.left_today || one.per_second === 0) return null;
    longest = Math.max(longest, one.recipients / one.per_second);
  }
  return Math.round(longest * 10) / 10;
}

async function senderSums(db: Database, workspace_id: string, now: Date): Promise<Map<Channel, SenderSum>> {
  const { rows } = await sql<SenderSum>`
    select a.channel, count(*)::int as senders, sum(a.per_second)::float8 as per_second,
      sum(greatest(0, a.per_day - coalesce(d.claimed, 0)))::int as left_today
    from sender_accounts a join devices v on v.id = a.device_id
    left join account_days d on d.account_id = a.id and d.day = ${now.toISOString().slice(0, 10)}::date
    where a.workspace_id = ${workspace_id} and a.policy_hold is null and not v.maintenance
      and a.health_status <> 'offline' and v.health_status <> 'offline'
    group by a.channel`.execute(db);
  return new Map(rows.map((row) => [row.channel, row]));
}

function contentProblems(campaign: CampaignRecord, order: readonly Channel[]): Problems {
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
    const texts = content.kind === 'template' ? content.parameters : [content.text];
    const fault = texts.map(templateFault).find((one) => one !== undefined);
    if (fault)
      problems.push(
        blocking('template_invalid', `channel_content.${channel}`, fault, 'Correct the template.'),
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

async function templateProblems(db: Database, campaign: CampaignRecord): Promise<Problems> {
  const content = campaign.channel_content.whatsapp;
  if (content?.kind !== 'template' || !campaign.channel_order.includes('whatsapp')) return [];
  const found = await db
    .selectFrom('channel_templates')
    .select(['status', 'components'])
    .where('workspace_id', '=', campaign.workspace_id)
    .where('name', '=', content.name)
    .where('language', '=', content.language)
    .execute();
  const field = 'channel_content.whatsapp';
  if (found.length === 0) {
    return [
      blocking(
        'template_missing',
        field,
        `There is no template “${content.name}” in ${content.language}`,
        'Choose one of your approved templates.',
      ),
    ];
  }
  const approved = found.find((one) => one.status === 'APPROVED');
  if (!approved) {
    return [
      blocking(
        'template_not_approved',
        field,
        `The template is ${found[0]?.status.toLowerCase()} at WhatsApp`,
        'Wait for its approval, or choose another one.',
      ),
    ];
  }
  const body =
    (approved.components as { type?: string; text?: string }[]).find((one) => one.type === 'BODY')?.text ??
    '';
  const expected = new Set(body.match(/\{\{\d+\}\}/g) ?? []).size;
  if (expected !== content.parameters.length) {
    return [
      blocking(
        'template_parameters',
        `${field}.parameters`,
        `The template takes ${expected} values, the campaign gives ${content.parameters.length}`,
        'Give one value for each place.',
      ),
    ];
  }
  return [];
}

/** People left out although they agreed to be written to: on a channel the campaign says nothing on. */
async function unwrittenChannels(
  db: Database,
  campaign: CampaignRecord,
  order: readonly Channel[],
): Promise<Problems> {
  const { rows } = await sql<{ channel: Channel; count: number }>`
    select u.channel, count(*)::int as count
    from prospects p
    cross join lateral (select array_agg(c.channel) filter (where c.granted) as agreed
      from consent_state c where c.prospect_id = p.id and c.purpose = ${campaign.purpose}) a
    cross join lateral unnest(a.agreed) u(channel)
    where ${inAudience(campaign)} and not a.agreed && ${order}::text[]
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

function senderProblems(channels: CampaignForecast['by_channel']): Problems {
  const problems: Problems = [];
  for (const one of channels) {
    if (one.senders === 0) {
      problems.push({
        code: 'no_sender',
        field: 'channel_order',
        channel: one.channel,
        reason: `No sender is connected for ${one.channel}`,
        remedy: 'Connect a device with an account there, or leave the channel out.',
        blocking: false,
      });
    } else if (one.recipients > one.left_today) {
      problems.push({
        code: 'sender_exhausted',
        field: 'channel_order',
        channel: one.channel,
        reason: `${one.channel} has room for ${one.left_today.toLocaleString('en')} of ${one.recipients.toLocaleString('en')} messages today`,
        remedy: 'The rest goes out on the following days, or add senders.',
        blocking: false,
      });
    }
  }
  return problems;
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
