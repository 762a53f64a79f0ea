// The rules of every workspace, compiled once per version of the whole. Asking for what has not changed costs one small
// query; who sends keeps the answer for the fraction of a second its other facts are kept.
import type { RuleDefinition } from '@sampark/contracts/rules.ts';
import { sql } from 'kysely';
import { coreOf } from '../../db/within-workspace.ts';
import type { DbOrTx } from '../../events/append.ts';
import type { Runtime } from '../../runtime.ts';
import { compileRules, type CompiledRules, type StoredRule } from './compile-rules.ts';

export type RuleBook = {
  rules: ReadonlyMap<string, CompiledRules>;
  /** Category of WhatsApp templates: `workspace/name/language` → MARKETING, in language `*` where any is. Empty where there is no rule. */
  categories: ReadonlyMap<string, string>;
};

const emptyBook: RuleBook = { rules: new Map(), categories: new Map() };
const compiled = new WeakMap<Runtime, Map<string, CompiledRules>>();

/** Of all workspaces, or of one. */
export async function loadRuleBook(rt: Runtime, workspace_id?: string): Promise<RuleBook> {
  const { rows: sets } = await sql<{ workspace_id: string; version: number }>`
    select workspace_id, version from rule_sets
    ${workspace_id === undefined ? sql`` : sql`where workspace_id = ${workspace_id}`}`.execute(rt.db);
  if (sets.length === 0) return emptyBook;
  const kept = compiled.get(coreOf(rt)) ?? new Map<string, CompiledRules>();
  compiled.set(coreOf(rt), kept);
  const changed = sets.filter((set) => kept.get(set.workspace_id)?.version !== set.version);
  if (changed.length > 0) {
    const ids = changed.map((set) => set.workspace_id);
    for (const [id, { version, rules }] of await readRules(rt.db, ids))
      kept.set(id, compileRules(version, rules));
  }
  const ids = sets.map((set) => set.workspace_id);
  return {
    rules: new Map(
      ids.flatMap((id) => {
        const rules = kept.get(id);
        return rules && (rules.always.length > 0 || rules.byAtom.size > 0) ? [[id, rules] as const] : [];
      }),
    ),
    categories: await templateCategories(rt.db, ids),
  };
}

/** Rules and the number they stand under, of one moment. */
async function readRules(
  db: DbOrTx,
  workspaceIds: readonly string[],
): Promise<Map<string, { version: number; rules: StoredRule[] }>> {
  const { rows } = await sql<{
    workspace_id: string;
    set_version: number;
    id: string | null;
    version: number;
    definition: RuleDefinition;
  }>`
    select s.workspace_id, s.version as set_version, r.id, v.version, v.definition
    from rule_sets s
    left join rules r on r.workspace_id = s.workspace_id and r.enabled
    left join rule_versions v on v.rule_id = r.id and v.version = r.version
    where s.workspace_id = any(${workspaceIds}::uuid[]) order by r.id`.execute(db);
  const sets = new Map<string, { version: number; rules: StoredRule[] }>();
  for (const row of rows) {
    const set = sets.get(row.workspace_id) ?? { version: row.set_version, rules: [] };
    if (row.id !== null) set.rules.push({ ...row.definition, id: row.id, version: row.version });
    sets.set(row.workspace_id, set);
  }
  return sets;
}

async function templateCategories(db: DbOrTx, workspaceIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; category: string }>`
    select workspace_id || '/' || name || '/' || language as key, category from channel_templates
    where workspace_id = any(${workspaceIds}::uuid[])
    union all
    select workspace_id || '/' || name || '/*', 'MARKETING' from channel_templates
    where workspace_id = any(${workspaceIds}::uuid[]) and upper(category) = 'MARKETING' group by workspace_id, name`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.key, row.category]));
}
