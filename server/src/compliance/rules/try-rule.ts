// A rule that is being written: what it says of its examples, of a text, and of what was sent lately. Changes nothing.
import type { ChannelContent } from '@sampark/contracts/channel-content.ts';
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import type { RuleDefinition, RuleSituation, RuleTrialResult } from '@sampark/contracts/rules.ts';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import { writtenFor } from '../../choices/written-for.ts';
import type { DbOrTx } from '../../events/append.ts';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import { checkCondition } from './check-rule.ts';
import { compileRules } from './compile-rules.ts';
import { judgeMessage } from './judge-message.ts';
import { markText } from './mark-text.ts';
import { runExamples, trialOf } from './run-examples.ts';
import { openWords, wordColumns, type WordRow } from '../../messages/words.ts';
import type { Vault } from '../../security/person-keys/vault.ts';
import { readableText, situationOf } from './situation.ts';

const mostPast = 1_000;
const mostSamples = 5;

type Given = { definition: RuleDefinition; text?: string; situation?: RuleSituation; past?: boolean };

export async function tryRule(
  db: DbOrTx,
  people: Vault,
  actor: Actor,
  given: Given,
): Promise<Static<typeof RuleTrialResult>> {
  const { definition, text, situation = {} } = given;
  const errors = checkCondition(definition.condition);
  if (errors.length > 0)
    throw new Problem('rule_invalid', {
      errors: errors.map((one) => ({ ...one, field: one.field.replace('body.', 'body.definition.') })),
    });
  const flag = text === undefined ? undefined : trialOf(definition)(text, situation);
  return {
    flag: flag ? { matched: flag.matched, excerpt: flag.excerpt } : null,
    marked: flag ? markText(definition, text ?? '', situation.channel === 'telegram') : null,
    past: given.past ? await tryOnPast(db, people, actor, definition) : null,
    examples: runExamples(definition),
  };
}

type Sent = WordRow & {
  id: string;
  channel: Channel;
  purpose: Purpose;
  campaign_content: ChannelContent | null;
  country: string | null;
  demographics: Record<string, unknown> | null;
  asset_class_interests: unknown;
};

async function tryOnPast(db: DbOrTx, people: Vault, actor: Actor, definition: RuleDefinition) {
  const { rows } = await sql<Sent>`
    select m.id, m.prospect_id, ${wordColumns}, m.platform as channel, m.purpose, ${writtenFor(sql`m.platform`)} as campaign_content,
      p.country, p.demographics, p.asset_class_interests
    from messages m left join campaigns c on c.id = m.campaign_id left join prospects p on p.id = m.prospect_id
    where m.workspace_id = ${actor.workspace_id} and m.sent_at is not null and (m.sealed is not null or m.content is not null)
    order by m.created_at desc, m.id limit ${mostPast}`.execute(db);
  const { rows: known } = await sql<{ key: string; category: string }>`
    select workspace_id || '/' || name || '/' || language as key, category from channel_templates
    where workspace_id = ${actor.workspace_id}`.execute(db);
  const categories = new Map(known.map((one) => [one.key, one.category]));
  // Whether it takes effect later does not matter for what it would have found.
  const rules = compileRules(0, [
    { ...definition, id: 'new', version: 0, effective_from: null, effective_to: null },
  ]);
  const samples = new Map<string, { message_id: string; matched: string | null; excerpt: string }>();
  const keys = await people.toRead(db, rows.map((row) => row.prospect_id)); // prettier-ignore
  let [read, flagged] = [0, 0];
  for (const row of rows) {
    const { text, body } = openWords(keys, row);
    if (text === undefined) continue;
    read += 1;
    const content: ChannelContent = body?.[row.channel] ?? row.campaign_content ?? { kind: 'text', text };
    const about = situationOf(
      { workspace_id: actor.workspace_id, purpose: row.purpose },
      row.channel,
      content,
      {
        country: row.country,
        demographics: row.demographics ?? {},
        asset_class_interests: Array.isArray(row.asset_class_interests) ? row.asset_class_interests : [],
      },
      categories,
    );
    const [flag] = judgeMessage(rules, readableText(content, text), about, new Date(0));
    if (!flag) continue;
    flagged += 1;
    const { matched, excerpt } = flag;
    if (samples.size < mostSamples && !samples.has(matched ?? excerpt))
      samples.set(matched ?? excerpt, { message_id: row.id, matched, excerpt });
  }
  return { read, flagged, samples: [...samples.values()] };
}
