// Somebody has proved who they are: by password, by a second step, or at their organisation's provider. Leaves: a session, or
// the second step that is asked for before there is one. Every way in ends here.
import type { SecondStep } from '@sampark/contracts/sign-in.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';
import { makeTicket } from '../sign-in/tickets.ts';
import type { UserRow } from './present-user.ts';
import { startSession, type Client, type StartedSession } from './start-session.ts';

export type Opened = { user: UserRow; session: StartedSession };

const stepSeconds = 5 * 60;
/** Setting up an authenticator for the first time takes longer. */
const enrolSeconds = 15 * 60;

/** What a provider says of a sign-in. */
export type Provided = {
  /** When the person showed there who they are. */
  proved_at: Date;
  /** What is kept for signing out there too. */
  provider_session: string;
  /** It asked for two steps itself: ours is not asked for. */
  two_steps: boolean;
};

/** After the first step. A second is asked of who has one, and of everybody where the workspace requires it. */
export async function openOrAsk(
  rt: Runtime,
  tx: Tx,
  user: UserRow,
  client: Client,
  after: string,
  provided?: Provided,
): Promise<Opened | SecondStep> {
  const found = await tx
    .selectFrom('workspaces as w')
    .leftJoin('second_factors as f', (join) =>
      join.on('f.user_id', '=', user.id).on('f.confirmed_at', 'is not', null),
    )
    .select(['w.second_factor_required as required', 'f.user_id as enrolled'])
    .where('w.id', '=', user.workspace_id)
    .executeTakeFirstOrThrow();
  const purpose = found.enrolled ? ('code' as const) : found.required ? ('enrol' as const) : undefined;
  if (purpose === undefined || provided?.two_steps)
    return openSession(rt, tx, user, client, { how: after, ...provided });
  const seconds = purpose === 'code' ? stepSeconds : enrolSeconds;
  const { token } = await makeTicket(rt, tx, user, {
    purpose,
    after,
    seconds,
    provider_session: provided?.provider_session,
  });
  return { second_step: purpose, ticket: token, expires_in: seconds };
}

/** `proved_at`: when the person showed who they are; now, unless a provider says otherwise. */
export async function openSession(
  rt: Runtime,
  tx: Tx,
  user: { id: string; workspace_id: string },
  client: Client,
  { how, ...more }: { how: string; proved_at?: Date; provider_session?: string | null },
): Promise<Opened> {
  const now = rt.clock.now();
  const session = await startSession(rt, tx, user, client, more);
  // last_login is not an edit: updated_at is the version an administrator's form is based on.
  const row = await tx
    .updateTable('users')
    .set({ last_login: now })
    .where('id', '=', user.id)
    .where('status', '=', 'active')
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new Problem('invalid_credentials');
  await appendEvents(tx, now, [
    {
      workspace_id: user.workspace_id,
      type: 'user.logged_in',
      occurred_at: now,
      actor_id: user.id,
      data: { session_id: session.session_id, ip: client.ip, how },
    },
  ]);
  return { user: row, session };
}
