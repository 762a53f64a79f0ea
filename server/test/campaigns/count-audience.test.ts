// The audience of a forecast is counted person by person where it is short and as a whole where it is long: the same
// counts, and those that policy comes to for each person.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadSurroundings } from '../../src/campaigns/decide-for.ts';
import { countAudience, type AudienceCounts } from '../../src/campaigns/forecast/count-audience.ts';
import type { Audience } from '../../src/campaigns/audience.ts';
import { senderStates, workspaceFacts } from '../../src/delivery/campaign-cache.ts';
import { loadPeople } from '../../src/delivery/claim-queries.ts';
import { policyFactsOf, sendersOf } from '../../src/delivery/policy-facts.ts';
import { decide } from '../../src/policy/decide.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { addAccount, addPeople } from '../support/world.ts';

let server: TestServer;
let campaign: Audience;
let bot: string;
beforeAll(async () => {
  server = await startTestServer({ routes: [] });
  const { rt } = server;
  const { user } = await server.login('standard');
  const { workspace_id } = user;
  const account = await addAccount(rt, workspace_id, 'signal');
  bot = (await addAccount(rt, workspace_id, 'telegram')).id;
  const gone = await addAccount(rt, workspace_id, 'telegram');
  await stop(gone.id);
  // Nobody's: not in the audience.
  await addPeople(rt, user, 5, { channels: ['signal'] });
  await sql`delete from relationships`.execute(rt.db);
  await addPeople(rt, user, 60, { channels: ['signal'] });
  await addPeople(rt, user, 20, { channels: ['telegram'] });
  const now = rt.clock.now();
  // Facts of every kind on every so manieth person, so that they meet in all combinations.
  await sql`
    with numbered as (select p.*, row_number() over (order by p.phone_number) as n from prospects p join relationships r
        on r.prospect_id = p.id and r.user_id = ${user.id}),
    zones as (update prospects p set time_zone = case when n % 2 = 0 then 'Asia/Dhaka' end,
        held_reason = case when n % 11 = 0 then 'check' end from numbered where numbered.id = p.id),
    stops as (insert into suppressions (workspace_id, address_hash, channel, purpose, reason, source, prospect_id)
        select ${workspace_id}, phone_hash, case when n % 3 = 0 then 'signal' end, case when n % 8 = 0 then 'marketing' end, 'r', 's',
          case when n % 5 = 0 then id end from numbered where n % 4 = 0 and phone_hash is not null),
    identities as (insert into channel_identities (workspace_id, prospect_id, channel, address, account_id, status, source)
        select ${workspace_id}::uuid, id, c, 'at ' || n, case when n % 2 = 0 then ${account.id}::uuid end,
          case when n % 9 = 0 then 'unreachable' else 'active' end, 'inbound' from numbered cross join unnest(array['signal', 'telegram']) c where n % 3 = 0
        union all select ${workspace_id}::uuid, id, 'telegram', 'gone ' || n, ${gone.id}::uuid, 'active', 'start link' from numbered
          where n % 4 = 1 and n % 9 > 0),
    agreed as (insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at, recorded_at)
        select ${workspace_id}, id, 'telegram', 'marketing', 'granted', 'agreement', ${now}, ${now} from numbered where n % 7 = 0)
    insert into contact_channels (prospect_id, workspace_id, channel, account_id, capped_sends)
    select id, ${workspace_id}, 'signal', case when n % 2 = 0 then ${account.id}::uuid end,
      array[${now}::timestamptz - n * interval '5 hours', ${now}::timestamptz - n * interval '7 hours'] from numbered where n % 2 = 1 or n % 5 = 0`.execute(
    rt.db,
  );
  campaign = {
    ...{ id: '00000000-0000-0000-0000-000000000000', workspace_id, portfolio_manager_id: user.id },
    ...{
      owner_is_admin: false,
      target_segment: {},
      segment: null,
      launched_at: null,
      recipients_listed: 0,
      purpose: 'marketing',
    },
    channel_order: ['telegram', 'signal'],
    channel_content: { signal: { kind: 'text', text: 'Hello' }, telegram: { kind: 'text', text: 'Hello' } },
  };
});
afterAll(() => server?.close());

async function stop(account: string): Promise<void> {
  await sql`update sender_accounts set policy_hold = 'ban', hold_decision = 'continue_without' where id = ${account}`.execute(
    server.rt.db,
  );
}

async function count(few: boolean, asked = campaign): Promise<AudienceCounts> {
  const { rt } = server;
  const surroundings = await loadSurroundings(rt, asked.workspace_id);
  return countAudience(rt.db, asked, surroundings, rt.clock.now(), { few });
}

it('counts the same person by person and as a whole', async () => {
  const [short, whole] = [await count(true), await count(false)];
  expect(short.audience).toBe(80);
  expect(new Set(short.excluded.map((one) => one.code)).size).toBeGreaterThan(2);
  expect(short.spread.some((one) => one.free_at !== null)).toBe(true);
  expect(short.known.length).toBeGreaterThan(0);
  expect(sorted(short)).toEqual(sorted(whole));
});

it('counts as policy decides: also those known to a sender that stays stopped, and a channel without any other', async () => {
  const codes = new Set<string>();
  const check = async (asked: Audience) => {
    const wanted = tally(await decisions(asked));
    for (const few of [true, false]) {
      const { by_channel, excluded } = await count(few, asked);
      expect({ ...Object.fromEntries(by_channel), ...countsOf(excluded) }).toEqual(wanted);
    }
    for (const code of Object.keys(wanted)) codes.add(code);
  };
  await check(campaign);
  await check({ ...campaign, channel_order: ['telegram'] });
  await stop(bot);
  await check({ ...campaign, channel_order: ['telegram'] });
  const all = [
    'telegram',
    'signal',
    'held_for_review',
    'suppressed',
    'no_consent',
    'channel_lost',
    'no_identity',
  ];
  expect([...codes].toSorted()).toEqual([...all, 'marketing_stopped', 'sender_gone', 'no_sender'].toSorted());
});

const countsOf = (rows: readonly { code: string; count: number }[]) =>
  Object.fromEntries(rows.map((one) => [one.code, one.count]));

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** Of each person of the audience: the channel policy chooses, now or later, or why none. */
async function decisions(asked: Audience): Promise<string[]> {
  const { rt } = server;
  const { rows } = await sql<{ id: string }>`select prospect_id as id from relationships`.execute(rt.db);
  const ids = rows.map((row) => row.id);
  const people = await rt.db.transaction().execute((tx) => loadPeople(rt.keys, tx, ids));
  const [workspaces, senders] = await Promise.all([workspaceFacts(rt.db), senderStates(rt.db)]);
  const { workspace_id, purpose } = asked;
  return ids.map((id) => {
    const facts = policyFactsOf({
      message: { workspace_id, purpose, campaign_id: asked.id, priority: 5 },
      ...{ person: people.get(id), workspace: workspaces.get(workspace_id) },
      ...{ contents: asked.channel_content as never, order: asked.channel_order },
      ...{ senders: sendersOf(senders, workspace_id), in_book: true, now: rt.clock.now() },
    });
    const decision = decide(facts, rt.clock.now());
    return decision.outcome === 'skip' ? decision.code : decision.channel;
  });
}

function sorted(counts: AudienceCounts): unknown {
  const of = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).toSorted();
  const { audience, by_channel, excluded, spread, known } = counts;
  return {
    ...{ audience, by_channel: of([...by_channel]), excluded: of(excluded) },
    ...{ spread: of(spread), known: of(known) },
  };
}
