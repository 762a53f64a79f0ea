// Enters: an e-mail and a password. Leaves: a session, a second step that is asked for, or a refusal that does not tell which
// of the two was wrong.
// Guaranteed: unknown and known accounts take the same work and time; failures slow guessing, never lock a person out.
import { setTimeout as pause } from 'node:timers/promises';
import type { LoginRequest } from '@sampark/contracts/accounts.ts';
import type { SecondStep } from '@sampark/contracts/sign-in.ts';
import type { FastifyRequest } from 'fastify';
import { appendEvents } from '../events/append.ts';
import { networkOf } from '../http/network.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';
import { requirePasswordAllowed } from '../single-sign-on/password-allowed.ts';
import { knownDevice } from './known-device.ts';
import { openOrAsk, type Opened } from './open-session.ts';
import { checkPassword } from './passwords.ts';
import type { UserRow } from './present-user.ts';
import { clientOf } from './start-session.ts';
import { clearFailures, countFailure, enterLogin, type Attempt } from './throttle-login.ts';

// A failed answer leaves no sooner than this, which covers the rows a known account writes and an unknown one does not.
const soonestFailureMs = 100;
const familiarForMs = 90 * 86_400_000;

type Found = UserRow & { is_demo: boolean };

export async function logIn(
  rt: Runtime,
  given: LoginRequest,
  request: FastifyRequest,
): Promise<Opened | SecondStep> {
  const started = performance.now();
  const email = given.email.trim().toLowerCase();
  const user = await findByEmail(rt, email);
  const attempt = await describeAttempt(rt, request, email, user);
  await enterLogin(rt, attempt);
  const fits = await checkPassword(user?.password_hash, given.password);
  if (!fits || !user || user.status !== 'active') {
    await countFailure(rt, attempt);
    await recordFailure(rt, user, attempt.network);
    await pause(Math.max(0, soonestFailureMs - (performance.now() - started)));
    throw new Problem('invalid_credentials');
  }
  await clearFailures(rt, attempt);
  if (user.is_demo && !rt.demo.enabled) throw new Problem('demo_disabled');
  // Said to who knows the password alone: it tells nobody else whose address this is.
  await requirePasswordAllowed(rt.db, user);
  const { is_demo: _, ...row } = user;
  return rt.db.transaction().execute((tx) => openOrAsk(rt, tx, row, clientOf(request), 'password'));
}

async function findByEmail(rt: Runtime, email: string): Promise<Found | undefined> {
  return rt.db
    .selectFrom('users as u')
    .innerJoin('workspaces as w', 'w.id', 'u.workspace_id')
    .selectAll('u')
    .select('w.is_demo')
    .where((eb) => eb(eb.fn('lower', ['u.email']), '=', email))
    .executeTakeFirst();
}

async function describeAttempt(
  rt: Runtime,
  request: FastifyRequest,
  email: string,
  user: Found | undefined,
): Promise<Attempt> {
  const network = networkOf(request.ip);
  if (!user) return { email, network, device: undefined, knownNetwork: false };
  const since = new Date(rt.clock.now().getTime() - familiarForMs);
  const earlier = await rt.db
    .selectFrom('sessions')
    .select('ip')
    .where('user_id', '=', user.id)
    .where('created_at', '>', since)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute();
  return {
    email,
    network,
    device: knownDevice(rt, request, user),
    knownNetwork: earlier.some((row) => row.ip !== null && networkOf(row.ip) === network),
  };
}

async function recordFailure(rt: Runtime, user: Found | undefined, network: string): Promise<void> {
  const now = rt.clock.now();
  if (!user) {
    rt.log.info({ network }, 'sign-in failed for an unknown e-mail');
    return;
  }
  await appendEvents(rt.db, now, [
    {
      workspace_id: user.workspace_id,
      type: 'user.login_failed',
      occurred_at: now,
      actor_id: user.id,
      data: { network, status: user.status },
    },
  ]);
}
