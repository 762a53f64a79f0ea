// How long a failed sign-in makes the next one wait. Pure; throttle-login.ts keeps the counts.
//
// own       failures of one account from one network, or from one known device: 5 free, then 1 s doubling to 15 min
// network   failures of one network over all accounts: 50 free (offices share one), then 1 s doubling to 5 min;
//           known devices are not asked
// account   failures of one account from strange networks: 20 free, then every strange network waits 1 s doubling to
//           30 s before each try. It never refuses a known device or a network the person signed in from before, and a
//           stranger who has waited is let through whatever others do: guessing is slow, and nobody is locked out.

export type Bucket = 'own' | 'network' | 'account';

type Rule = { free: number; mostSeconds: number; forgetSeconds: number };

export const throttleRules: Readonly<Record<Bucket, Rule>> = {
  own: { free: 5, mostSeconds: 900, forgetSeconds: 3_600 },
  network: { free: 50, mostSeconds: 300, forgetSeconds: 900 },
  account: { free: 20, mostSeconds: 30, forgetSeconds: 3_600 },
};

/** How long somebody who waited keeps the turn this earned. */
export const turnSeconds = 120;

export function delaySeconds(bucket: Bucket, failures: number): number {
  const rule = throttleRules[bucket];
  const over = failures - rule.free;
  return over < 0 ? 0 : Math.min(rule.mostSeconds, 2 ** Math.min(over, 20));
}

export type Count = { failures: number; last_failure: Date; blocked_until: Date | null };

/** Failures that still count: a quiet time forgets them. */
export function standing(bucket: Bucket, count: Count | undefined, now: Date): number {
  if (!count) return 0;
  const quiet = (now.getTime() - count.last_failure.getTime()) / 1000;
  return quiet > throttleRules[bucket].forgetSeconds ? 0 : count.failures;
}

export type Decision = { allowed: true } | { allowed: false; waitSeconds: number; takeTurn: boolean };

/** `familiar`: a known device, or a network this person signed in from before. */
export function decide(input: {
  own: Count | undefined;
  network: Count | undefined;
  account: Count | undefined;
  knownDevice: boolean;
  familiar: boolean;
  now: Date;
}): Decision {
  const { now } = input;
  const left = (until: Date | null | undefined) => (until ? (until.getTime() - now.getTime()) / 1000 : 0);
  const ownWait = left(input.own?.blocked_until);
  const networkWait = input.knownDevice ? 0 : left(input.network?.blocked_until);
  const wait = Math.max(ownWait, networkWait);
  if (wait > 0) return { allowed: false, waitSeconds: wait, takeTurn: false };
  if (input.familiar) return { allowed: true };
  const slow = delaySeconds('account', standing('account', input.account, now));
  if (slow === 0) return { allowed: true };
  const waited = input.own?.blocked_until && -ownWait <= turnSeconds;
  return waited ? { allowed: true } : { allowed: false, waitSeconds: slow, takeTurn: true };
}
