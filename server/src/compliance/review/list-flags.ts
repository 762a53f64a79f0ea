// The review queue: newest first, or what waits, oldest first.
import type { FlagFilter, FlagListQuery, FlagResource } from '@sampark/contracts/flags.ts';
import { sql, type RawBuilder } from 'kysely';
import type { DbOrTx } from '../../events/append.ts';
import { pageOf, readCursor } from '../../http/page.ts';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import { ownedBy } from '../../http/scope.ts';
import type { PersonKeys, Vault } from '../../security/person-keys/vault.ts';
import { flagColumn } from '../seal-flags.ts';

type Row = Omit<FlagResource, 'flagged_at' | 'decided_at'> & {
  flagged_at: Date;
  decided_at: Date | null;
  sort_key: string;
};

const columns = sql`f.id, f.message_id, f.campaign_id, c.name as campaign_name, f.prospect_id, p.name as prospect_name,
  f.portfolio_manager_id, u.name as portfolio_manager_name, f.channel, m.delivery_status, f.rule_id, f.rule_version,
  v.definition ->> 'name' as rule_name, v.definition ->> 'explanation' as explanation, f.action, f.severity, f.matched,
  f.excerpt, f.flagged_at, f.flagged_at::text as sort_key, f.state, f.assigned_to, a.name as assigned_name, f.verdict, f.note,
  f.decided_by, d.name as decided_name, f.decided_at, q.asked_by as release_asked_by, w.name as release_asked_name`;
const tables = sql`
  join rule_versions v on v.rule_id = f.rule_id and v.version = f.rule_version
  left join messages m on m.id = f.message_id and m.created_at = f.created_at
  left join campaigns c on c.id = f.campaign_id
  left join prospects p on p.id = f.prospect_id
  left join users u on u.id = f.portfolio_manager_id
  left join users a on a.id = f.assigned_to
  left join users d on d.id = f.decided_by
  left join release_requests q on q.message_id = f.message_id
  left join users w on w.id = q.asked_by`;

export async function listFlags(db: DbOrTx, people: Vault, actor: Actor, query: FlagListQuery) {
  const limit = query.limit ?? 50;
  const waiting = (query.state !== undefined && query.state !== 'decided') || query.held === true;
  const list = waiting ? 'flags-waiting' : 'flags';
  const after = readCursor(list, query.cursor);
  const order = waiting ? sql`order by f.flagged_at, f.id` : sql`order by f.flagged_at desc, f.id desc`;
  const { rows } = await sql<Row>`
    select ${columns} from (
      select f.* from message_flags f where ${flagsOf(actor, query)}
        ${after ? sql`and (f.flagged_at, f.id) ${waiting ? sql`>` : sql`<`} (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
      ${order} limit ${limit + 1}) f ${tables} ${order}`.execute(db);
  const page = pageOf(list, rows, limit, (row) => [row.sort_key, row.id]);
  const keys = await people.toRead(db, page.items.map((row) => row.prospect_id)); // prettier-ignore
  return { ...page, items: page.items.map((row) => show(row, keys)) };
}

export async function readFlag(db: DbOrTx, people: Vault, actor: Actor, id: string): Promise<FlagResource> {
  const { rows } = await sql<Row>`
    select ${columns} from message_flags f ${tables} where f.id = ${id} and ${flagsOf(actor, {})}`.execute(
    db,
  );
  if (!rows[0]) throw new Problem('not_found');
  return show(rows[0], await people.toRead(db, [rows[0].prospect_id]));
}

/** SQL condition on message_flags `f`: the actor’s to see, and as the filter says. */
export function flagsOf(actor: Actor, filter: FlagFilter): RawBuilder<boolean> {
  const { state, held, objected, flagged_before, flagged_after, ...same } = filter;
  const equal = (
    [
      'action',
      'severity',
      'verdict',
      'rule_id',
      'campaign_id',
      'portfolio_manager_id',
      'assigned_to',
      'message_id',
      'channel',
    ] as const
  )
    .filter((key) => same[key] !== undefined)
    .map((key) => sql`and ${sql.ref(`f.${key}`)} = ${same[key]}`);
  return sql<boolean>`f.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'f.portfolio_manager_id')}
    ${state === undefined ? sql`` : state === 'waiting' ? sql`and f.state <> 'decided'` : sql`and f.state = ${state}`}
    ${state === undefined || state === 'decided' ? sql`` : sql`and f.state <> 'decided'`} 
    ${flagged_before === undefined ? sql`` : sql`and f.flagged_at < ${new Date(flagged_before)}`}
    ${flagged_after === undefined ? sql`` : sql`and f.flagged_at >= ${new Date(flagged_after)}`}
    ${objected === undefined ? sql`` : objected ? sql`and ${isObjected}` : sql`and not ${isObjected}`}
    ${held === undefined ? sql`` : held ? sql`and ${isHeld}` : sql`and not ${isHeld}`} ${sql.join(equal, sql` `)}`;
}

/** Its message waits for two people to let it go. */
export const isHeld = sql<boolean>`(f.action = 'block' and exists (select from open_messages o
  where o.message_id = f.message_id and o.created_at = f.created_at and o.state = 'held'))`;

/** Compliance said no: about the words, or to letting the message go. */
const isObjected = sql<boolean>`(f.verdict is not distinct from 'violation' or exists (select from messages o
  where o.id = f.message_id and o.created_at = f.created_at and o.delivery_status = 'skipped' and o.failed_reason = 'release_refused'))`;

function show({ sort_key: _key, ...row }: Row, keys: PersonKeys): FlagResource {
  const open = (text: string | null) => keys.openText(row.prospect_id, flagColumn, text);
  return {
    ...row,
    ...{ matched: open(row.matched), excerpt: open(row.excerpt) ?? '', note: open(row.note) },
    flagged_at: row.flagged_at.toISOString(),
    decided_at: row.decided_at?.toISOString() ?? null,
  };
}
