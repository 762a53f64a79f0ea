// People of an audience with what a choice among profiles rests on.
import { sql } from 'kysely';
import { audiencePage, type Audience } from '../campaigns/audience.ts';
import type { DbOrTx } from '../events/append.ts';
import type { PersonToSelect } from '../profiles/select.ts';

export type ReadyPerson = PersonToSelect & { id: string; name: string | null; created_at: Date };

/** `seen` counts those who were erased just then, too: fewer than asked for means that it was the last page. */
export type PeoplePage = { people: ReadyPerson[]; seen: number; last: string | null };

/** The next of them in the order of their ids. */
export async function peoplePage(
  db: DbOrTx,
  campaign: Audience,
  after: string | null,
  most: number,
  at: Date,
): Promise<PeoplePage> {
  const { rows } = await sql<{ id: string }>`
    select id from (${audiencePage(campaign, after, most, at)}) c order by id`.execute(db);
  // By their ids and not in one statement: without statistics a join is a loop over all of them for each of them.
  const ids = rows.map((row) => row.id);
  const people = await readyPeople(db, campaign.workspace_id, ids);
  return { people, seen: ids.length, last: ids.at(-1) ?? null };
}

/** In the order of their ids. */
export async function readyPeople(
  db: DbOrTx,
  workspace_id: string,
  ids: readonly string[],
): Promise<ReadyPerson[]> {
  const { rows } = await sql<ReadyPerson>`
    select p.id, coalesce(p.name, nullif(concat_ws(' ', p.first_name, p.last_name), '')) as name, p.language, p.country,
      p.lead_score, p.demographics, p.asset_class_interests, p.created_at
    from prospects p where p.id = any(${ids}::uuid[]) and p.workspace_id = ${workspace_id}
    order by p.id`.execute(db);
  return rows;
}
