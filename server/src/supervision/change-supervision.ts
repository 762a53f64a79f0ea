// Setting what is looked at. The share stands in the review queue as a rule that finds by lot; each change of it is a version.
import type { RuleDefinition } from '@sampark/contracts/rules.ts';
import type { SupervisionChange } from '@sampark/contracts/supervision.ts';
import { sql } from 'kysely';
import { insertRules } from '../compliance/rules/write-rule.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { readSupervision } from './read-supervision.ts';

export async function changeSupervision(
  rt: Runtime,
  actor: Actor,
  version: number,
  given: SupervisionChange,
): Promise<void> {
  await rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    await sql`select from workspaces where id = ${actor.workspace_id} for update`.execute(tx);
    const { managers: _managers, rule_id, ...before } = await readSupervision(tx, actor.workspace_id, now);
    if (before.version !== version) throw new Problem('version_conflict');
    await sql`
      insert into supervision_settings (workspace_id, percent, first_messages, require_capture, version, updated_at, updated_by)
      values (${actor.workspace_id}, ${given.percent}, ${given.first_messages}, ${given.require_capture}, 1, ${now}, ${actor.user_id})
      on conflict (workspace_id) do update set percent = excluded.percent, first_messages = excluded.first_messages,
        require_capture = excluded.require_capture, version = supervision_settings.version + 1,
        updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(tx);
    if (given.percent !== before.percent || given.first_messages !== before.first_messages)
      await keepRule(tx, now, actor, rule_id, given);
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: actor.workspace_id, type: 'supervision.changed', occurred_at: now },
        ...{ actor_id: actor.user_id, data: { before, after: given } },
      },
    ]);
  });
}

async function keepRule(
  tx: Tx,
  now: Date,
  actor: Actor,
  rule_id: string | null,
  { percent, first_messages }: SupervisionChange,
): Promise<void> {
  const definition: RuleDefinition = {
    name: 'Supervisory sample',
    explanation:
      `Drawn by lot for a supervisor to look at: ${percent}% of each portfolio manager’s messages` +
      `${first_messages > 0 ? ` and the first ${first_messages} of a new one` : ''}. Nothing was found in it.`,
    ...{ action: 'warn', severity: 'low', effective_from: null, effective_to: null },
    // Never judges a text: it is switched off, and the lot is drawn by supervision/draw-samples.ts.
    condition: { pattern: '.' },
    source: { title: 'FINRA Rule 3110(b)(4)', url: null },
    examples: [],
  };
  const by = { workspace_id: actor.workspace_id, user_id: actor.user_id };
  if (rule_id === null) {
    await insertRules(tx, now, by, [
      { definition, enabled: false, pack: 'supervision', pack_rule: 'sample' },
    ]);
    return;
  }
  await sql`
    with moved as (
      update rules set version = version + 1, revision = revision + 1, updated_at = ${now} where id = ${rule_id} returning version)
    insert into rule_versions (rule_id, version, workspace_id, definition, made_by, made_at)
    select ${rule_id}, version, ${actor.workspace_id}, ${JSON.stringify(definition)}::jsonb, ${actor.user_id}, ${now} from moved`.execute(
    tx,
  );
}
