// Choosing which rules apply, and longer times than they ask for. Shorter ones are refused.
import { dataClasses, lawfulLeast } from '@sampark/contracts/retention.ts';
import type { RetentionChange, RetentionChoice } from '@sampark/contracts/records.ts';
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { readRetention } from './read-settings.ts';

/** The rules that are to apply decide: what they do not ask for may be shorter. */
export function refuseTooShort({ regimes, months }: RetentionChoice): void {
  const errors = dataClasses.flatMap((dataClass) => {
    const wanted = months[dataClass];
    const least = lawfulLeast(regimes, dataClass);
    return wanted !== undefined && wanted < least.months
      ? [
          {
            field: `body.months.${dataClass}`,
            reason: `is ${wanted}; ${least.source} asks for ${least.months} months`,
          },
        ]
      : [];
  });
  if (errors.length > 0) throw new Problem('kept_too_short', { errors });
}

export async function changeRetention(
  rt: Runtime,
  actor: Actor,
  version: number,
  { regimes, months, reason }: RetentionChange,
): Promise<void> {
  refuseTooShort({ regimes, months });
  await rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    await sql`select from workspaces where id = ${actor.workspace_id} for update`.execute(tx);
    const before = await readRetention(tx, actor.workspace_id);
    if (before.version !== version) throw new Problem('version_conflict');
    await sql`
      insert into retention_settings (workspace_id, regimes, months, version, updated_at, updated_by)
      values (${actor.workspace_id}, ${[...regimes]}, ${JSON.stringify(months)}::jsonb, 1, ${now}, ${actor.user_id})
      on conflict (workspace_id) do update set regimes = excluded.regimes, months = excluded.months,
        version = retention_settings.version + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(
      tx,
    );
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: actor.workspace_id, type: 'retention.changed', occurred_at: now },
        actor_id: actor.user_id,
        data: {
          before: { regimes: before.regimes, months: before.months },
          after: { regimes, months },
          reason,
        },
      },
    ]);
  });
}
