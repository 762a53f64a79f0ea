// The second step of signing in: a ticket of the first and a code, or, where one is required and missing, the set-up of one.
// Guaranteed: a ticket opens one session, a code counts once, and wrong ones are counted per account before they are looked at.
import { appendEvents, type Tx } from '../events/append.ts';
import { networkOf } from '../http/network.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';
import { openSession, type Opened } from '../users/open-session.ts';
import type { UserRow } from '../users/present-user.ts';
import type { Client } from '../users/start-session.ts';
import { clearCodes, enterCode } from '../users/throttle-login.ts';
import { beginFactor, checkCode, confirmFactor } from './factor.ts';
import { lockTicket, spendTicket, type TicketPurpose, type TicketRow } from './tickets.ts';

/** Throws `ticket_invalid`, `wrong_code`, `login_throttled`. */
export async function enterSecondStep(
  rt: Runtime,
  given: { ticket: string; code: string },
  client: Client,
): Promise<Opened> {
  return withCode(rt, given, 'code', client, async (tx, user, ticket) => {
    const how = await checkCode(rt, tx, user, given.code);
    const { after, provider_session } = ticket;
    return how && openSession(rt, tx, user, client, { how: `${after}, ${how}`, provider_session });
  });
}

/** What the authenticator is set up with, at a sign-in that needs one. Throws `ticket_invalid`. */
export async function beginEnrolment(rt: Runtime, token: string) {
  return rt.db.transaction().execute(async (tx) => {
    const { user } = await lockTicket(rt, tx, token, 'enrol');
    return beginFactor(rt, tx, user);
  });
}

/** Throws as enterSecondStep does. */
export async function finishEnrolment(
  rt: Runtime,
  given: { ticket: string; code: string },
  client: Client,
): Promise<Opened & { recovery_codes: string[] }> {
  return withCode(rt, given, 'enrol', client, async (tx, user, ticket) => {
    const recovery_codes = await confirmFactor(rt, tx, user, given.code);
    if (!recovery_codes) return undefined;
    const { after, provider_session } = ticket;
    const opened = await openSession(rt, tx, user, client, { how: `${after}, code`, provider_session });
    return { ...opened, recovery_codes };
  });
}

async function withCode<T>(
  rt: Runtime,
  given: { ticket: string },
  purpose: TicketPurpose,
  client: Client,
  work: (tx: Tx, user: UserRow, ticket: TicketRow) => Promise<T | undefined>,
): Promise<T> {
  const { user } = await rt.db.transaction().execute((tx) => lockTicket(rt, tx, given.ticket, purpose));
  await enterCode(rt, user.id);
  const done = await rt.db.transaction().execute(async (tx) => {
    const locked = await lockTicket(rt, tx, given.ticket, purpose);
    const result = await work(tx, locked.user, locked.ticket);
    if (result === undefined) await recordFailure(rt, tx, locked.user, client);
    else await spendTicket(rt, tx, locked.ticket);
    return result;
  });
  if (done === undefined) throw new Problem('wrong_code', { field: 'body.code' });
  await clearCodes(rt, user.id);
  return done;
}

async function recordFailure(rt: Runtime, tx: Tx, user: UserRow, client: Client): Promise<void> {
  const now = rt.clock.now();
  await appendEvents(tx, now, [
    {
      ...{ workspace_id: user.workspace_id, type: 'user.login_failed', occurred_at: now, actor_id: user.id },
      data: { network: networkOf(client.ip), second_step: true },
    },
  ]);
}
