// A launched experiment whose messages are written by the test: so that counts can be compared with what it wrote.
import { randomUUID } from 'node:crypto';
import type { NewCampaign } from '@sampark/contracts/campaigns.ts';
import type { ExperimentDesign, ExperimentResource } from '@sampark/contracts/experiments.ts';
import { sql } from 'kysely';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { createUser, startTestServer, tokenFor, type TestServer, type TestUser } from '../support/server.ts';
import { addAccount, addPeople } from '../support/world.ts';

export type Sent = {
  variant: number;
  in_trial?: boolean;
  status?: string;
  platform?: string;
  /** Minutes after the launch; null: not sent. */
  sent: number | null;
  delivered?: number;
  read?: number;
  replied?: number;
  failed?: number;
  reason?: string;
  /** Minutes after the launch at which the person opted out. */
  opted_out?: number;
  converted?: number;
  /** Minutes after the launch at which they opened its first link. */
  visited?: number;
};

export type Asker = TestUser & { token: string };

/** A server whose time the test moves, with a sender of Signal. */
export async function startScene(): Promise<{ server: TestServer; clock: ManualClock }> {
  const clock = manualClock();
  const server = await startTestServer({ clock });
  await addAccount(server.rt, server.workspace.id, 'signal');
  return { server, clock };
}

/** A portfolio manager with two people on Signal. */
export async function newManager(server: TestServer): Promise<Asker> {
  const user = await createUser(server.rt, { workspace_id: server.workspace.id });
  await addPeople(server.rt, user, 2, { channels: ['signal'] });
  return { ...user, token: await tokenFor(server.rt, user) };
}

export const design: ExperimentDesign = {
  ...{ varies: 'message', metric: 'replied', expected_rate: 0.2, minimum_effect: 0.1, settle_minutes: 120 },
  variants: [
    { name: 'Formal', share: 5_000, is_control: true },
    { name: 'Warm', share: 5_000, is_control: false, change: { message_content: 'Hello!' } },
  ],
};

/** A campaign that was launched with this design; nobody is sent anything. */
export async function launched(
  server: TestServer,
  pm: Asker,
  more: Partial<ExperimentDesign> = {},
  campaign: Partial<NewCampaign> = {},
): Promise<ExperimentResource> {
  const ask = async <T>(method: 'POST' | 'PUT', url: string, payload?: object): Promise<T> => {
    const answer = await server.ask(method, `/api/v1${url}`, {
      token: pm.token,
      headers: { 'if-match': '"1"' },
      ...(payload ? { payload } : {}),
    });
    if (answer.statusCode > 299) throw new Error(answer.body);
    return answer.json<T>();
  };
  const { id } = await ask<{ id: string }>('POST', '/campaigns', {
    ...{ name: 'Spring letter', message_content: 'Dear friend', channel_order: ['signal'], ...campaign },
  });
  const made = await ask<ExperimentResource>('PUT', `/campaigns/${id}/experiment`, { ...design, ...more });
  await ask('POST', `/campaigns/${id}/launch`);
  // Its audience is what the test writes.
  await sql`update campaigns set expanded_at = launched_at where id = ${id}`.execute(server.rt.db);
  return made;
}

/** One person and one message for each. */
export async function write(
  server: TestServer,
  pm: TestUser,
  { campaign_id }: { campaign_id: string },
  sent: readonly Sent[],
): Promise<void> {
  const people = await addPeople(server.rt, pm, sent.length, {
    channels: ['signal'],
    purposes: ['marketing'],
  });
  const rows = sent.map((each, index) => ({
    ...{ id: randomUUID(), prospect_id: people[index]?.id, in_trial: true, platform: 'signal' },
    ...each,
    status: each.status ?? (each.sent === null ? 'pending' : each.read ? 'read' : 'sent'),
  }));
  await sql`
    with r as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, prospect_id uuid, variant smallint,
        in_trial boolean, platform text, status text, sent float, delivered float, read float, replied float, failed float,
        reason text, opted_out float, converted float, visited float)),
    c as (select * from campaigns where id = ${campaign_id}),
    made as (
      insert into messages (id, created_at, workspace_id, campaign_id, prospect_id, portfolio_manager_id, platform, purpose,
        due_at, updated_at, delivery_status, sent_at, delivered_at, read_at, replied_at, failed_at, failed_reason, variant, in_trial)
      select r.id, c.launched_at, c.workspace_id, c.id, r.prospect_id, c.portfolio_manager_id, r.platform, c.purpose,
        c.launched_at, c.launched_at, r.status, c.launched_at + r.sent * interval '1 minute',
        c.launched_at + r.delivered * interval '1 minute', c.launched_at + r.read * interval '1 minute',
        c.launched_at + r.replied * interval '1 minute', c.launched_at + r.failed * interval '1 minute', r.reason, r.variant, r.in_trial
      from r cross join c),
    converted as (
      insert into conversions (workspace_id, prospect_id, kind, occurred_at, recorded_at, message_id, message_created_at, campaign_id)
      select c.workspace_id, r.prospect_id, 'meeting', c.launched_at + r.converted * interval '1 minute', c.launched_at, r.id,
        c.launched_at, c.id from r cross join c where r.converted is not null),
    visited as (
      insert into link_visits (link_id, message_id, workspace_id, campaign_id, prospect_id, visited_at)
      select l.id, r.id, c.workspace_id, c.id, r.prospect_id, c.launched_at + r.visited * interval '1 minute'
      from r cross join c join campaign_links l on l.campaign_id = c.id and l.number = 1 where r.visited is not null)
    insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, occurred_at, recorded_at)
    select c.workspace_id, r.prospect_id, 'signal', c.purpose, 'withdrawn', 'keyword', true,
      c.launched_at + r.opted_out * interval '1 minute', c.launched_at
    from r cross join c where r.opted_out is not null`.execute(server.rt.db);
}

/** So many of one kind. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
