// A lane changed hands: whatever its last owner had in flight may or may not have gone out. It becomes `unknown`, is
// never resent, and waits for a receipt, a look-up or a person.
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import { applyStatusChanges } from './apply-status.ts';

const chunk = 500;

/** Turns older owners' in-flight messages of these lanes `unknown`. Returns how many. Safe to run again. */
export async function recoverInFlight(
  rt: Runtime,
  lanes: readonly { id: string; lease_token: number }[],
  now: Date,
): Promise<number> {
  if (lanes.length === 0) return 0;
  let total = 0;
  for (;;) {
    const count = await rt.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ id: string; created_at: Date; attempt: number }>`
        select m.id, m.created_at, m.attempt
        from jsonb_to_recordset(${JSON.stringify(lanes.map(({ id, lease_token }) => ({ id, lease_token })))}::jsonb) as l(id uuid, lease_token bigint)
        join messages m on m.account_id = l.id and m.queue = 'flying' and m.claim_token < l.lease_token
        order by m.id limit ${chunk} for update of m skip locked`.execute(tx);
      const changed = await applyStatusChanges(
        tx,
        now,
        rows.map((row) => ({
          message_id: row.id,
          created_at: row.created_at,
          to: 'unknown' as const,
          from: ['sending'] as const,
          occurred_at: now,
          code: 'crashed',
        })),
      );
      await sql`
        update attempts a set state = 'unknown', code = 'crashed'
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, created_at timestamptz, attempt smallint)
        where a.message_id = r.id and a.created_at = r.created_at and a.attempt = r.attempt and a.state = 'intent'`.execute(
        tx,
      );
      return changed.length;
    });
    total += count;
    if (count < chunk) break;
  }
  if (total > 0)
    rt.log.warn(
      { messages: total, lanes: lanes.length },
      'in-flight sends of a stopped process are now unknown',
    );
  return total;
}
