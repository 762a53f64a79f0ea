// Administrators make and change opt-in pages. A change of the wording or the offers is a new version; what older consents
// were given to stays readable.
import { randomInt } from 'node:crypto';
import type { NewOptInPage, OptInPage, OptInPageChange } from '@sampark/contracts/opt-in.ts';
import { sql } from 'kysely';
import { appendEvents, type DbOrTx, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { keywordFault, normalise, readOptOut } from '../webhooks/opt-out.ts';
import { settingsOf } from '@sampark/contracts/settings.ts';
import { offerOf, openSenders } from './load-page.ts';

type Row = Omit<OptInPage, 'url' | 'usable' | 'created_at' | 'updated_at'> & {
  slug: string;
  created_at: Date;
  updated_at: Date;
};

export async function listPages(rt: Runtime, actor: Actor): Promise<{ items: OptInPage[] }> {
  return { items: await present(rt, actor, await rowsOf(rt.db, actor)) };
}

export async function createPage(rt: Runtime, actor: Actor, given: NewOptInPage): Promise<OptInPage> {
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    const keyword_key = await keyOf(tx, actor, given.keyword ?? null);
    const { rows } = await sql<{ id: string }>`
      insert into opt_in_pages (workspace_id, slug, name, language, offers, keyword, keyword_key, created_by, created_at, updated_at)
      values (${actor.workspace_id}, ${newSlug()}, ${given.name.trim()}, ${given.language}, ${given.offers}, ${given.keyword?.trim() ?? null},
        ${keyword_key}, ${actor.user_id}, ${now}, ${now}) returning id`
      .execute(tx)
      .catch(asTaken);
    const id = rows[0]?.id ?? '';
    await keepWording(tx, now, actor, { id, version: 1, wording: given.wording, offers: given.offers });
    await note(tx, now, actor, 'opt_in_page.created', { page_id: id, name: given.name.trim(), version: 1 });
    return single(rt, tx, actor, id);
  });
}

/** `check` sees when the page was last changed, under its lock, and may refuse. */
export async function changePage(
  rt: Runtime,
  actor: Actor,
  id: string,
  change: OptInPageChange,
  check: (updated_at: Date) => void,
): Promise<OptInPage> {
  const now = rt.clock.now();
  return rt.db.transaction().execute(async (tx) => {
    await sql`select from opt_in_pages where id = ${id} and workspace_id = ${actor.workspace_id} for update`.execute(
      tx,
    );
    const [present] = await rowsOf(tx, actor, id);
    if (!present) throw new Problem('not_found');
    check(present.updated_at);
    const next = { ...present, ...change };
    const reworded = next.wording !== present.wording || next.offers.join() !== present.offers.join();
    const version = present.version + (reworded ? 1 : 0);
    const keyword = next.keyword?.trim() ?? null;
    const updated_at = new Date(Math.max(now.getTime(), present.updated_at.getTime() + 1));
    await sql`
      update opt_in_pages set name = ${next.name.trim()}, offers = ${next.offers}, keyword = ${keyword},
        keyword_key = ${await keyOf(tx, actor, keyword)}, active = ${next.active}, version = ${version}, updated_at = ${updated_at}
      where id = ${id}`
      .execute(tx)
      .catch(asTaken);
    if (reworded)
      await keepWording(tx, now, actor, { id, version, wording: next.wording, offers: next.offers });
    await note(tx, now, actor, 'opt_in_page.changed', { page_id: id, fields: Object.keys(change), version });
    return single(rt, tx, actor, id);
  });
}

export async function listWordings(rt: Runtime, actor: Actor, id: string) {
  const { rows } = await sql<{
    version: number;
    wording: string;
    offers: string[];
    created_at: Date;
    created_by: string;
  }>`
    select t.version, t.wording, t.offers, t.created_at, t.created_by from opt_in_wordings t
    join opt_in_pages o on o.id = t.page_id and o.workspace_id = ${actor.workspace_id}
    where t.page_id = ${id} order by t.version desc`.execute(rt.db);
  if (rows.length === 0) throw new Problem('not_found');
  return { items: rows.map((row) => ({ ...row, created_at: row.created_at.toISOString() })) };
}

async function rowsOf(db: DbOrTx, actor: Actor, id?: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select o.id, o.slug, o.name, o.language, o.offers, t.wording, o.keyword, o.active, o.version, o.created_at, o.updated_at,
      (select count(*)::int from opt_in_requests r where r.page_id = o.id and r.used_at is not null) as confirmed
    from opt_in_pages o join opt_in_wordings t on t.page_id = o.id and t.version = o.version
    where o.workspace_id = ${actor.workspace_id} and ${id === undefined ? sql`true` : sql`o.id = ${id}`}
    order by o.active desc, o.created_at desc, o.id limit 500`.execute(db);
  return rows;
}

async function present(rt: Runtime, actor: Actor, rows: readonly Row[]): Promise<OptInPage[]> {
  const senders = await openSenders(rt.db, actor.workspace_id);
  return rows.map(({ slug, ...row }) => ({
    ...row,
    url: `${rt.config.publicUrl}/agree/${slug}`,
    usable: row.offers.some((one) => senders.has(offerOf(one).channel)),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }));
}

async function single(rt: Runtime, tx: Tx, actor: Actor, id: string): Promise<OptInPage> {
  const [page] = await present(rt, actor, await rowsOf(tx, actor, id));
  if (!page) throw new Problem('not_found');
  return page;
}

/** A keyword in one spelling; refused where it means something else already. */
async function keyOf(tx: Tx, actor: Actor, keyword: string | null): Promise<string | null> {
  if (keyword === null) return null;
  const refuse = (reason: string) =>
    new Problem('invalid_request', {
      errors: [{ field: 'body.keyword', reason: `“${keyword}” ${reason}; choose another word` }],
    });
  if (keywordFault(keyword)) throw refuse('means something else already');
  const { rows } = await sql<{
    settings: unknown;
  }>`select settings from workspaces where id = ${actor.workspace_id}`.execute(tx);
  if (readOptOut(keyword, settingsOf(rows[0]?.settings).opt_out_keywords) !== 'none')
    throw refuse('stops messages');
  return normalise(keyword);
}

function asTaken(cause: unknown): never {
  if ((cause as { constraint?: string }).constraint !== 'opt_in_pages_keyword') throw cause;
  throw new Problem('invalid_request', {
    errors: [
      {
        field: 'body.keyword',
        reason: 'belongs to another open page; choose another word or close that page',
      },
    ],
  });
}

async function keepWording(
  tx: Tx,
  now: Date,
  actor: Actor,
  given: { id: string; version: number; wording: string; offers: string[] },
): Promise<void> {
  await sql`
    insert into opt_in_wordings (page_id, version, wording, offers, created_by, created_at)
    values (${given.id}, ${given.version}, ${given.wording.trim()}, ${given.offers}, ${actor.user_id}, ${now})`.execute(
    tx,
  );
}

function note(
  tx: Tx,
  now: Date,
  actor: Actor,
  type: 'opt_in_page.created' | 'opt_in_page.changed',
  data: Record<string, unknown>,
) {
  return appendEvents(tx, now, [
    { workspace_id: actor.workspace_id, type, occurred_at: now, actor_id: actor.user_id, data },
  ]);
}

function newSlug(): string {
  return Array.from({ length: 12 }, () => 'abcdefghijkmnpqrstuvwxyz23456789'[randomInt(32)]).join('');
}
