// Making and lifting legal holds. A compliance officer lifts one alone; otherwise two people do.
import type { LegalHold, LegalHoldQuery, NewLegalHold } from '@sampark/contracts/records.ts';
import { sql } from 'kysely';
import { appendEvents, type DbOrTx, type Tx } from '../events/append.ts';
import { pageOf, readCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { lockHolds } from './held-rows.ts';

type Row = Omit<LegalHold, 'made_at' | 'lifted_at'> & {
  made_at: Date;
  lifted_at: Date | null;
  sort_key: string;
};

const select = sql`
  select h.id, h.kind, h.prospect_id, h.campaign_id, h.portfolio_manager_id, h.data_class, h.reason, h.made_by,
    coalesce(p.name, c.name, u.name) as name, b.name as made_by_name, h.made_at, h.made_at::text as sort_key, h.lift_asked_by,
    a.name as lift_asked_by_name, h.lift_reason, l.name as lifted_by_name, h.lifted_at
  from legal_holds h join users b on b.id = h.made_by
  left join prospects p on p.id = h.prospect_id left join campaigns c on c.id = h.campaign_id
  left join users u on u.id = h.portfolio_manager_id left join users a on a.id = h.lift_asked_by
  left join users l on l.id = h.lifted_by`;

export async function listHolds(db: DbOrTx, actor: Actor, query: LegalHoldQuery) {
  const limit = query.limit ?? 50;
  const after = readCursor('legal-holds', query.cursor);
  const { rows } = await sql<Row>`${select} where h.workspace_id = ${actor.workspace_id}
    ${query.standing === undefined ? sql`` : query.standing ? sql`and h.lifted_at is null` : sql`and h.lifted_at is not null`}
    ${query.prospect_id ? sql`and h.prospect_id = ${query.prospect_id}` : sql``}
    ${after ? sql`and (h.made_at, h.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by h.made_at desc, h.id desc limit ${limit + 1}`.execute(db);
  const page = pageOf('legal-holds', rows, limit, (row) => [row.sort_key, row.id]);
  return { ...page, items: page.items.map(show) };
}

export async function readHold(db: DbOrTx, actor: Actor, id: string): Promise<LegalHold> {
  const { rows } =
    await sql<Row>`${select} where h.id = ${id} and h.workspace_id = ${actor.workspace_id}`.execute(db);
  if (!rows[0]) throw new Problem('not_found');
  return show(rows[0]);
}

export async function makeHold(rt: Runtime, actor: Actor, given: NewLegalHold): Promise<string> {
  const { reason, prospect_id, campaign_id, user_id, data_class } = given;
  const named = [prospect_id, campaign_id, user_id, data_class].filter((one) => one !== undefined);
  if (named.length !== 1)
    throw new Problem('invalid_request', {
      field: 'body',
      detail: 'Name one of prospect_id, campaign_id, user_id and data_class.',
    });
  const kind = prospect_id ? 'person' : campaign_id ? 'campaign' : user_id ? 'manager' : 'class';
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    await lockHolds(tx, actor.workspace_id, 'making');
    await requireSubject(tx, actor, given);
    const { id } = await tx
      .insertInto('legal_holds')
      .values({
        ...{ workspace_id: actor.workspace_id, kind, reason: reason.trim() },
        ...{ prospect_id: prospect_id ?? null, campaign_id: campaign_id ?? null },
        ...{ portfolio_manager_id: user_id ?? null, data_class: data_class ?? null },
        ...{ made_by: actor.user_id, made_at: now },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: actor.workspace_id, type: 'legal_hold.made', occurred_at: now },
        ...{ actor_id: actor.user_id, prospect_id: prospect_id ?? null, campaign_id: campaign_id ?? null },
        data: { hold_id: id, kind, ...(user_id ? { user_id } : {}), ...(data_class ? { data_class } : {}) },
      },
    ]);
    return id;
  });
}

async function requireSubject(tx: Tx, actor: Actor, given: NewLegalHold): Promise<void> {
  for (const [field, table] of [
    ['prospect_id', 'prospects'],
    ['campaign_id', 'campaigns'],
    ['user_id', 'users'],
  ] as const) {
    if (given[field] === undefined) continue;
    const { rows } = await sql`
      select 1 from ${sql.table(table)} where id = ${given[field]} and workspace_id = ${actor.workspace_id}`.execute(
      tx,
    );
    if (rows.length === 0)
      throw new Problem('invalid_request', { field: `body.${field}`, detail: 'There is none with this id.' });
  }
}

export async function liftHold(rt: Runtime, actor: Actor, id: string, reason: string): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      lift_asked_by: string | null;
      lifted_at: Date | null;
      prospect_id: string | null;
      campaign_id: string | null;
    }>`
      select lift_asked_by, lifted_at, prospect_id, campaign_id from legal_holds
      where id = ${id} and workspace_id = ${actor.workspace_id} for update`.execute(tx);
    const hold = rows[0];
    if (!hold) throw new Problem('not_found');
    if (hold.lifted_at) throw new Problem('hold_lifted');
    const alone = actor.role === 'compliance';
    if (!alone && hold.lift_asked_by === actor.user_id) throw new Problem('hold_second_person');
    const lifts = alone || hold.lift_asked_by !== null;
    await (
      lifts
        ? sql`update legal_holds set lifted_by = ${actor.user_id}, lifted_at = ${now},
          lift_reason = coalesce(lift_reason || ' / ', '') || ${reason.trim()}::text where id = ${id}`
        : sql`update legal_holds set lift_asked_by = ${actor.user_id}, lift_asked_at = ${now}, lift_reason = ${reason.trim()}
          where id = ${id}`
    ).execute(tx);
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: actor.workspace_id, occurred_at: now, actor_id: actor.user_id },
        type: lifts ? 'legal_hold.lifted' : 'legal_hold.lift_asked',
        ...{ prospect_id: hold.prospect_id, campaign_id: hold.campaign_id },
        data: { hold_id: id },
      },
    ]);
  });
}

function show({ sort_key: _key, ...row }: Row): LegalHold {
  return { ...row, made_at: row.made_at.toISOString(), lifted_at: row.lifted_at?.toISOString() ?? null };
}
