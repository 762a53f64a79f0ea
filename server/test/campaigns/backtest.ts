// One simulated campaign from forecast to completion: the real claims, policy, allocation and records on a real PostgreSQL,
// in virtual time, against platforms that answer after a delay and fail now and then. What the dispatcher's loops do is
// done here one after the other, jumping to the next instant at which something can happen.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { completeCampaigns, schedulerTick } from '../../src/campaigns/run-scheduler.ts';
import type { SendOutcome } from '../../src/channels/channel.ts';
import { seeded, type Draw } from '../../src/campaigns/forecast/draw.ts';
import { attempt } from '../../src/delivery/attempt.ts';
import { activeCampaigns, senderStates, workspaceFacts } from '../../src/delivery/campaign-cache.ts';
import { loadTemplates } from '../../src/templates/load-templates.ts';
import { claimBatch, queueKey } from '../../src/delivery/claim-batch.ts';
import type { ClaimKnowledge } from '../../src/delivery/knowledge.ts';
import { fairShare } from '../../src/delivery/fair-share.ts';
import { LaneSet } from '../../src/delivery/lanes.ts';
import { recordOutcomes, type Answer } from '../../src/delivery/record-outcomes.ts';
import { openStage, type Stage } from '../delivery/stage.ts';
import { openSettings, type Account } from '../support/world.ts';

export type Scenario = {
  seed: number;
  start: string;
  senders: {
    channel: Channel;
    count: number;
    per_second: number;
    per_day: number;
    paused_minutes?: number;
    broken?: boolean;
  }[];
  people: { channel: Channel; zone: string; count: number }[];
  pace: number | null;
  weight: number;
  rivals: { channel: Channel; count: number; weight: number; pace: number | null }[];
  /** Share of tries that fail for the moment, and the platforms' mean delay. */
  failing: number;
  answer_ms: number;
  quiet: boolean;
  /** WhatsApp: people the portfolio may reach in 24 hours. */
  tier?: number;
  /** This share of the people had their message of the week: the week ends within so many hours. */
  capped?: { share: number; hours: number };
};

export type Outcome = {
  within: boolean;
  /** The band's width as a share of what the campaign took. */
  width: number;
  seconds: number;
  earliest: number;
  likely: number;
  latest: number;
};

export async function backtest(scenario: Scenario): Promise<Outcome> {
  const stage = await openStage(scenario.start);
  try {
    const campaign = await prepare(stage, scenario);
    const lanes = await restedLanes(stage, scenario);
    const launched = stage.clock.now().getTime();
    const token = await stage.token();
    const answer = await stage.server.ask('GET', `/api/v1/campaigns/${campaign}/forecast`, { token });
    const { finish } = answer.json<CampaignForecast>();
    if (!finish) throw new Error(`no forecast: ${answer.body.slice(0, 500)}`);
    const started = await stage.server.ask('POST', `/api/v1/campaigns/${campaign}/launch`, { token });
    if (started.statusCode !== 200) throw new Error(started.body);
    while (await schedulerTick(stage.rt));
    const ended = (await deliver(stage, scenario, campaign, lanes)) - launched;
    const of = (at: string) => (new Date(at).getTime() - launched) / 1000;
    const [earliest, likely, latest] = [of(finish.earliest), of(finish.likely), of(finish.latest)];
    const seconds = ended / 1000;
    return {
      within: seconds >= earliest && seconds <= latest,
      width: (latest - earliest) / seconds,
      ...{ seconds, earliest, likely, latest },
    };
  } finally {
    await stage.close();
  }
}

/** A dispatcher that has been at work for a while: a new owner of a lane would first wait out its predecessor's window. */
async function restedLanes({ rt, clock }: Stage, scenario: Scenario): Promise<LaneSet> {
  rt.config.leaseSeconds = 3_600; // renewing is not what is shown here, and hours pass
  const lanes = new LaneSet(rt);
  await lanes.refresh();
  clock.advance(1_000 / Math.min(1, ...scenario.senders.map((one) => one.per_second)) + 1);
  return lanes;
}

async function prepare(stage: Stage, scenario: Scenario): Promise<string> {
  const { rt, pm } = stage;
  const random = seeded(scenario.seed);
  await stage.settings({
    ...openSettings,
    ...(scenario.quiet ? { quiet_hours: { enabled: true, start: '21:00', end: '09:00' } } : {}),
    ...(scenario.capped ? { weekly_caps: { marketing: 1, coaching: 1 } } : {}),
  });
  const accounts: Account[] = [];
  for (const kind of scenario.senders)
    for (let index = 0; index < kind.count; index++) {
      const account = await stage.account(kind.channel, {
        per_second: kind.per_second,
        per_day: kind.per_day,
      });
      accounts.push(account);
      const until = new Date(stage.clock.now().getTime() + (kind.paused_minutes ?? 0) * 60_000);
      if (index === 0 && kind.paused_minutes)
        await sql`update sender_accounts set paused_until = ${until} where id = ${account.id}`.execute(rt.db);
      if (index === 0 && kind.broken)
        await sql`update sender_accounts set health_status = 'offline' where id = ${account.id}`.execute(
          rt.db,
        );
    }
  if (scenario.tier !== undefined) {
    const portfolio = await rt.db
      .insertInto('portfolios')
      .values({ workspace_id: pm.workspace_id, name: 'Business', tier_limit: scenario.tier })
      .returning('id')
      .executeTakeFirstOrThrow();
    await sql`update sender_accounts set portfolio_id = ${portfolio.id} where channel = 'whatsapp'`.execute(
      rt.db,
    );
  }
  await sql`insert into channel_templates (workspace_id, waba_id, name, language, category, status, components)
    values (${pm.workspace_id}, 'w', 'note', 'en', 'MARKETING', 'APPROVED',
      ${JSON.stringify([{ type: 'BODY', text: 'Your review is ready.' }])}::jsonb)`.execute(rt.db);
  await remember(stage, scenario);
  for (const rival of scenario.rivals) {
    const people = await addPeople(stage, { ...rival, zone: 'Europe/London' }, accounts, random);
    const id = await draft(stage, people, { weight: rival.weight, pace_per_second: rival.pace });
    await stage.server.ask('POST', `/api/v1/campaigns/${id}/launch`, { token: await stage.token() });
    while (await schedulerTick(rt));
  }
  const people = [];
  for (const group of scenario.people) {
    const added = await addPeople(stage, group, accounts, random);
    if (scenario.capped) await writtenToLastWeek(stage, group.channel, added, scenario.capped, random);
    people.push(...added);
  }
  return draft(stage, people, { weight: scenario.weight, pace_per_second: scenario.pace });
}

async function addPeople(
  stage: Stage,
  group: { channel: Channel; zone: string; count: number },
  accounts: readonly Account[],
  random: Draw,
): Promise<string[]> {
  const { rt, pm } = stage;
  const people = (await stage.people(group.count, [group.channel])).map((one) => one.id);
  await sql`update prospects set time_zone = ${group.zone} where id = any(${people}::uuid[])`.execute(rt.db);
  const bots = accounts.filter((one) => one.channel === 'telegram');
  if (group.channel === 'telegram')
    await sql`
      insert into channel_identities (workspace_id, prospect_id, channel, address, account_id, source)
      select ${pm.workspace_id}, p.id, 'telegram', 'c' || p.id, p.account_id, 'start link'
      from jsonb_to_recordset(${JSON.stringify(
        people.map((id) => ({ id, account_id: bots[Math.floor(random() * bots.length)]?.id })),
      )}::jsonb) as p(id uuid, account_id uuid)`.execute(rt.db);
  return people;
}

async function writtenToLastWeek(
  { rt, clock, pm }: Stage,
  channel: Channel,
  people: readonly string[],
  { share, hours }: NonNullable<Scenario['capped']>,
  random: Draw,
): Promise<void> {
  const weekAgo = clock.now().getTime() - 7 * 86_400_000;
  const capped = people
    .filter(() => random() < share)
    .map((id) => ({ id, at: new Date(weekAgo + random() * hours * 3_600_000) }));
  await sql`
    insert into contact_channels (prospect_id, workspace_id, channel, capped_sends)
    select p.id, ${pm.workspace_id}, ${channel}, array[p.at]
    from jsonb_to_recordset(${JSON.stringify(capped)}::jsonb) as p(id uuid, at timestamptz)`.execute(rt.db);
}

async function draft(stage: Stage, prospect_ids: string[], more: object): Promise<string> {
  const created = await stage.server.ask('POST', '/api/v1/campaigns', {
    token: await stage.token(),
    payload: {
      ...{
        name: 'Note',
        message_content: 'Your review is ready.',
        channel_order: channels,
        prospect_ids,
        ...more,
      },
      channel_content: { whatsapp: { kind: 'template', name: 'note', language: 'en', parameters: [] } },
    },
  });
  return created.json<{ id: string }>().id;
}

/** The last day's traffic, from which the forecast learns how often tries fail and how long answers take. */
async function remember(stage: Stage, scenario: Scenario): Promise<void> {
  const minute = new Date(stage.clock.now().getTime() - 3_600_000);
  for (const channel of channels) {
    const rows = [
      { metric: 'sent', code: '', count: 1_000, total_ms: 0 },
      {
        metric: 'retrying',
        code: 'network',
        count: Math.round((1_000 * scenario.failing) / (1 - scenario.failing)),
        total_ms: 0,
      },
      { metric: 'latency_sent', code: '1000', count: 1_000, total_ms: 1_000 * scenario.answer_ms },
    ];
    const nobody = '00000000-0000-0000-0000-000000000000';
    for (const row of rows)
      await sql`insert into rollups (workspace_id, minute, campaign_id, channel, profile_id, portfolio_manager_id, metric, code, count, total_ms)
        values (${stage.pm.workspace_id}, ${minute}, ${stage.pm.id}, ${channel}, ${nobody}, ${nobody}, ${row.metric}, ${row.code}, ${row.count}, ${row.total_ms})`.execute(
        stage.rt.db,
      );
  }
}

/** Virtual instant at which the campaign was complete. */
async function deliver(
  stage: Stage,
  scenario: Scenario,
  campaign_id: string,
  lanes: LaneSet,
): Promise<number> {
  const { rt, clock, pm } = stage;
  const random = seeded(scenario.seed + 77);

  const answers: Answer[] = [];
  const due: number[] = [];
  let flying = 0;
  let sent = 0;
  stage.answer = (async (): Promise<SendOutcome> => {
    const ms = scenario.answer_ms * (0.5 + random());
    due.push(clock.now().getTime() + ms);
    await clock.sleep(ms);
    return random() < scenario.failing
      ? { kind: 'retry', code: 'network' }
      : { kind: 'accepted', external_id: `x${++sent}` };
  }) as unknown as Stage['answer'];
  const slowest = Math.min(...scenario.senders.map((one) => one.per_second));
  const grain = slowest >= 1 ? 25 : Math.min(500, 10 / slowest);
  const asleep = new Map<string, number>();
  const served = new Map<string, number>();
  const pace = new Map<string, { at: number; room: number }>();
  let leased = 0;
  let known: ClaimKnowledge | undefined;
  const keys = scenario.people.map((one) => queueKey(campaign_id, pm.workspace_id, one.channel));
  for (;;) {
    const now = clock.now().getTime();
    if (now >= leased) {
      await lanes.refresh();
      leased = now + (rt.config.leaseSeconds * 1000) / 3;
    }
    if (answers.length > 0) {
      const batch = answers.splice(0);
      await recordOutcomes(rt, batch);
      for (const { intent } of batch)
        asleep.delete(queueKey(intent.campaign_id, pm.workspace_id, intent.channel));
    }
    known ??= await knowledgeOf(stage);
    for (const channel of channels) {
      for (let again = true; again;) {
        again = false;
        const knows: ClaimKnowledge = known;
        const facts = lanes
          .facts(clock.now())
          .filter(
            (one) => one.channel === channel && !one.held && !one.maintenance && one.health !== 'offline',
          );
        const free = facts.reduce(
          (sum, one) =>
            sum +
            (one.paused_until && one.paused_until > clock.now()
              ? 0
              : Math.max(0, Math.min(one.free_tokens, one.left_today))),
          0,
        );
        if (free === 0) break;
        const queues = [...knows.campaigns.values()].flatMap((one) => {
          const key = queueKey(one.id, pm.workspace_id, channel);
          if ((asleep.get(key) ?? 0) > now) return [];
          const room = roomOf(pace, one.id, one.pace_per_second, now);
          if (room !== undefined && room < 1) return [];
          return [
            {
              campaign_id: one.id,
              weight: one.weight,
              idle: false,
              served: served.get(key) ?? 0,
              ...(room === undefined ? {} : { pace: Math.floor(room) }),
            },
          ];
        });
        const takes = fairShare(queues, Math.min(free, 200)).map((share) => ({
          ...{
            workspace_id: pm.workspace_id,
            campaign_id: share.campaign_id,
            platform: channel,
            take: share.take,
          },
          launched_at: knows.campaigns.get(share.campaign_id ?? '')?.launched_at ?? null,
        }));
        if (takes.length === 0) break;
        const { intents, taken, settled } = await claimBatch(rt, lanes, takes, knows, 500);
        let emptied = false;
        for (const take of takes) {
          const key = queueKey(take.campaign_id, pm.workspace_id, channel);
          const got = taken.get(key) ?? 0;
          served.set(
            key,
            (served.get(key) ?? 0) + got / (knows.campaigns.get(take.campaign_id ?? '')?.weight ?? 1),
          );
          const room = pace.get(take.campaign_id ?? '');
          if (room) room.room -= got;
          if (got === take.take) continue;
          asleep.set(key, await nextDue(stage, take.campaign_id, channel, now));
          emptied = true;
        }
        for (const intent of intents) {
          flying++;
          void attempt(rt, lanes, intent).then((answer) => {
            flying--;
            answers.push(answer);
          });
        }
        // What one queue had no use for is free for the others.
        again = emptied || intents.length + settled > 0;
      }
    }
    await settle();
    if (flying === 0 && answers.length > 0) continue;
    if (flying === 0 && keys.every((key) => asleep.get(key) === Infinity)) {
      await completeCampaigns(rt);
      known = undefined;
      const { rows } = await sql<{
        completed_at: Date | null;
      }>`select completed_at from campaigns where id = ${campaign_id}`.execute(rt.db);
      if (rows[0]?.completed_at) return rows[0].completed_at.getTime();
    }
    const soon = [...lanes.lanes.values()].map((lane) => lane.tokens.nextAt(now) ?? Infinity);
    const paces = [...pace].map(([id, one]) =>
      one.room < 1
        ? now + ((1 - one.room) / (known?.campaigns.get(id)?.pace_per_second ?? 1)) * 1000
        : Infinity,
    );
    const paused = [...lanes.lanes.values()].flatMap((lane) =>
      lane.paused_until && lane.paused_until.getTime() > now ? [lane.paused_until.getTime()] : [],
    );
    const midnight = Math.floor(now / 86_400_000 + 1) * 86_400_000;
    const wakes = due.filter((at) => at > now);
    due.splice(0, due.length, ...wakes);
    const next = Math.min(
      ...wakes,
      ...soon.filter((at) => at > now),
      ...paused,
      ...[...asleep.values()].filter((at) => at > now),
      midnight,
    );
    // Leases run out while nothing happens; they are renewed on the way, as the dispatcher does.
    clock.set(new Date(Math.ceil(Math.max(now + 1, Math.min(Math.max(next, now + grain), ...paces)))));
    if (clock.now().getTime() > leased + rt.config.leaseSeconds * 500) leased = 0;
    await settle();
  }
}

function roomOf(
  pace: Map<string, { at: number; room: number }>,
  id: string,
  perSecond: number | null,
  now: number,
): number | undefined {
  if (perSecond === null) return undefined;
  const rate = perSecond;
  const known = pace.get(id) ?? { at: now, room: 1 };
  const room = Math.min(Math.max(1, rate), known.room + ((now - known.at) / 1000) * rate);
  pace.set(id, { at: now, room });
  return room;
}

async function knowledgeOf({ rt }: Stage): Promise<ClaimKnowledge> {
  const campaigns = await activeCampaigns(rt.db);
  return {
    campaigns: new Map(campaigns.map((one) => [one.id, one])),
    workspaces: await workspaceFacts(rt.db),
    templates: await loadTemplates(rt.db),
    senders: await senderStates(rt.db),
  };
}

async function nextDue(
  stage: Stage,
  campaign_id: string | null,
  channel: Channel,
  now: number,
): Promise<number> {
  const { rows } = await sql<{ due: Date | null }>`
    select min(due_at) as due from message_queue where campaign_id = ${campaign_id} and platform = ${channel}`.execute(
    stage.rt.db,
  );
  return Math.max(now + 1, rows[0]?.due?.getTime() ?? Infinity);
}

/** Lets everything that waits for no clock finish: a send is one promise deep. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
