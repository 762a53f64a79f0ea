// Enters: an attempt to sign in. Leaves: leave to try, or a wait. Guaranteed: parallel attempts are counted before the
// password is looked at, so a burst cannot slip through; throttle-policy.ts says who waits and why nobody is locked out.
import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { acrossWorkspaces } from '../db/within-workspace.ts';
import type { DbOrTx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';
import { decide, delaySeconds, standing, throttleRules, type Bucket, type Count } from './throttle-policy.ts';

export type Attempt = {
  email: string;
  network: string;
  /** Names the device when it holds a cookie of an earlier sign-in of this account. */
  device: string | undefined;
  /** The account signed in from this network before. */
  knownNetwork: boolean;
};

type Keys = { own: string; network: string; account: string };

/** Failures are counted by network and address, before anybody knows whose they are. */
function failuresOf(rt: Runtime): DbOrTx {
  return acrossWorkspaces(rt, 'failed sign-ins are counted before a workspace is known').db;
}

function keysOf(rt: Runtime, attempt: Attempt): Keys {
  // Neither addresses of people nor of machines are kept in the clear.
  const key = rt.keys.derive('login-throttle');
  const name = (kind: string, text: string) =>
    `${kind}:${createHmac('sha256', key).update(`${kind} ${text}`).digest('base64url')}`;
  return {
    own: attempt.device
      ? name('device', `${attempt.email} ${attempt.device}`)
      : name('pair', `${attempt.email} ${attempt.network}`),
    network: name('network', attempt.network),
    account: name('account', attempt.email),
  };
}

/** Counts the attempt against its own bucket and lets it through, or throws `login_throttled`. */
export async function enterLogin(rt: Runtime, attempt: Attempt): Promise<void> {
  const keys = keysOf(rt, attempt);
  const now = rt.clock.now();
  const db = failuresOf(rt);
  const decision = await db.transaction().execute(async (tx) => {
    // One lock per own bucket: attempts of one network on one account are decided one after the other.
    await sql`select pg_advisory_xact_lock(hashtextextended(${keys.own}, 0))`.execute(tx);
    const counts = await readCounts(tx, Object.values(keys));
    const own = counts.get(keys.own);
    const decided = decide({
      own,
      network: counts.get(keys.network),
      account: counts.get(keys.account),
      knownDevice: attempt.device !== undefined,
      familiar: attempt.device !== undefined || attempt.knownNetwork,
      now,
    });
    if (decided.allowed) {
      const failures = standing('own', own, now) + 1;
      await writeCount(tx, keys.own, failures, now, delaySeconds('own', failures));
    } else if (decided.takeTurn) {
      await writeCount(tx, keys.own, standing('own', own, now), now, decided.waitSeconds);
    }
    return decided;
  });
  if (!decision.allowed) {
    throw new Problem('login_throttled', { retryAfterSeconds: Math.max(1, decision.waitSeconds) });
  }
}

/** The attempt failed: the shared buckets count it too. A known device's failures say nothing about strangers. */
export async function countFailure(rt: Runtime, attempt: Attempt): Promise<void> {
  const keys = keysOf(rt, attempt);
  const now = rt.clock.now();
  await addFailure(failuresOf(rt), 'network', keys.network, now);
  if (attempt.device === undefined && !attempt.knownNetwork)
    await addFailure(failuresOf(rt), 'account', keys.account, now);
}

/** The attempt succeeded: what it held against this network or device is forgotten. */
export async function clearFailures(rt: Runtime, attempt: Attempt): Promise<void> {
  await failuresOf(rt).deleteFrom('login_failures').where('bucket', '=', keysOf(rt, attempt).own).execute();
}

/**
 * The second step, after the right password: counted per account alone, from wherever it is tried, since six digits would not
 * last against many networks. Only who knows the password can make its person wait.
 */
export async function enterCode(rt: Runtime, userId: string): Promise<void> {
  const now = rt.clock.now();
  const bucket = codeBucket(rt, userId);
  const decision = await failuresOf(rt)
    .transaction()
    .execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${bucket}, 0))`.execute(tx);
      const own = (await readCounts(tx, [bucket])).get(bucket);
      const decided = decide({
        ...{ own, network: undefined, account: undefined, knownDevice: true, familiar: true, now },
      });
      if (decided.allowed) {
        const failures = standing('own', own, now) + 1;
        await writeCount(tx, bucket, failures, now, delaySeconds('own', failures));
      }
      return decided;
    });
  if (!decision.allowed) {
    throw new Problem('login_throttled', { retryAfterSeconds: Math.max(1, decision.waitSeconds) });
  }
}

export async function clearCodes(rt: Runtime, userId: string): Promise<void> {
  await failuresOf(rt).deleteFrom('login_failures').where('bucket', '=', codeBucket(rt, userId)).execute();
}

function codeBucket(rt: Runtime, userId: string): string {
  const key = rt.keys.derive('login-throttle');
  return `code:${createHmac('sha256', key).update(`code ${userId}`).digest('base64url')}`;
}

/** For the daily clean-up. */
export async function dropOldFailures(rt: Runtime): Promise<void> {
  const longest = Math.max(...Object.values(throttleRules).map((rule) => rule.forgetSeconds));
  const before = new Date(rt.clock.now().getTime() - longest * 1000);
  await rt.db.deleteFrom('login_failures').where('window_start', '<', before).execute();
}

async function readCounts(tx: DbOrTx, buckets: string[]): Promise<Map<string, Count>> {
  const rows = await tx.selectFrom('login_failures').selectAll().where('bucket', 'in', buckets).execute();
  return new Map(
    rows.map((row) => [
      row.bucket,
      { failures: row.failures, last_failure: row.window_start, blocked_until: row.blocked_until },
    ]),
  );
}

async function writeCount(tx: DbOrTx, bucket: string, failures: number, now: Date, waitSeconds: number) {
  const blocked = waitSeconds > 0 ? new Date(now.getTime() + waitSeconds * 1000) : null;
  await sql`
    insert into login_failures (bucket, failures, window_start, blocked_until)
    values (${bucket}, ${failures}, ${now}, ${blocked}::timestamptz)
    on conflict (bucket) do update
      set failures = excluded.failures, window_start = excluded.window_start, blocked_until = excluded.blocked_until
  `.execute(tx);
}

async function addFailure(db: DbOrTx, bucket: Bucket, key: string, now: Date): Promise<void> {
  const rule = throttleRules[bucket];
  const forgotten = new Date(now.getTime() - rule.forgetSeconds * 1000);
  // The count and its delay in one statement: concurrent failures each add one.
  await sql`
    insert into login_failures as f (bucket, failures, window_start) values (${key}, 1, ${now})
    on conflict (bucket) do update set
      failures = case when f.window_start < ${forgotten} then 1 else f.failures + 1 end,
      window_start = excluded.window_start,
      blocked_until = case
        when f.window_start < ${forgotten} or f.failures + 1 < ${rule.free} then null
        else ${now}::timestamptz + make_interval(secs => least(${rule.mostSeconds}, power(2, least(f.failures + 1 - ${rule.free}, 20))))
      end
  `.execute(db);
}
