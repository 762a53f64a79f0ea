// Entries for the explorer, newest in the chain first, with their place in it.
import type { AuditEntry, AuditQuery } from '@sampark/contracts/audit.ts';
import { sql } from 'kysely';
import { pageOf, readCursor } from '../http/page.ts';
import type { Runtime } from '../runtime.ts';
import { openDecision } from '../compliance/seal-flags.ts';
import { eventColumn } from '../events/append.ts';
import type { PersonKeys } from '../security/person-keys/vault.ts';
import { typesOf } from './kinds.ts';

type Row = Omit<AuditEntry, 'occurred_at' | 'recorded_at' | 'sealed_at'> & {
  prospect_id: string | null;
  xid: string;
  occurred_at: Date;
  recorded_at: Date;
  sealed_at: Date | null;
};

const list = 'audit';

/** Reads the log from its end until the page is full: a month of a busy workspace without a hit is read whole, so ask for a span. */
export async function readEntries(rt: Pick<Runtime, 'db' | 'keys'>, workspaceId: string, query: AuditQuery) {
  const limit = query.limit ?? 50;
  const after = readCursor(list, query.cursor);
  const { rows } = await sql<Row>`
    with page as (
      select * from events e where e.workspace_id = ${workspaceId}
        ${query.kind ? sql`and e.type = any(${typesOf(query.kind)}::text[])` : sql``}
        ${query.q ? named(workspaceId, query.q) : sql``}
        ${query.by === undefined ? sql`` : query.by === 'people' ? sql`and e.actor_id is not null` : sql`and e.actor_id is null`}
        ${query.event_id ? sql`and e.id = ${query.event_id}` : sql``}
        ${query.actor_id ? sql`and e.actor_id = ${query.actor_id}` : sql``}
        ${query.prospect_id ? sql`and e.prospect_id = ${query.prospect_id}` : sql``}
        ${query.campaign_id ? sql`and e.campaign_id = ${query.campaign_id}` : sql``}
        ${query.from ? sql`and e.recorded_at >= ${query.from}` : sql``}
        ${query.to ? sql`and e.recorded_at < ${query.to}` : sql``}
        ${after ? sql`and (e.xid, e.id) < (${String(after[0])}::xid8, ${after[1]}::bigint)` : sql``}
      order by e.xid desc, e.id desc limit ${limit + 1}
    )
    select e.id, e.xid::text as xid, e.prospect_id, e.type, e.occurred_at, e.recorded_at, e.channel, e.message_id, e.decision, e.data,
      s.first_seq + s.place - 1 as seq, encode(substr(s.hashes, (s.place - 1) * 32 + 1, 32), 'hex') as hash, s.sealed_at,
      case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as actor,
      case when p.id is not null then json_build_object('id', p.id, 'name', coalesce(p.name, p.phone_number, '')) end as person,
      case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as campaign,
      case when d.id is not null then json_build_object('id', d.id, 'name', d.name) end as sender,
      case when k.id is not null then json_build_object('id', k.id, 'name', k.name) end as api_key, t.subject
    from page e
    left join lateral (
      select first_seq, hashes, sealed_at, array_position(ids, e.id) as place from audit_segments
      where workspace_id = e.workspace_id and (last_xid, last_id) >= (e.xid, e.id)
      order by last_xid, last_id limit 1) s on s.place is not null
    left join users u on u.id = e.actor_id and u.workspace_id = e.workspace_id
    left join prospects p on p.id = e.prospect_id and p.workspace_id = e.workspace_id
    left join campaigns c on c.id = e.campaign_id and c.workspace_id = e.workspace_id
    left join devices d on d.id = e.device_id and d.workspace_id = e.workspace_id
    left join api_keys k on k.id::text = e.data ->> 'by_key' and k.workspace_id = e.workspace_id
    left join lateral (${subject}) t on true
    order by e.xid desc, e.id desc`.execute(rt.db);
  const page = pageOf(list, rows, limit, (row) => [row.xid, String(row.id)]);
  const keys = await rt.keys.people.toRead(rt.db, page.items.flatMap((row) => row.prospect_id ?? [])); // prettier-ignore
  return { ...page, items: page.items.map((row) => present(row, keys)) };
}

/** What an entry names only in its data. An id that is none finds nothing. */
const subject = sql`
  select json_build_object('id', o.id, 'name', o.name) as subject from (
    select id, name, 'api_key_id' as field from api_keys
      where workspace_id = e.workspace_id and id::text = e.data ->> 'api_key_id'
    union all select id, name, 'user_id' from users where workspace_id = e.workspace_id and id::text = e.data ->> 'user_id'
    union all select id, email, 'invitation_id' from invitations
      where workspace_id = e.workspace_id and id::text = e.data ->> 'invitation_id'
    union all select id, coalesce(file_name, ''), 'import_id' from imports
      where workspace_id = e.workspace_id and id::text = e.data ->> 'import_id'
    union all select id, name, 'portfolio_id' from portfolios
      where workspace_id = e.workspace_id and id::text = e.data ->> 'portfolio_id'
    union all select id, name, 'page_id' from opt_in_pages
      where workspace_id = e.workspace_id and id::text = e.data ->> 'page_id'
    -- A segment may be gone: its entries say what it was called.
    union all select (e.data ->> 'segment_id')::uuid, e.data ->> 'name', 'segment_id' where e.type like 'segment.%'
    union all select (e.data ->> 'template_id')::uuid, replace(e.data ->> 'name', '_', ' ') || ' · ' || (e.data ->> 'language'), 'template_id'
      where e.type = 'template.changed'
    union all select rule_id, definition ->> 'name', 'rule_id' from rule_versions
      where workspace_id = e.workspace_id and rule_id::text = e.data ->> 'rule_id' and version::text = coalesce(e.data ->> 'version', '1')
  ) o limit 1`;

/** Entries about, or by, somebody or something that is called so. */
function named(workspaceId: string, q: string) {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const ids = (table: string, ...columns: string[]) => sql`
    select id from ${sql.table(table)} where workspace_id = ${workspaceId}
      and (${sql.join(
        columns.map((column) => sql`${sql.ref(column)} ilike ${like}`),
        sql` or `,
      )}) limit 200`;
  return sql`and (e.actor_id in (${ids('users', 'name', 'email')}) or e.prospect_id in (${ids('prospects', 'name', 'phone_number')})
    or e.campaign_id in (${ids('campaigns', 'name')}) or e.device_id in (${ids('devices', 'name')}))`;
}

function present({ xid: _xid, prospect_id: of, ...row }: Row, keys: PersonKeys): AuditEntry {
  return {
    ...row,
    ...(of && {
      data: keys.openAll(of, eventColumn, row.data),
      decision: openDecision(keys, of, row.decision),
    }),
    occurred_at: row.occurred_at.toISOString(),
    recorded_at: row.recorded_at.toISOString(),
    sealed_at: row.sealed_at?.toISOString() ?? null,
  };
}

/** How far the chain is. */
export async function readState(rt: Pick<Runtime, 'db'>, workspaceId: string) {
  const { rows } = await sql<{ entries: number; last_hash: string; sealed_at: Date }>`
    select last_seq as entries, encode(substr(hashes, octet_length(hashes) - 31), 'hex') as last_hash, sealed_at
    from audit_segments where workspace_id = ${workspaceId} order by segment desc limit 1`.execute(rt.db);
  const head = rows[0];
  return head
    ? { ...head, sealed_at: head.sealed_at.toISOString() }
    : { entries: 0, last_hash: null, sealed_at: null };
}
