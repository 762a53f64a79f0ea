// What makes a campaign slower than its senders' rates promise, in words with a remedy. Pure.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import type { Purpose } from '@sampark/contracts/domain.ts';
import type { WorkspaceFacts } from '../../delivery/campaign-cache.ts';
import { capOf, quietUntilAll } from '../../policy/limits.ts';
import { zonesOf } from '../../policy/zones.ts';
import type { Left } from './load-situation.ts';
import type { LoadedSender } from './load-senders.ts';
import type { Situation } from './situation.ts';

type Problems = CampaignForecast['problems'];
const day = 86_400;

export function senderProblems(
  channels: CampaignForecast['by_channel'],
  senders: readonly LoadedSender[],
): Problems {
  const problems: Problems = [];
  for (const one of channels) {
    const here = senders.filter((it) => it.channel === one.channel);
    const about = { field: 'channel_order', channel: one.channel, blocking: false };
    const held = here.filter((it) => it.state === 'held').length;
    if (one.senders === 0 && held > 0)
      problems.push({
        ...about,
        code: 'sender_held',
        reason: `Every sender of ${one.channel} is held: the platform has warned or stopped it`,
        remedy: 'An administrator decides on the Devices page; until then these people wait.',
      });
    else if (one.senders === 0 && here.length > 0)
      problems.push({
        ...about,
        code: 'sender_offline',
        reason: `No sender of ${one.channel} works now: offline or in maintenance`,
        remedy: 'Bring one back on the Devices page, or leave the channel out.',
      });
    else if (one.senders === 0)
      problems.push({
        ...about,
        code: 'no_sender',
        reason: `No sender is connected for ${one.channel}`,
        remedy: 'Connect a device with an account there, or leave the channel out.',
      });
    else if (one.recipients > one.left_today)
      problems.push({
        ...about,
        code: 'sender_exhausted',
        reason: `${one.channel} has room for ${one.left_today.toLocaleString('en')} of ${one.recipients.toLocaleString('en')} messages today`,
        remedy: 'The rest goes out on the following days, or add senders.',
      });
  }
  return problems;
}

export function waitProblems(of: {
  campaign: { purpose: Purpose };
  workspace: WorkspaceFacts;
  left: readonly Left[];
  situation: Situation;
  reachable: number;
  finish: { likely: number } | null;
  /** Messages of other campaigns that wait when it starts. */
  ahead: number;
  starts: Date;
  channels: CampaignForecast['by_channel'];
}): Problems {
  const { situation, reachable } = of;
  const problems: Problems = [];
  const about = { blocking: false } as const;
  if (reachable === 0) return problems;
  const whatsapp = of.channels.find((one) => one.channel === 'whatsapp')?.recipients ?? 0;
  const bounded = situation.stations.filter((one) => one.channel === 'whatsapp' && one.senders > 0);
  const room = bounded.every((one) => one.tier !== null)
    ? [...new Set(bounded.flatMap((one) => one.tier ?? []))].reduce(
        (sum, tier) => sum + roomOf(situation, tier),
        0,
      )
    : Infinity;
  if (bounded.length > 0 && whatsapp > room)
    problems.push({
      ...about,
      ...{ code: 'tier_exhausted', field: 'channel_order', channel: 'whatsapp', count: room },
      reason: `WhatsApp lets your business reach ${room.toLocaleString('en')} more people in 24 hours; ${whatsapp.toLocaleString('en')} are to be reached`,
      remedy:
        'The rest follows as the 24 hours pass. More numbers do not help: the budget belongs to the business.',
    });
  for (const [code, count] of waitsAtStart(of))
    problems.push({ ...about, code, ...textOfWait[code](count.toLocaleString('en')), count });
  if (of.ahead > 0)
    problems.push({
      ...about,
      ...{ code: 'other_campaigns', field: 'launch_time', count: of.ahead },
      reason: `${of.ahead.toLocaleString('en')} messages of other campaigns still wait for the same senders when it starts`,
      remedy: 'The campaigns take turns; start later, or give this one more weight.',
    });
  if (of.finish === null)
    problems.push({
      ...about,
      ...{ code: 'no_end', field: 'channel_order' },
      reason: 'As things stand it would not end: some people wait for a sender that does not work',
      remedy: 'See which channel has no working sender.',
    });
  else if (of.finish.likely - situation.start > day)
    problems.push({
      ...about,
      ...{
        code: 'takes_days',
        field: 'launch_time',
        count: Math.ceil((of.finish.likely - situation.start) / day),
      },
      reason: 'It takes more than a day',
      remedy: 'A smaller audience or more senders make it faster.',
    });
  return problems;
}

const textOfWait = {
  quiet_hours: (people: string) => ({
    field: 'launch_time',
    reason: `It is night for ${people} people when it starts`,
    remedy: 'Their message goes out in the morning where they live.',
  }),
  country_hours: (people: string) => ({
    field: 'launch_time',
    reason: `The country of ${people} people allows no such message when it starts`,
    remedy: 'Their message goes out as soon as it is allowed where they live.',
  }),
  weekly_cap: (people: string) => ({
    field: 'target_segment',
    reason: `${people} people have had as many messages this week as your rules allow`,
    remedy: 'Their message waits until the week has passed; the campaign stays open until then.',
  }),
  country_cap: (people: string) => ({
    field: 'target_segment',
    reason: `${people} people have had as many messages this week as apply to their country`,
    remedy: 'Their message waits until the week has passed; the campaign stays open until then.',
  }),
};

/** Why people wait when it starts, in the words of the policy that will make them wait: caps first, then the hour. */
function waitsAtStart(of: {
  campaign: { purpose: Purpose };
  workspace: WorkspaceFacts;
  left: readonly Left[];
  starts: Date;
}): Map<keyof typeof textOfWait, number> {
  const { purpose } = of.campaign;
  const { settings, time_zone } = of.workspace;
  const counts = new Map<keyof typeof textOfWait, number>();
  for (const { place, from, count } of of.left) {
    const prospect = { country: place.country, zones: zonesOf(place, time_zone) };
    const asked = { purpose, settings, prospect };
    const code =
      from !== null && from > of.starts ? capOf(asked)?.code : quietUntilAll(asked, of.starts)?.reason.code;
    if (code && isWait(code)) counts.set(code, (counts.get(code) ?? 0) + count);
  }
  for (const [code, count] of counts)
    if (Math.round(count) > 0) counts.set(code, Math.round(count));
    else counts.delete(code);
  return counts;
}

function isWait(code: string): code is keyof typeof textOfWait {
  return Object.hasOwn(textOfWait, code);
}

/** What the portfolio has left when the campaign starts. */
function roomOf({ tiers, start }: Situation, index: number): number {
  const tier = tiers[index];
  if (!tier) return 0;
  return Math.max(0, tier.left + sum(tier.frees.filter((one) => one.at <= start)));
}

function sum(parts: readonly { count: number }[]): number {
  return Math.round(parts.reduce((total, one) => total + one.count, 0));
}
