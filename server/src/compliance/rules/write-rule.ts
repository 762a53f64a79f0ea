// Making, changing and switching rules. Enters: what somebody wants a rule to be. Leaves: a version that can never change,
// the workspace's rules under a new number, and an event, in one transaction. Guaranteed: nothing is saved whose examples
// fail; two people who change one rule at once are told.
import type { NewRule, RuleCondition, RuleDefinition, RulePatch } from '@sampark/contracts/rules.ts';
import { ruleLimits } from '@sampark/contracts/rules.ts';
import type { EventType } from '@sampark/contracts/event-types.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../../events/append.ts';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import type { Runtime } from '../../runtime.ts';
import { checkRule } from './check-rule.ts';
import { compilePattern } from './compile-rules.ts';

export async function createRule(rt: Runtime, actor: Actor, given: NewRule): Promise<string> {
  const { enabled = true, ...definition } = given;
  refuseFaults(definition);
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    const by = { workspace_id: actor.workspace_id, user_id: actor.user_id };
    const [id] = await insertRules(tx, now, by, [{ definition, enabled, pack: null, pack_rule: null }]);
    return id as string;
  });
}

/** `revision`: what the change is based on. */
export async function changeRule(
  rt: Runtime,
  actor: Actor,
  id: string,
  revision: number,
  patch: RulePatch,
): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      version: number;
      revision: number;
      enabled: boolean;
      definition: RuleDefinition;
    }>`
      select r.version, r.revision, r.enabled, v.definition
      from rules r join rule_versions v on v.rule_id = r.id and v.version = r.version
      where r.id = ${id} and r.workspace_id = ${actor.workspace_id} and r.pack is distinct from 'supervision' for update of r`.execute(
      tx,
    );
    const rule = rows[0];
    if (!rule) throw new Problem('not_found');
    if (rule.revision !== revision) throw new Problem('version_conflict');
    const { enabled = rule.enabled, ...changes } = patch;
    const changed = Object.keys(changes).length > 0;
    const version = rule.version + (changed ? 1 : 0);
    if (changed) {
      const definition = { ...rule.definition, ...changes };
      refuseFaults(definition);
      await sql`insert into rule_versions (rule_id, version, workspace_id, definition, made_by, made_at)
        values (${id}, ${version}, ${actor.workspace_id}, ${JSON.stringify(definition)}::jsonb, ${actor.user_id}, ${now})`.execute(
        tx,
      );
    }
    await sql`update rules set version = ${version}, revision = revision + 1, enabled = ${enabled}, updated_at = ${now}
      where id = ${id}`.execute(tx);
    const rules = await nextSet(tx, actor.workspace_id);
    await refuseTooMuch(tx, actor.workspace_id);
    const of = { workspace_id: actor.workspace_id, occurred_at: now, actor_id: actor.user_id };
    const event = (type: EventType) => ({ ...of, type, data: { rule_id: id, version, enabled, rules } });
    await appendEvents(tx, now, [
      ...(changed ? [event('rule.changed')] : []),
      ...(enabled === rule.enabled ? [] : [event('rule.switched')]),
    ]);
  });
}

export type RuleToMake = {
  definition: RuleDefinition;
  enabled: boolean;
  pack: string | null;
  pack_rule: string | null;
};

/** Their ids, in the order given. The definitions were checked. */
export async function insertRules(
  tx: Tx,
  now: Date,
  by: { workspace_id: string; user_id: string | null },
  rules: readonly RuleToMake[],
): Promise<string[]> {
  const version = await nextSet(tx, by.workspace_id);
  const { rows: known } = await sql<{ count: number }>`
    select count(*)::int as count from rules where workspace_id = ${by.workspace_id}`.execute(tx);
  if ((known[0]?.count ?? 0) + rules.length > ruleLimits.rules) throw new Problem('too_many_rules');
  const ids: string[] = [];
  for (const { definition, enabled, pack, pack_rule } of rules) {
    const { rows } = await sql<{ id: string }>`
      with made as (
        insert into rules (workspace_id, pack, pack_rule, enabled, created_at, updated_at)
        values (${by.workspace_id}, ${pack}, ${pack_rule}, ${enabled}, ${now}, ${now}) returning id)
      insert into rule_versions (rule_id, version, workspace_id, definition, made_by, made_at)
      select id, 1, ${by.workspace_id}, ${JSON.stringify(definition)}::jsonb, ${by.user_id}, ${now} from made
      returning rule_id as id`.execute(tx);
    ids.push(...rows.map((row) => row.id));
  }
  await refuseTooMuch(tx, by.workspace_id);
  await appendEvents(
    tx,
    now,
    ids.map((rule_id, index) => ({
      ...{
        workspace_id: by.workspace_id,
        type: 'rule.created' as const,
        occurred_at: now,
        actor_id: by.user_id,
      },
      data: {
        ...{ rule_id, version: 1, enabled: rules[index]?.enabled, rules: version },
        ...(rules[index]?.pack ? { pack: rules[index].pack } : {}),
      },
    })),
  );
  return ids;
}

/** The number the workspace's rules stand under from this transaction on; the row is also their lock. */
export async function nextSet(tx: Tx, workspace_id: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into rule_sets as s (workspace_id, version) values (${workspace_id}, 1)
    on conflict (workspace_id) do update set version = s.version + 1 returning version`.execute(tx);
  return rows[0]?.version ?? 1;
}

/** All patterns that are on, together: a text is read by each of them. */
async function refuseTooMuch(tx: Tx, workspace_id: string): Promise<void> {
  const { rows } = await sql<{ definition: RuleDefinition }>`
    select v.definition from rules r join rule_versions v on v.rule_id = r.id and v.version = r.version
    where r.workspace_id = ${workspace_id} and r.enabled`.execute(tx);
  const sources = new Set(rows.flatMap((row) => patternsOf(row.definition.condition)));
  const size = [...sources].reduce((sum, source) => sum + compilePattern(source).programSize(), 0);
  if (size > mostTogether)
    throw new Problem('too_many_rules', {
      detail: `The patterns of all rules that are on have ${size} steps, at most ${mostTogether} are possible.`,
    });
}

function patternsOf(condition: RuleCondition): string[] {
  if ('all' in condition) return condition.all.flatMap(patternsOf);
  if ('any' in condition) return condition.any.flatMap(patternsOf);
  if ('not' in condition) return patternsOf(condition.not);
  return 'pattern' in condition ? [condition.pattern] : [];
}

const mostTogether = 10_000;

function refuseFaults(definition: RuleDefinition): void {
  const errors = checkRule(definition);
  if (errors.length > 0) throw new Problem('rule_invalid', { errors });
}
