// The follower that keeps every number of the dashboard: log → fold → rollups, in one transaction per batch.
import {
  followEvents,
  runFollower,
  type FollowRuntime,
  type Followed,
  type Follower,
} from '../events/follow.ts';
import type { RecentLog } from '../events/recent-log.ts';
import { applyRollups } from './apply-rollups.ts';
import { foldedColumns, foldEvents } from './fold-events.ts';

export const analyticsFollower = 'analytics';

/** A full batch takes about 200 ms, and only a backlog fills one; a larger one would hold the log's horizon back. */
const mostEvents = 10_000;

type Sizes = { events?: number; scopes?: number };

const follower = (rt: FollowRuntime, sizes: Sizes = {}): Follower<(typeof foldedColumns)[number]> => ({
  follower: analyticsFollower,
  batch: sizes.events ?? mostEvents,
  columns: foldedColumns,
  handle: async (tx, events) => applyRollups(tx, foldEvents(events), rt.clock.now(), sizes.scopes),
});

/** Handles one batch; `sizes` lets a test cut them small. */
export function followAnalytics(rt: FollowRuntime, sizes?: Sizes, recent?: RecentLog): Promise<Followed> {
  return followEvents(rt, follower(rt, sizes), recent);
}

/** Runs until the signal. Any number of processes may: one works at a time. */
export function runAnalytics(
  rt: FollowRuntime,
  options: { signal: AbortSignal; recent?: RecentLog },
): Promise<void> {
  return runFollower(rt, follower(rt), options);
}
