// Everything somebody needs to decide about one flag, in one answer: the text as the person read it with what the rule found,
// what was said around it, who wrote and sent it, and how colleagues decided about the same rule.
import type { ChannelContent } from '@sampark/contracts/channel-content.ts';
import type { Purpose } from '@sampark/contracts/domain.ts';
import type { FlagContext } from '@sampark/contracts/flags.ts';
import { jurisdictions } from '@sampark/contracts/jurisdictions.ts';
import type { RuleDefinition } from '@sampark/contracts/rules.ts';
import { writtenFor } from '../../choices/written-for.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../../events/append.ts';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import { inboundColumn } from '../../conversations/queries.ts';
import { openWords, wordColumns, type WordRow } from '../../messages/words.ts';
import type { PersonKeys, Vault } from '../../security/person-keys/vault.ts';
import { markText } from '../rules/mark-text.ts';
import { withoutMarkup } from '../rules/scan-text.ts';
import { texts } from '../rules/situation.ts';
import { isAuthor } from './author.ts';
import { flagsOf, listFlags, readFlag } from './list-flags.ts';
import { readRefusal } from './read-refusal.ts';
import { readRelease } from './read-release.ts';

type Row = {
  definition: RuleDefinition;
  current_version: number;
  enabled: boolean;
  pack: string | null;
  false_alarm: number;
  minor: number;
  violation: number;
  sealed: Buffer | null;
  content: string | null;
  body: unknown;
  campaign_content: ChannelContent | null;
  purpose: Purpose | null;
  sent_at: Date | null;
  message_at: Date | null;
  author_name: string | null;
  sender: string | null;
  country: string | null;
  language: string | null;
  demographics: { age?: unknown; interests?: unknown } | null;
  asset_class_interests: unknown;
  alike: number;
  own: boolean;
};

export async function showContext(db: DbOrTx, people: Vault, actor: Actor, id: string): Promise<FlagContext> {
  const flag = await readFlag(db, people, actor, id);
  const { rows } = await sql<Row>`
    select v.definition, r.version as current_version, r.enabled, r.pack, m.sealed, m.content, m.body,
      ${writtenFor(sql`f.channel`)} as campaign_content, m.purpose, m.sent_at, m.created_at as message_at,
      a.name as author_name, nullif(concat_ws(' · ', s.display_name, e.name), '') as sender, p.country, p.language,
      p.demographics, p.asset_class_interests, n.*, ${isAuthor(actor, 'f')} as own,
      (select count(*)::int from message_flags o where o.rule_id = f.rule_id and o.state <> 'decided' and o.id <> f.id
        and o.workspace_id = f.workspace_id and o.campaign_id is not distinct from f.campaign_id) as alike
    from message_flags f
    join rules r on r.id = f.rule_id
    join rule_versions v on v.rule_id = f.rule_id and v.version = f.rule_version
    left join messages m on m.id = f.message_id and m.created_at = f.created_at
    left join campaigns c on c.id = f.campaign_id
    left join users a on a.id = c.content_by
    left join sender_accounts s on s.id = m.account_id
    left join devices e on e.id = m.device_id
    left join prospects p on p.id = f.prospect_id
    cross join lateral (
      select count(*) filter (where o.verdict = 'false_alarm')::int as false_alarm,
        count(*) filter (where o.verdict = 'minor')::int as minor,
        count(*) filter (where o.verdict = 'violation')::int as violation
      from message_flags o where o.rule_id = f.rule_id) n
    where f.id = ${id} and ${flagsOf(actor, {})}`.execute(db);
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  const { items: others } = await listFlags(db, people, actor, { message_id: flag.message_id, limit: 20 });
  const { items: decided } = await listFlags(db, people, actor, {
    rule_id: flag.rule_id,
    state: 'decided',
    limit: 6,
  });
  const keys = await people.toRead(db, [flag.prospect_id]);
  const { prospect_id } = flag;
  const words = openWords(keys, { ...row, prospect_id, recipient: null });
  const text = words.text ?? null;
  const content = words.body?.[flag.channel] ?? row.campaign_content;
  const country = row.country?.toUpperCase() ?? null;
  return {
    flag,
    message: {
      // Without the text there is still what the rule kept of it.
      ...markText(row.definition, text ?? flag.excerpt, flag.channel === 'telegram' && text !== null),
      buttons: content?.kind === 'buttons' ? content.buttons.map((one) => one.title) : [],
      kind: content?.kind ?? null,
      template: content?.kind === 'template' ? content.name : null,
      purpose: row.purpose,
      sent_at: row.sent_at?.toISOString() ?? null,
      created_at: row.message_at?.toISOString() ?? null,
      author_name: row.author_name,
      sender: row.sender,
    },
    rule: {
      id: flag.rule_id,
      version: flag.rule_version,
      current_version: row.current_version,
      enabled: row.enabled,
      pack: row.pack,
      source: row.definition.source,
      ...{ false_alarm: row.false_alarm, minor: row.minor, violation: row.violation },
    },
    person: {
      country,
      regions: Object.keys(jurisdictions).filter((one) => country && jurisdictions[one]?.includes(country)),
      language: row.language,
      age: Number.isInteger(row.demographics?.age) ? Number(row.demographics?.age) : null,
      interests: [...new Set([...texts(row.asset_class_interests), ...texts(row.demographics?.interests)])],
    },
    conversation: await saidAround(db, keys, flag),
    others: others.filter((one) => one.id !== id),
    alike: row.alike,
    decided: decided.filter((one) => one.id !== id).slice(0, 5),
    release:
      flag.action === 'block' && actor.role !== 'standard'
        ? await readRelease(db, people, actor, flag.message_id)
        : null,
    own: row.own,
    refused: flag.delivery_status === 'skipped' ? await readRefusal(db, keys, flag) : null,
  };
}

const before = 6;
const after = 4;

/** What was said to and by this person on this channel, around the message. */
async function saidAround(
  db: DbOrTx,
  keys: PersonKeys,
  flag: FlagContext['flag'],
): Promise<FlagContext['conversation']> {
  const { rows } = await sql<
    { id: string; direction: 'in' | 'out'; at: Date } & Omit<WordRow, 'prospect_id'>
  >`
    with said as (
      select i.id, 'in' as direction, i.occurred_at as at,
        null::bytea as sealed, i.text as content, null as recipient, null::jsonb as body
      from inbound_messages i join conversations c on c.id = i.conversation_id
      where c.prospect_id = ${flag.prospect_id} and c.channel = ${flag.channel}
      union all
      select m.id, 'out', coalesce(m.sent_at, m.due_at), ${wordColumns}
      from messages m where m.prospect_id = ${flag.prospect_id} and m.platform = ${flag.channel}
        and m.delivery_status in ('sent', 'delivered', 'read', 'unknown', 'sending') and m.id <> ${flag.message_id}
    ), this as (
      select coalesce(m.sent_at, ${flag.flagged_at}::timestamptz) as at
      from (select 1) one left join messages m on m.id = ${flag.message_id}
    )
    (select s.* from said s, this t where s.at <= t.at order by s.at desc limit ${before})
    union all (select s.* from said s, this t where s.at > t.at order by s.at limit ${after})
    union all (select ${flag.message_id}, 'out', t.at, null, null, null, null from this t)
    order by at`.execute(db);
  const { prospect_id } = flag;
  return rows.map(({ id, direction, at, ...row }) => ({
    ...{ id, direction, at: at.toISOString(), this: id === flag.message_id },
    text:
      direction === 'in'
        ? keys.openText(prospect_id, inboundColumn, row.content)
        : asRead(openWords(keys, { ...row, prospect_id }).text ?? null, flag.channel),
  }));
}

/** Telegram's markup is seen as letters that are bold, never as tags. */
function asRead(text: string | null, channel: string): string | null {
  return text !== null && channel === 'telegram' ? withoutMarkup(text) : text;
}
