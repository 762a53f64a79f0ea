// The workspace's ledger, newest first: who agreed to what or stopped it, when, where, and the proof. One act is one line,
// however many channels and purposes it concerned.
import type { ConsentQuery } from '@sampark/contracts/consents.ts';
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { pageOf, readCursor } from '../http/page.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';

type Row = {
  first: number;
  id: number;
  prospect_id: string;
  prospect_name: string | null;
  channels: Channel[];
  purposes: Purpose[];
  action: 'granted' | 'withdrawn';
  source: string;
  by_person: boolean;
  evidence: Record<string, unknown>;
  occurred_at: Date;
  recorded_by_name: string | null;
};

/** Entries of one act are written together, one after the other: an act is found by its last entry. */
const entriesOfAct = 12;

export async function listConsents(rt: Runtime, actor: Actor, query: ConsentQuery) {
  const limit = query.limit ?? 50;
  const after = readCursor('consents', query.cursor);
  const { rows } = await sql<Row>`
    with entries as (
      select c.* from consents c
      where c.workspace_id = ${actor.workspace_id}
        and ${after ? sql`c.id < ${after[1]}::bigint` : sql`true`}
        and ${query.action === undefined ? sql`true` : sql`c.action = ${query.action}`}
        and ${query.by_person === undefined ? sql`true` : sql`c.by_person = ${query.by_person}`}
      order by c.id desc limit ${(limit + 2) * entriesOfAct}
    ), acts as (
      select min(id)::float8 as first, max(id)::float8 as id, prospect_id, action, source, by_person, evidence, occurred_at, recorded_by,
        array_agg(distinct channel) as channels, array_agg(distinct purpose) as purposes
      from entries group by prospect_id, action, source, by_person, evidence, occurred_at, recorded_at, recorded_by
      order by max(id) desc limit ${limit + 1}
    )
    select a.first, a.id, a.prospect_id, coalesce(p.name, p.phone_number) as prospect_name, a.channels, a.purposes, a.action, a.source,
      a.by_person, a.evidence, a.occurred_at, u.name as recorded_by_name
    from acts a join prospects p on p.id = a.prospect_id left join users u on u.id = a.recorded_by
    order by a.id desc`.execute(rt.db);
  const page = pageOf('consents', rows, limit, (row) => [null, String(row.first)]);
  return {
    ...page,
    items: page.items.map(({ first: _first, ...row }) => ({
      ...row,
      occurred_at: row.occurred_at.toISOString(),
    })),
  };
}
