// Says that these people's notifications changed: the live stream compares the number. Locked in the order of their ids.
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';

export async function touchBoxes(
  tx: DbOrTx,
  people: readonly { user_id: string; workspace_id: string }[],
): Promise<void> {
  if (people.length === 0) return;
  await sql`
    insert into notification_boxes (user_id, workspace_id, revision)
    select distinct user_id, workspace_id, 1 from unnest(${people.map((one) => one.user_id)}::uuid[],
      ${people.map((one) => one.workspace_id)}::uuid[]) as p(user_id, workspace_id) order by user_id
    on conflict (user_id) do update set revision = notification_boxes.revision + 1`.execute(tx);
}
