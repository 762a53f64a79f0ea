// Enters: the event log. Leaves: notifications, grown or new, in the follower's transaction.
// Guaranteed: every event counts once, whatever is killed when; a batch is one row; nobody is told of what is not theirs.
import type { Tx } from '../events/append.ts';
import {
  followEvents,
  type Followed,
  type Follower,
  type FollowRuntime,
  type LogEvent,
} from '../events/follow.ts';
import { watchLog } from '../events/watch-log.ts';
import { checkNotifications } from './check-notifications.ts';
import { bringSendersBack, peopleOfMatters, settleMatters } from './end-matters.ts';
import { recipientsOf } from './recipients.ts';
import { draftOf, endingOf, notableTypes, type Draft } from './rules.ts';
import { tellFullPortfolios } from './tell-full-portfolios.ts';
import { touchBoxes } from './touch-boxes.ts';
import { writeNotifications } from './write-notifications.ts';

/** The condition of the index events_notable in migration 0038, word for word. */
export const notableCondition = `type not in (
  'message.queued', 'message.sending', 'message.sent', 'message.delivered', 'message.read', 'message.retrying',
  'message.rescheduled', 'message.skipped', 'message.cancelled', 'message.replied', 'message.inbound',
  'prospect.created', 'prospect.updated', 'prospect.shared', 'consent.granted', 'identity.learned', 'identity.lost',
  'message.flagged')`;

const follower: Follower = {
  follower: 'notifications',
  batch: 1_000,
  only: { types: notableTypes, index: notableCondition },
  handle,
};

const idleMs = 500;
const portfoliosEveryMs = 30_000;

export function followNotifications(rt: FollowRuntime, size = follower.batch): Promise<Followed> {
  return followEvents(rt, { ...follower, batch: size });
}

/** Runs until the signal. Any number of processes may: one works at a time. */
export async function runNotifications(
  rt: FollowRuntime,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  const watch = watchLog(rt, follower.follower);
  let lookAt = 0;
  while (!signal.aborted) {
    let pause = idleMs;
    try {
      const { more } = await followNotifications(rt);
      if (more) continue;
      await checkNotifications(rt);
      if (rt.clock.now().getTime() >= lookAt) {
        lookAt = rt.clock.now().getTime() + portfoliosEveryMs;
        await tellFullPortfolios(rt);
      }
      await watch();
    } catch (error) {
      if (signal.aborted) return;
      rt.log.error({ err: error }, 'notifications could not be written; nothing of the batch was kept');
      pause = 1_000;
    }
    await rt.clock.sleep(pause, signal);
  }
}

/** Boxes are locked before their notifications, as by everybody who writes both, so that nobody waits in a circle. */
async function handle(tx: Tx, events: readonly LogEvent[]): Promise<void> {
  const runs = runsOf(events);
  const told = runs.flatMap((run) => (run.kind === 'settled' ? [] : run.drafts));
  const recipients = await recipientsOf(tx, told);
  const ended = runs.flatMap((run) => (run.kind === 'settled' ? run.events : []));
  await touchBoxes(tx, [...told.flatMap(recipients), ...(await peopleOfMatters(tx, ended))]);
  // In the order of the log: a sender that went and came back within one batch is back.
  for (const run of runs) {
    if (run.kind === 'told') await writeNotifications(tx, run.drafts, recipients);
    else if (run.kind === 'back') {
      const news = await bringSendersBack(tx, run.drafts);
      await writeNotifications(tx, news, await recipientsOf(tx, news));
    } else await settleMatters(tx, run.events);
  }
}

type Run =
  | { kind: 'told'; drafts: Draft[] }
  | { kind: 'back'; drafts: Draft[] }
  | { kind: 'settled'; events: LogEvent[] };

/** Neighbours of one sort go together: a thousand failures are one write. */
function runsOf(events: readonly LogEvent[]): Run[] {
  const runs: Run[] = [];
  for (const event of events) {
    const draft = draftOf(event);
    const last = runs.at(-1);
    if (draft) {
      const kind = draft.kind === 'senders_back' ? 'back' : 'told';
      if (last?.kind === kind) last.drafts.push(draft);
      else runs.push({ kind, drafts: [draft] });
    } else if (endingOf(event)) {
      if (last?.kind === 'settled') last.events.push(event);
      else runs.push({ kind: 'settled', events: [event] });
    }
  }
  return runs;
}
