import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { inBook } from '../http/scope.ts';

/** Throws `not_found` unless the person is in the actor's workspace and, for a PM, in their book. */
export async function requireProspect(db: DbOrTx, actor: Actor, id: string): Promise<void> {
  const { rows } = await sql`
    /* prepared */ select p.id from prospects p
    where p.id = ${id} and p.workspace_id = ${actor.workspace_id} and ${inBook(actor, 'p.id')}`.execute(db);
  if (rows.length === 0) throw new Problem('not_found');
}
