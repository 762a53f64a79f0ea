// Start links: whoever follows one grants exactly what the page they read had named. A link belongs to one person, is
// used once, and its token cannot be guessed (144 bits). Who has stopped us there agrees again from a chat that is known to be
// theirs, or not by a link of ours: anybody here could follow it for them.
import { randomBytes } from 'node:crypto';
import type { NewStartLink, NewStartLinks } from '@sampark/contracts/consents.ts';
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { inBook } from '../http/scope.ts';
import { stoppedOn } from './queries.ts';
import { prospectConditions } from '../prospects/prospect-conditions.ts';
import { requireProspect } from '../prospects/require-prospect.ts';
import type { Runtime } from '../runtime.ts';

const mostLinks = 10_000;

export type MadeLink = { prospect_id: string; token: string; url: string };

export async function makeStartLink(rt: Runtime, actor: Actor, prospectId: string, given: NewStartLink) {
  await requireProspect(rt.db, actor, prospectId);
  const [link] = await make(rt, actor, [prospectId], given);
  if (!link)
    throw new Problem('opted_out', {
      detail: 'They have stopped us on this channel, and no chat of theirs is known there.',
    });
  return { token: link.token, url: link.url };
}

export async function makeStartLinks(
  rt: Runtime,
  actor: Actor,
  given: NewStartLinks,
): Promise<{ items: MadeLink[] }> {
  if ((given.prospect_ids === undefined) === (given.filter === undefined)) {
    throw new Problem('invalid_request', {
      errors: [{ field: 'body', reason: 'give either prospect_ids or filter' }],
    });
  }
  const ids = given.prospect_ids
    ? await ownIds(rt, actor, given.prospect_ids)
    : await filteredIds(rt, actor, given);
  return { items: await make(rt, actor, ids, given) };
}

async function ownIds(rt: Runtime, actor: Actor, asked: string[]): Promise<string[]> {
  const distinct = [...new Set(asked)];
  const { rows } = await sql<{ id: string }>`
    select p.id from prospects p
    where p.workspace_id = ${actor.workspace_id} and p.id = any(${distinct}::uuid[]) and ${inBook(actor, 'p.id')}`.execute(
    rt.db,
  );
  if (rows.length < distinct.length) throw new Problem('not_found', { field: 'body.prospect_ids' });
  return distinct;
}

async function filteredIds(rt: Runtime, actor: Actor, given: NewStartLinks): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from prospects p where ${prospectConditions(actor, given.filter ?? {})}
    order by p.created_at desc, p.id desc limit ${mostLinks + 1}`.execute(rt.db);
  if (rows.length > mostLinks) {
    throw new Problem('invalid_request', {
      errors: [{ field: 'body.filter', reason: `matches more than ${mostLinks} people; narrow it` }],
    });
  }
  return rows.map((row) => row.id);
}

async function make(
  rt: Runtime,
  actor: Actor,
  asked: string[],
  given: Pick<NewStartLink, 'channel' | 'grants' | 'wording' | 'account_id'>,
): Promise<MadeLink[]> {
  const bot = await botOf(rt, actor, given.account_id);
  const stopped = await stoppedStrangers(rt, asked, given.channel, bot.id);
  const ids = asked.filter((id) => !stopped.has(id));
  const links = ids.map((id) => ({ prospect_id: id, token: randomBytes(18).toString('base64url') }));
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    await sql`
    insert into start_links (token, workspace_id, prospect_id, channel, account_id, grants, wording, created_by, created_at)
    select r.token, ${actor.workspace_id}, r.prospect_id, ${given.channel}, ${bot.id}, ${given.grants}::text[], ${given.wording},
      ${actor.user_id}, ${now}
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as r(token text, prospect_id uuid)`.execute(tx);
    await appendEvents(
      tx,
      now,
      ids.map((prospect_id) => ({
        workspace_id: actor.workspace_id,
        type: 'start_link.made' as const,
        occurred_at: now,
        actor_id: actor.user_id,
        prospect_id,
        channel: given.channel,
        account_id: bot.id,
        data: { grants: given.grants, wording: given.wording },
      })),
    );
  });
  return links.map((link) => ({ ...link, url: `https://t.me/${bot.username}?start=${link.token}` }));
}

async function stoppedStrangers(
  rt: Runtime,
  ids: readonly string[],
  channel: NewStartLink['channel'],
  accountId: string,
): Promise<Set<string>> {
  const stopped = await stoppedOn(rt.db, ids, channel);
  if (stopped.size === 0) return stopped;
  const { rows } = await sql<{ prospect_id: string }>`
    select prospect_id from channel_identities where prospect_id = any(${[...stopped]}::uuid[]) and channel = ${channel}
      and account_id = ${accountId}`.execute(rt.db);
  for (const { prospect_id } of rows) stopped.delete(prospect_id);
  return stopped;
}

/** The named bot, or the workspace's first one that can send. */
async function botOf(
  rt: Runtime,
  actor: Actor,
  accountId: string | undefined,
): Promise<{ id: string; username: string }> {
  const { rows } = await sql<{ id: string; username: string | null }>`
    select id, settings->>'username' as username from sender_accounts
    where workspace_id = ${actor.workspace_id} and channel = 'telegram'
      and ${accountId === undefined ? sql`policy_hold is null` : sql`id = ${accountId}`}
    order by settings->>'username' is null, created_at, id limit 1`.execute(rt.db);
  const bot = rows[0];
  if (!bot || !bot.username) {
    throw new Problem('channel_unavailable', {
      detail: bot
        ? 'The bot’s user name is not known yet; check its account.'
        : 'Connect a Telegram bot first.',
    });
  }
  return { id: bot.id, username: bot.username };
}
