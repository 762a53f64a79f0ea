// Rules as they are read: the version that holds, and every one before.
import type { RuleDefinition, RuleResource, RuleVersion } from '@sampark/contracts/rules.ts';
import type { Static } from 'typebox';
import { sql } from 'kysely';
import type { DbOrTx } from '../../events/append.ts';
import { pageOf, readCursor } from '../../http/page.ts';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';

type Row = {
  id: string;
  version: number;
  revision: number;
  enabled: boolean;
  pack: string | null;
  definition: RuleDefinition;
  made_by: string | null;
  made_by_name: string | null;
  made_at: Date;
};

const columns = sql`r.id, r.version, r.revision, r.enabled, r.pack, v.definition, v.made_by, u.name as made_by_name, v.made_at`;
const current = sql`rules r join rule_versions v on v.rule_id = r.id and v.version = r.version left join users u on u.id = v.made_by`;

export async function listRules(
  db: DbOrTx,
  actor: Actor,
  query: { limit?: number; cursor?: string; enabled?: boolean },
) {
  const limit = query.limit ?? 50;
  const after = readCursor('rules', query.cursor);
  const { rows } = await sql<Row>`
    select ${columns} from ${current} where r.workspace_id = ${actor.workspace_id}
      -- The supervisory sample finds by lot; it is set where supervision is.
      and r.pack is distinct from 'supervision'
      ${query.enabled === undefined ? sql`` : sql`and r.enabled = ${query.enabled}`}
      ${after ? sql`and r.id > ${after[1]}::uuid` : sql``}
    order by r.id limit ${limit + 1}`.execute(db);
  const page = pageOf('rules', rows, limit, (row) => [null, row.id]);
  return { ...page, items: page.items.map(show) };
}

export async function readRule(db: DbOrTx, actor: Actor, id: string): Promise<Static<typeof RuleResource>> {
  const { rows } = await sql<Row>`
    select ${columns} from ${current} where r.id = ${id} and r.workspace_id = ${actor.workspace_id}`.execute(
    db,
  );
  if (!rows[0]) throw new Problem('not_found');
  return show(rows[0]);
}

/** Newest first. */
export async function listVersions(
  db: DbOrTx,
  actor: Actor,
  id: string,
): Promise<{ items: Static<typeof RuleVersion>[] }> {
  const { rows } = await sql<Row>`
    select v.rule_id as id, v.version, v.definition, v.made_by, u.name as made_by_name, v.made_at
    from rule_versions v left join users u on u.id = v.made_by
    where v.rule_id = ${id} and v.workspace_id = ${actor.workspace_id} order by v.version desc limit 200`.execute(
    db,
  );
  if (rows.length === 0) throw new Problem('not_found');
  return {
    items: rows.map(({ version, definition, made_by, made_by_name, made_at }) => ({
      ...{ version, ...definition, made_by, made_by_name, made_at: made_at.toISOString() },
    })),
  };
}

function show({ definition, made_at, ...row }: Row): Static<typeof RuleResource> {
  return { ...row, ...definition, made_at: made_at.toISOString() };
}
