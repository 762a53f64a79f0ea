// Who sees what. Every query names the workspace; a PM's queries name their book as well.
import { sql, type RawBuilder } from 'kysely';
import type { Actor } from './route.ts';

/** SQL condition: the prospect in `column` is in the actor's book. Admins and compliance see the whole workspace. */
export function inBook(actor: Actor, column: string): RawBuilder<boolean> {
  if (actor.role !== 'standard') return sql<boolean>`true`;
  return sql<boolean>`exists (select from relationships r where r.user_id = ${actor.user_id} and r.prospect_id = ${sql.ref(column)})`;
}

/** SQL condition: the row's owner in `column` is the actor, for what a PM owns outright (campaigns, messages). */
export function ownedBy(actor: Actor, column: string): RawBuilder<boolean> {
  if (actor.role !== 'standard') return sql<boolean>`true`;
  return sql<boolean>`${sql.ref(column)} = ${actor.user_id}`;
}
