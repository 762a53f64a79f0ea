// `sampark password-link`: the way back in for an administrator whom no colleague and no mail can help, from the machine itself.
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { passwordAddress } from '../sign-in/new-password.ts';
import { makeTicket } from '../sign-in/tickets.ts';
import { revokeSessions } from '../users/end-sessions.ts';

const holdsSeconds = 30 * 60;

/**
 * Prints a link that works once, for 30 minutes. `withoutSecondStep` takes an authenticator and its recovery codes away as
 * well, for a lost telephone. Both are entries of the trail. Exit code: 1 where nobody active has the address.
 */
export async function passwordLink(
  rt: Runtime,
  email: string,
  { withoutSecondStep }: { withoutSecondStep: boolean },
  print: (line: string) => void,
): Promise<number> {
  const { rows } = await sql<{ id: string; workspace_id: string }>`
    select id, workspace_id from users where lower(email) = ${email.trim().toLowerCase()} and status = 'active'`.execute(
    rt.db,
  );
  const user = rows[0];
  if (!user) {
    print(
      `Nobody who may sign in has the address ${email}. Check its spelling; who is switched off stays so.`,
    );
    return 1;
  }
  const token = await rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    const entry = { workspace_id: user.workspace_id, occurred_at: now };
    const data = { user_id: user.id, by: 'command' };
    if (withoutSecondStep) {
      const { numDeletedRows } = await tx
        .deleteFrom('second_factors')
        .where('user_id', '=', user.id)
        .executeTakeFirst();
      if (numDeletedRows > 0n)
        await appendEvents(tx, now, [{ ...entry, type: 'user.second_factor_removed', data }]);
      await revokeSessions(tx, now, { user_id: user.id }, 'second factor reset');
    }
    const made = await makeTicket(rt, tx, user, {
      ...{ purpose: 'password', after: 'command', seconds: holdsSeconds },
    });
    await appendEvents(tx, now, [{ ...entry, type: 'user.password_link_made', data }]);
    return made.token;
  });
  print(`Works once, for 30 minutes: ${passwordAddress(rt, token)}`);
  return 0;
}
