// A lane changed hands: whatever its last owner had in flight may or may not have gone out. It becomes `unknown`, is
// never resent, and waits for a receipt, a look-up or a person.
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import { applyStatusChanges } from './apply-status.ts';
import { abandonIntents } from './write-attempts.ts';

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
      const { rows } = await sql<{ message_id: string; created_at: Date; prospect_id: string }>`
        select t.message_id, t.created_at, t.prospect_id
        from jsonb_to_recordset(${JSON.stringify(lanes.map(({ id, lease_token }) => ({ id, lease_token })))}::jsonb) as l(id uuid, lease_token bigint)
        join intents t on t.account_id = l.id and t.claim_token < l.lease_token
        order by t.message_id limit ${chunk} for update of t skip locked`.execute(tx);
      if (rows.length === 0) return 0;
      await applyStatusChanges(
        tx,
        now,
        rows.map((row) => ({
          message_id: row.message_id,
          created_at: row.created_at,
          to: 'unknown' as const,
          from: ['sending'] as const,
          occurred_at: now,
          code: 'crashed',
        })),
      );
      await abandonIntents(tx, now, rows);
      rt.crashPoint('before-recovery-commit');
      return rows.length;
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
