// Whose book a stranger goes into: the PM whose message last went out from the account they wrote to. Nobody else has a
// better claim, and without one the person stays with the admins, who can share them.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import type { Address } from './find-people.ts';

/** The log is searched backwards this far: an account silent for longer has no PM to speak of. */
const searched = 20_000;

export async function assignStrangers(
  tx: Tx,
  now: Date,
  strangers: readonly (readonly [Address, string])[],
): Promise<void> {
  const accounts = new Map(strangers.map(([one]) => [one.account_id, one.workspace_id]));
  for (const [account, workspace] of accounts) {
    const { rows } = await sql<{ user_id: string }>`
      select e.portfolio_manager_id as user_id from (
        select account_id, portfolio_manager_id, type, recorded_at, id from events
        where workspace_id = ${workspace} and recorded_at > ${now}::timestamptz - interval '7 days' and recorded_at <= ${now}
        order by recorded_at desc, id desc limit ${searched}) e
      join users u on u.id = e.portfolio_manager_id and u.workspace_id = ${workspace}
      where e.account_id = ${account} and e.type = 'message.sent'
      order by e.recorded_at desc, e.id desc limit 1`.execute(tx);
    const user = rows[0]?.user_id;
    if (user === undefined) continue;
    const people = strangers.filter(([one]) => one.account_id === account).map(([, id]) => id);
    await sql`
      insert into relationships (workspace_id, user_id, prospect_id, created_at)
      select ${workspace}, ${user}, id, ${now} from unnest(${people}::uuid[]) id
      on conflict do nothing`.execute(tx);
  }
}
