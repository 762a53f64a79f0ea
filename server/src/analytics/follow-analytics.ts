// The follower that keeps every number of the dashboard: log → fold → rollups, in one transaction per batch.
import {
  followEvents,
  runFollower,
  type FollowRuntime,
  type Followed,
  type Follower,
} from '../events/follow.ts';
import { applyRollups } from './apply-rollups.ts';
import { foldEvents } from './fold-events.ts';

export const analyticsFollower = 'analytics';

/** A full batch takes about 200 ms, and only a backlog fills one; a larger one would hold the log's horizon back. */
const follower: Follower = {
  follower: analyticsFollower,
  batch: 10_000,
  handle: async (tx, events) => applyRollups(tx, foldEvents(events)),
};

/** Handles one batch; `size` lets a test cut them small. */
export function followAnalytics(rt: FollowRuntime, size?: number): Promise<Followed> {
  return followEvents(rt, size === undefined ? follower : { ...follower, batch: size });
}

/** Runs until the signal. Any number of processes may: one works at a time. */
export function runAnalytics(rt: FollowRuntime, options: { signal: AbortSignal }): Promise<void> {
  return runFollower(rt, follower, options);
}
