// What each account did, counted where it happens: a few additions in memory per send or receipt, written every few
// seconds in one statement. Enters: outcomes and receipts. Leaves: account_activity by the minute and by the day. A
// process that is killed loses the seconds since its last write: these counts judge health, nothing else.
import { sql } from 'kysely';
import type { SendOutcome } from '../channels/channel.ts';
import { coreOf } from '../db/within-workspace.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Runtime } from '../runtime.ts';

const flushEveryMs = 5_000;
const keepMinutesMs = 3 * 60 * 60 * 1000;
const keepDaysMs = 8 * 24 * 60 * 60 * 1000;

type Counts = {
  accepted: number;
  retried: number;
  rejected: number;
  unknown: number;
  faults: number;
  receipts: number;
  delivered: number;
};
type Receipt = 'sent' | 'delivered' | 'read' | 'failed';

// Of a runtime, as two of them in one process (tests) are two processes. By `minute account`, minutes since 1970.
const tallies = new WeakMap<Runtime, Map<string, Counts>>();

/** After the outcome is recorded. */
export function noteSend(rt: Runtime, account_id: string, outcome: SendOutcome, at: Date): void {
  const counts = countsOf(rt, account_id, at);
  switch (outcome.kind) {
    case 'accepted':
      counts.accepted++;
      break;
    case 'unknown':
      counts.unknown++;
      counts.faults++;
      break;
    case 'retry':
      counts.retried++;
      // A limit that was reached speaks for the platform's rules, not against the sender's line.
      if (lineFaults.has(outcome.code)) counts.faults++;
      break;
    case 'rejected':
      counts.rejected++;
      if (outcome.blame === 'account') counts.faults++;
  }
}

const lineFaults: ReadonlySet<string> = new Set(['network', 'server_fault', 'maintenance']);

/** For each receipt that matched an attempt of ours; `at` is our clock's, so that a late one counts as life now. */
export function noteReceipt(rt: Runtime, account_id: string, status: Receipt, at: Date): void {
  const counts = countsOf(rt, account_id, at);
  counts.receipts++;
  if (status === 'delivered') counts.delivered++;
}

function countsOf(rt: Runtime, account_id: string, at: Date): Counts {
  const core = coreOf(rt);
  let tally = tallies.get(core);
  if (!tally) tallies.set(core, (tally = new Map()));
  const key = `${Math.floor(at.getTime() / 60_000)} ${account_id}`;
  let counts = tally.get(key);
  if (!counts) tally.set(key, (counts = none()));
  return counts;
}

function none(): Counts {
  return { accepted: 0, retried: 0, rejected: 0, unknown: 0, faults: 0, receipts: 0, delivered: 0 };
}

/** Writes what was counted since the last time. What could not be written is counted on. */
export async function flushActivity(rt: Runtime): Promise<void> {
  const tally = tallies.get(rt);
  if (!tally || tally.size === 0) return;
  tallies.set(rt, new Map());
  const rows = [...tally].map(([key, counts]) => {
    const [minute = '', account_id = ''] = key.split(' ');
    return { account_id, minute: new Date(Number(minute) * 60_000), ...counts };
  });
  try {
    // Rows in one order in every process, or two of them could wait for each other.
    await sql`
      with input as (
        select r.*, a.workspace_id from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(account_id uuid, minute timestamptz,
          accepted int, retried int, rejected int, unknown int, faults int, receipts int, delivered int)
        join sender_accounts a on a.id = r.account_id
      ), minutes as (
        insert into account_activity as t (account_id, workspace_id, minute, accepted, retried, rejected, unknown, faults, receipts, delivered)
        select account_id, workspace_id, minute, accepted, retried, rejected, unknown, faults, receipts, delivered
        from input order by account_id, minute
        on conflict (account_id, minute) do update set accepted = t.accepted + excluded.accepted,
          retried = t.retried + excluded.retried, rejected = t.rejected + excluded.rejected,
          unknown = t.unknown + excluded.unknown, faults = t.faults + excluded.faults,
          receipts = t.receipts + excluded.receipts, delivered = t.delivered + excluded.delivered
      )
      insert into account_activity_days as d (account_id, workspace_id, day, accepted, faults, delivered)
      select account_id, workspace_id, (minute at time zone 'UTC')::date as day, sum(accepted), sum(faults), sum(delivered)
      from input group by 1, 2, 3 order by 1, 3
      on conflict (account_id, day) do update set accepted = d.accepted + excluded.accepted,
        faults = d.faults + excluded.faults, delivered = d.delivered + excluded.delivered`.execute(rt.db);
  } catch (error) {
    const newer = tallies.get(rt) ?? new Map<string, Counts>();
    for (const [key, counts] of tally) {
      const into = newer.get(key) ?? none();
      for (const name of Object.keys(counts) as (keyof Counts)[]) into[name] += counts[name];
      newer.set(key, into);
    }
    tallies.set(rt, newer);
    throw error;
  }
}

/** Until stopped; the last counts are written with the stop. */
export function startActivity(rt: Runtime): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await rt.clock.sleep(flushEveryMs, stopping.signal);
      try {
        await flushActivity(rt);
      } catch (error) {
        rt.log.warn({ err: error }, 'senders’ activity could not be written; it is counted on');
      }
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

export const activityJob: JobTable = {
  forget_sender_activity: {
    cron: '*/10 * * * *',
    run: async (rt) => {
      const now = rt.clock.now().getTime();
      await sql`delete from account_activity where minute < ${new Date(now - keepMinutesMs)}`.execute(rt.db);
      await sql`delete from account_activity_days where day < ${new Date(now - keepDaysMs).toISOString().slice(0, 10)}::date`.execute(
        rt.db,
      );
    },
  },
};
