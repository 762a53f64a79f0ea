// Draws what supervisors look at, from what has been sent: it follows the log and never delays a message. Enters: the log since
// the last time. Leaves: drawn messages in the review queue, and how many each portfolio manager sent and had drawn.
import { sql } from 'kysely';
import { recordFlags, type Flagged } from '../compliance/record-flags.ts';
import type { Tx } from '../events/append.ts';
import { followEvents, type Follower, type LogEvent } from '../events/follow.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Runtime } from '../runtime.ts';
import { lotOf, type Lot } from './lot.ts';

type Sent = Pick<
  LogEvent,
  'type' | 'workspace_id' | 'occurred_at' | 'message_id' | 'portfolio_manager_id' | 'channel'
>;
type Wanted = {
  workspace_id: string;
  percent: number;
  first_messages: number;
  rule_id: string;
  version: number;
};

/** Returns how many were drawn. */
export async function drawSamples(rt: Runtime, batch = 5_000): Promise<number> {
  if (!(await anyWanted(rt))) return 0;
  let drawn = 0;
  const lot = lotOf(rt.keys.derive('supervision'));
  const follower: Follower<keyof Sent> = {
    ...{ follower: 'supervision', batch },
    columns: ['type', 'workspace_id', 'occurred_at', 'message_id', 'portfolio_manager_id', 'channel'],
    handle: async (tx, events) => {
      drawn += await drawBatch(tx, rt.clock.now(), lot, events);
    },
  };
  while ((await followEvents(rt, follower)).more);
  return drawn;
}

/** Where nobody wants any the log is passed over: whoever begins to want some begins there. */
async function anyWanted(rt: Runtime): Promise<boolean> {
  const { rows } = await sql`
    select from supervision_settings where percent > 0 or first_messages > 0 limit 1`.execute(rt.db);
  if (rows.length > 0) return true;
  await sql`
    insert into event_cursors as c (follower, xid, id, updated_at)
    values ('supervision', pg_snapshot_xmin(pg_current_snapshot()), 0, ${rt.clock.now()})
    on conflict (follower) do update set xid = excluded.xid, id = 0, updated_at = excluded.updated_at`.execute(
    rt.db,
  );
  return false;
}

async function drawBatch(tx: Tx, now: Date, lot: Lot, events: readonly Sent[]): Promise<number> {
  const sent = events.filter(
    (one) => one.type === 'message.sent' && one.message_id && one.portfolio_manager_id,
  );
  if (sent.length === 0) return 0;
  const { rows: wanted } = await sql<Wanted>`
    select s.workspace_id, s.percent::float8 as percent, s.first_messages, r.id as rule_id, r.version
    from supervision_settings s join rules r on r.workspace_id = s.workspace_id and r.pack = 'supervision'
    where s.workspace_id = any(${[...new Set(sent.map((one) => one.workspace_id))]}::uuid[])
      and (s.percent > 0 or s.first_messages > 0)`.execute(tx);
  if (wanted.length === 0) return 0;
  const of = new Map(wanted.map((one) => [one.workspace_id, one]));
  const counted = await countBefore(tx, wanted);
  const weeks = new Map<
    string,
    { workspace_id: string; portfolio_manager_id: string; week: string; sent: number; sampled: number }
  >();
  const chosen: { id: string; channel: string; of: Wanted }[] = [];
  for (const one of sent) {
    const want = of.get(one.workspace_id);
    if (!want) continue;
    const portfolio_manager_id = one.portfolio_manager_id as string;
    const id = one.message_id as string;
    const before = counted.get(portfolio_manager_id) ?? 0;
    counted.set(portfolio_manager_id, before + 1);
    const drawn = before < want.first_messages || lot(id, want.percent);
    if (drawn) chosen.push({ id, channel: one.channel ?? '', of: want });
    const week = mondayOf(one.occurred_at);
    const name = `${portfolio_manager_id} ${week}`;
    const row = weeks.get(name) ?? {
      workspace_id: one.workspace_id,
      portfolio_manager_id,
      week,
      sent: 0,
      sampled: 0,
    };
    weeks.set(name, { ...row, sent: row.sent + 1, sampled: row.sampled + (drawn ? 1 : 0) });
  }
  await recordFlags(tx, now, await flagsOf(tx, chosen));
  await sql`
    insert into supervised_weeks as w (workspace_id, portfolio_manager_id, week, sent, sampled)
    select * from jsonb_to_recordset(${JSON.stringify([...weeks.values()])}::jsonb)
      as r(workspace_id uuid, portfolio_manager_id uuid, week date, sent integer, sampled integer)
    on conflict (workspace_id, portfolio_manager_id, week) do update
      set sent = w.sent + excluded.sent, sampled = w.sampled + excluded.sampled`.execute(tx);
  return chosen.length;
}

/** All that each has sent since it is counted. */
async function countBefore(tx: Tx, wanted: readonly Wanted[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; sent: number }>`
    select portfolio_manager_id as id, sum(sent)::int as sent from supervised_weeks
    where workspace_id = any(${wanted.map((one) => one.workspace_id)}::uuid[]) group by 1`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.sent]));
}

async function flagsOf(
  tx: Tx,
  chosen: readonly { id: string; channel: string; of: Wanted }[],
): Promise<Flagged[]> {
  if (chosen.length === 0) return [];
  const { rows } = await sql<Flagged['message']>`
    select id, created_at, workspace_id, campaign_id, prospect_id, portfolio_manager_id from messages
    where id = any(${chosen.map((one) => one.id)}::uuid[])`.execute(tx);
  const messages = new Map(rows.map((row) => [row.id, row]));
  return chosen.flatMap(({ id, channel, of: { rule_id, version } }) => {
    const message = messages.get(id);
    const flag = {
      ...{ rule_id, version, name: 'Supervisory sample', message: '', matched: null, excerpt: '' },
      ...({ action: 'warn', severity: 'low' } as const),
    };
    return message ? [{ message, channel, flags: [flag] }] : [];
  });
}

function mondayOf(at: Date): string {
  const day = (at.getUTCDay() + 6) % 7;
  return new Date(at.getTime() - day * 86_400_000).toISOString().slice(0, 10);
}

export const supervisionJobs: JobTable = {
  draw_samples: {
    cron: '*/5 * * * *',
    run: async (rt) => {
      await drawSamples(rt);
    },
  },
};
