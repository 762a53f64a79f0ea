// Refuses a condition that cannot be run, or that speaks of campaigns and imports its author may not see: what became of a
// colleague's messages is theirs.
import type { FieldError } from '@sampark/contracts/problem.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import { checkCondition, namedIn } from './check-condition.ts';

/** `place`: where in the request it stands. Throws `invalid_request` with every fault. */
export async function requireCondition(
  db: DbOrTx,
  actor: Actor,
  condition: SegmentCondition,
  place = 'body.condition',
): Promise<void> {
  const faults = checkCondition(condition, place);
  if (faults.length > 0) throw new Problem('invalid_request', { errors: faults });
  const named = namedIn(condition, place);
  const of = (kind: Named['kind']) => named.filter((one) => one.kind === kind);
  const strange = [
    ...(await missing(db, actor, 'campaigns', 'portfolio_manager_id', of('campaign'))),
    ...(await missing(db, actor, 'imports', 'user_id', of('import'))),
  ];
  if (strange.length > 0)
    throw new Problem('invalid_request', {
      errors: strange.slice(0, 20).map(({ kind, field }): FieldError => ({
        ...{
          field,
          reason: `names ${kind === 'campaign' ? 'a campaign' : 'an import'} that is none of yours`,
        },
        remedy: `Choose one of your ${kind}s.`,
      })),
    });
}

type Named = ReturnType<typeof namedIn>[number];

async function missing(
  db: DbOrTx,
  actor: Actor,
  table: 'campaigns' | 'imports',
  owner: 'portfolio_manager_id' | 'user_id',
  named: readonly Named[],
): Promise<Named[]> {
  if (named.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where id = any(${named.map(({ id }) => id)}::uuid[]) and workspace_id = ${actor.workspace_id}
      and ${ownedBy(actor, owner)}`.execute(db);
  const seen = new Set(rows.map((row) => row.id));
  return named.filter(({ id }) => !seen.has(id.toLowerCase()));
}
