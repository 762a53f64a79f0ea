// People who write, and what a page shows of it.
import { randomUUID } from 'node:crypto';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Person } from '../../../server/test/support/world.ts';
import type { DashboardPage, RealDashboard } from './real-dashboard.ts';

/** Somebody of the portfolio manager's book, under a name of their own. */
export async function named(world: RealDashboard, name: string, channel: Channel): Promise<Person> {
  const [person] = await world.people(1, [channel]);
  if (!person) throw new Error('nobody was made');
  await world.rt.db.updateTable('prospects').set({ name }).where('id', '=', person.id).execute();
  return person;
}

/** What the platform would tell us when this person writes. */
export async function writes(world: RealDashboard, person: Person, text: string): Promise<void> {
  const { channel, phone: from } = person;
  const ours = world.accounts[channel].address;
  await world.simulators.control[channel]('POST', 'inbound', { account: ours, from, text });
}

type Given = {
  unread?: number;
  lastInboundHoursAgo?: number;
  assigned_to?: string;
  status?: 'open' | 'closed';
};

/** A conversation of `count` words of theirs, a minute apart, the newest now. */
export async function conversation(
  world: RealDashboard,
  person: Person,
  count: number,
  given: Given = {},
): Promise<string> {
  const { rt, server, accounts } = world;
  const id = randomUUID();
  const newest = new Date(rt.clock.now().getTime() - (given.lastInboundHoursAgo ?? 0) * 3_600_000);
  await rt.db
    .insertInto('conversations')
    .values({
      ...{ id, workspace_id: server.workspace.id, prospect_id: person.id, channel: person.channel },
      ...{ status: given.status ?? 'open', assigned_to: given.assigned_to ?? null },
      ...{ unread_count: given.unread ?? 0, last_snippet: `word ${count}` },
      ...{ last_inbound_at: newest, last_message_at: newest },
    })
    .execute();
  await sql`
    insert into inbound_messages (workspace_id, conversation_id, prospect_id, channel, account_id, external_id, text, occurred_at, received_at)
    select ${server.workspace.id}, ${id}, ${person.id}, ${person.channel}, ${accounts[person.channel].id}, gen_random_uuid()::text,
      'word ' || n, at, at
    from generate_series(1, ${count}::int) n,
      lateral (select ${newest}::timestamptz - (${count}::int - n) * interval '1 minute' as at) t`.execute(
    rt.db,
  );
  return id;
}

export const log = (page: DashboardPage) => page.getByRole('log', { name: 'What was said' });
export const inList = (page: DashboardPage, name: string) =>
  page.getByRole('list', { name: 'Conversations' }).getByRole('button', { name: new RegExp(name) });
export const thread = (page: DashboardPage, name: string) =>
  page.getByRole('region', { name: `Conversation with ${name}` });
export const answerField = (page: DashboardPage) => page.getByRole('textbox', { name: 'Your answer' });
