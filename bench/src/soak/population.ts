// Who uses the platform during the soak: portfolio managers with books of very different size, each signed in, each with
// campaigns of the past; the first of them have the large books and send.
import { randomUUID } from 'node:crypto';
import { channels } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Actor } from '../../../server/src/http/route.ts';
import { signAccessToken } from '../../../server/src/http/access-token.ts';
import type { Runtime } from '../../../server/src/runtime.ts';
import { startChats, type Network } from '../delivery/network.ts';
import { benchSenders } from '../delivery/senders.ts';
import { addPeople, makePeople, type Person, type Workspace } from '../delivery/workspace.ts';
import { draftCampaign } from '../support/campaigns.ts';

export type Manager = {
  actor: Actor;
  token: string;
  /** Some of the people in the book. */
  people: string[];
  /** The first one is sending, for those who send; the others have ended. */
  campaigns: string[];
};

const pastCampaigns = 3;
const knownPeople = 20;

export async function makePopulation(
  rt: Runtime,
  workspace: Workspace,
  network: Network,
  sizes: { managers: number; senders: number; people: number; audience: number },
): Promise<Manager[]> {
  const { managers, senders, people, audience } = sizes;
  const actors = await makeManagers(rt, workspace.actor, managers);
  const all = makePeople(Math.max(people, senders * audience), '+88017');
  await giveChats(network, all.slice(0, senders * audience));
  const others = Math.floor((all.length - senders * audience) / Math.max(1, managers - senders));
  const made: Manager[] = [];
  for (const [index, actor] of actors.entries()) {
    const from = index < senders ? index * audience : senders * audience + (index - senders) * others;
    const book = all.slice(from, from + (index < senders ? audience : others));
    const ids = await addPeople(rt, { ...workspace, actor }, book, 'BD');
    made.push({ actor, token: '', people: ids.slice(0, knownPeople), campaigns: [] });
  }
  await sql`analyze prospects, relationships, consents, channel_identities`.execute(rt.db);
  await addPast(rt, workspace, made);
  for (const manager of made.slice(0, senders)) {
    const id = await draftCampaign(rt, { actor: manager.actor }, 'BD');
    manager.campaigns.unshift(id);
  }
  return made;
}

/** Signed in as `POST /auth/login` would, without the second it takes to check a password. */
export async function signIn(rt: Runtime, managers: readonly Manager[]): Promise<void> {
  const now = rt.clock.now();
  const rows = managers.map(({ actor }) => ({ id: randomUUID(), user_id: actor.user_id }));
  await sql`
    insert into sessions (id, workspace_id, user_id, created_at, last_used_at, expires_at)
    select r.id, u.workspace_id, u.id, ${now}, ${now}, ${now}::timestamptz + interval '12 hours'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, user_id uuid) join users u on u.id = r.user_id`.execute(
    rt.db,
  );
  for (const [index, manager] of managers.entries()) {
    const session_id = rows[index]?.id ?? '';
    manager.token = await signAccessToken(rt, { user_id: manager.actor.user_id, session_id });
  }
}

async function makeManagers(rt: Runtime, like: Actor, count: number): Promise<Actor[]> {
  const { rows } = await sql<{ id: string }>`
    insert into users (workspace_id, email, name, password_hash)
    select ${like.workspace_id}, 'pm' || n || '@soak.test', 'Manager ' || n, '!' from generate_series(1, ${count}::int) n
    returning id`.execute(rt.db);
  return rows.map((row) => ({ ...like, user_id: row.id, role: 'standard' }));
}

async function giveChats(network: Network, people: readonly Person[]): Promise<void> {
  const bots = benchSenders().filter((one) => one.channel === 'telegram');
  const onTelegram = people.filter((one) => one.channel === 'telegram');
  const chats = await startChats(
    network,
    bots,
    onTelegram.map((one) => one.phone),
  );
  onTelegram.forEach((person, index) => {
    const chat = chats[index];
    const bot = bots[index % bots.length];
    if (chat && bot) person.chat = { id: chat, bot: bot.address };
  });
}

/** Campaigns that have ended, with their totals: what lists and reports show most of. */
async function addPast(rt: Runtime, workspace: Workspace, managers: readonly Manager[]): Promise<void> {
  const pattern = await draftCampaign(rt, workspace, 'GB');
  const { rows } = await sql<{ id: string; owner: string }>`
    insert into campaigns select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(),
      'portfolio_manager_id', u.id, 'name', 'Review of month ' || n, 'status', 'completed', 'total_recipients', 100,
      'created_at', c.created_at - n * interval '30 days', 'launched_at', c.created_at - n * interval '30 days',
      'expanded_at', c.created_at - n * interval '30 days', 'completed_at', c.created_at - n * interval '29 days'))).*
    from campaigns c cross join users u cross join generate_series(1, ${pastCampaigns}::int) n
    where c.id = ${pattern} and u.id = any(${managers.map((one) => one.actor.user_id)}::uuid[])
    returning id, portfolio_manager_id as owner`.execute(rt.db);
  await sql`
    insert into campaign_totals (campaign_id, workspace_id, channel, metric, code, count)
    select c.id, ${workspace.actor.workspace_id}, l.channel, m.metric, '', m.count
    from unnest(${rows.map((row) => row.id)}::uuid[]) as c(id)
    cross join unnest(${[...channels]}::text[]) as l(channel)
    cross join (values ('sent', 25), ('delivered', 24), ('read', 17), ('replied', 2)) as m(metric, count)`.execute(
    rt.db,
  );
  const of = Map.groupBy(rows, (row) => row.owner);
  for (const manager of managers)
    manager.campaigns.push(...(of.get(manager.actor.user_id) ?? []).map((row) => row.id));
}
