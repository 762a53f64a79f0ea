// The monitor. Enters: heartbeats, platform checks, what was sent and answered, what platforms said. Leaves: health of
// devices and accounts, its history and events. Guaranteed: one process at a time judges, every ten seconds, over the
// whole pool in three statements; a state somebody else set is only left for a worse one, or when they take it back.
import { appendEvents } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { checkDueAccounts } from './check-pool.ts';
import { judgeHealth, type HealthMemory } from './judge-health.ts';
import {
  changeHealth,
  keepMemories,
  takeTurn,
  watchedRows,
  type KeptMemory,
  type WantedChange,
  type WatchedRow,
} from './monitor-queries.ts';
import { wakeForDevices, wakeHeard } from './wake-waiting.ts';
import { beatAgeMs, isSilent, observeAccount, observeDevice, saidOf, thresholds } from './observe-health.ts';

const everyMs = 10_000;
const beforeAll = new Date(0);

export function startMonitor(rt: Runtime): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async (work: () => Promise<unknown>, failed: string) => {
    while (!stopping.signal.aborted) {
      await rt.clock.sleep(everyMs, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await work();
      } catch (error) {
        rt.log.error({ err: error }, failed);
      }
    }
  };
  // Apart: a platform that does not answer must not hold up the judging.
  const running = Promise.all([
    loop(() => monitorHealth(rt), 'senders’ health could not be judged; it is tried again'),
    loop(() => checkDueAccounts(rt, everyMs), 'platforms could not be asked about senders'),
  ]);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** One look at the pool; undefined when another process has just had it. Returns how many states changed. */
export async function monitorHealth(rt: Runtime): Promise<number | undefined> {
  return rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    // A little early is in time: two clocks are never quite equal.
    if (!(await takeTurn(tx, 'monitor health', now, everyMs - 1_000))) return undefined;
    const memories: KeptMemory[] = [];
    const wanted: WantedChange[] = [];
    const rows = await watchedRows(tx, now);
    const silent = silentChannels(rows);
    for (const row of rows) judge(rt, row, now, silent, memories, wanted);
    const made = await changeHealth(tx, now, wanted);
    await keepMemories(tx, memories);
    // Messages were put off because of it: they are due in a moment, when every dispatcher has seen that it is well again.
    const deaf = new Set(
      rows.flatMap((one) => (one.health_reason === 'capture_down' ? [one.account_id] : [])),
    );
    const back: string[] = [];
    for (const { workspace_id, device_id, channel, account_id, from, to } of made) {
      if (to === 'offline') continue;
      if (channel !== null && deaf.has(account_id)) await wakeHeard(rt, tx, now, { workspace_id, channel });
      if (from === 'offline') back.push(device_id);
    }
    await wakeForDevices(rt, tx, now, back);
    await appendEvents(
      tx,
      now,
      made.map((one) => ({
        workspace_id: one.workspace_id,
        type: 'device.health_changed',
        occurred_at: now,
        device_id: one.device_id,
        account_id: one.account_id,
        channel: one.channel,
        data: { from: one.from, to: one.to, reason: one.reason, detail: one.detail },
      })),
    );
    return made.length;
  });
}

function judge(
  rt: Runtime,
  row: WatchedRow,
  now: Date,
  silent: ReadonlySet<string>,
  memories: KeptMemory[],
  wanted: WantedChange[],
): void {
  const stored = row.said_health === null ? null : { health: row.said_health, reason: row.said_reason };
  const said = saidOf({ health: row.health_status, reason: row.health_reason }, stored);
  const seen =
    row.account_id === null
      ? observeDevice({ ...row, said }, now)
      : observeAccount({ ...accountFacts(rt, row, now), said, channel_silent: silent.has(channelOf(row)) });
  const before: HealthMemory = {
    ...{ status: row.health_status, since: row.since ?? beforeAll },
    ...{ bad: row.bad, good: row.good, toward: row.toward },
  };
  const { memory, change } = judgeHealth(before, seen, now);
  if (change) wanted.push({ device_id: row.device_id, account_id: row.account_id, ...change });
  const same =
    memory.bad === before.bad &&
    memory.good === before.good &&
    memory.toward === before.toward &&
    memory.since.getTime() === before.since.getTime() &&
    (said?.health ?? null) === row.said_health &&
    (said?.reason ?? null) === row.said_reason;
  // Nearly all of the pool nearly all of the time: nothing is written about them.
  if (same) return;
  memories.push({
    ...{ device_id: row.device_id, account_id: row.account_id, workspace_id: row.workspace_id },
    ...{ bad: memory.bad, good: memory.good, toward: memory.toward, since: memory.since },
    ...{ said_health: said?.health ?? null, said_reason: said?.reason ?? null },
  });
}

/** Channels of a workspace where several senders wait for receipts and none has had one of late. */
function silentChannels(rows: readonly WatchedRow[]): Set<string> {
  const waiting = new Map<string, number>();
  const heard = new Set<string>();
  for (const row of rows) {
    const key = channelOf(row);
    if (row.unanswered >= thresholds.silentSends) waiting.set(key, (waiting.get(key) ?? 0) + 1);
    else if (row.last_receipt !== null) heard.add(key);
  }
  return new Set([...waiting].flatMap(([key, count]) => (count > 1 && !heard.has(key) ? [key] : [])));
}

function channelOf(row: WatchedRow): string {
  return `${row.workspace_id}/${row.channel}`;
}

function accountFacts(rt: Runtime, row: WatchedRow, now: Date) {
  const { channel, check_health } = row;
  if (channel === null) throw new Error('A device has no channel');
  const silent =
    row.health_status === 'offline' &&
    row.health_reason === 'no_receipts' &&
    (row.last_receipt === null || (row.since !== null && row.last_receipt < row.since));
  return {
    channel,
    heartbeat: beatAgeMs(row, now) === undefined || isSilent(row, now) ? null : row.heartbeat,
    check:
      check_health === null
        ? null
        : {
            ...{ health: check_health, code: row.check_code, detail: row.check_detail },
            streak: row.check_streak ?? 0,
          },
    ...{ sends: row.sends, faults: row.faults, unanswered: row.unanswered },
    ...{ usual_accepted: row.usual_accepted, usual_delivered: row.usual_delivered },
    ...{ capture_fault: row.capture_fault, require_capture: row.require_capture },
    gives_receipts: rt.channels[channel].capabilities.receipts !== 'none',
    still_silent: silent,
  };
}
