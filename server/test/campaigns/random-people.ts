// People of a book in all sorts of states that policy asks about: held, stopped by address or by name, agreed and withdrawn again
// in any order, out of imports that were taken back, known to senders that stay stopped. The same for the same seed.
import { channels, purposes } from '@sampark/contracts/domain.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { TestServer, TestUser } from '../support/server.ts';

const channel = fc.constantFrom(...channels);
const seldom = fc.integer({ min: 0, max: 9 }).map((n) => n === 0);
const person = fc.record({
  ...{ held: seldom, numbered: seldom.map((not) => !not), wrote_hours_ago: fc.option(fc.integer({ min: 1, max: 50 })) },
  consents: fc.array(
    fc.record({
      ...{ channel, purpose: fc.constantFrom('marketing', 'marketing', ...purposes) },
      ...{ action: fc.constantFrom('granted', 'granted', 'withdrawn'), by_person: fc.boolean() },
      from: fc.constantFrom(null, null, 'import', 'import taken back'),
    }),
    { maxLength: 7 },
  ),
  identities: fc.uniqueArray(
    fc.record({ channel, account: fc.integer({ min: 0, max: 2 }), status: fc.constantFrom('active', 'active', 'unreachable', 'blocked') }),
    { maxLength: 3, selector: (one) => `${one.channel}/${one.account}` },
  ),
  stops: fc.array(
    fc.record({
      ...{ channel: fc.option(channel), purpose: fc.option(fc.constantFrom(...purposes)) },
      ...{ by: fc.constantFrom('address', 'person'), lifted: fc.boolean() },
    }),
    { maxLength: 1 },
  ),
}); // prettier-ignore

/** Leaves their ids. `accounts`: the second is one that an administrator decided to go on without. */
export async function addRandomPeople(
  server: TestServer,
  user: TestUser,
  { count, seed, accounts }: { count: number; seed: number; accounts: readonly [string, string] },
): Promise<string[]> {
  const { workspace_id } = user;
  const { db, clock } = server.rt;
  const now = clock.now();
  const rows = JSON.stringify(fc.sample(person, { numRuns: count, seed }));
  const { rows: imports } = await sql<{ id: string }>`
    insert into imports (workspace_id, user_id, status, voided_at)
    values (${workspace_id}, ${user.id}, 'completed', null), (${workspace_id}, ${user.id}, 'undone', ${now}) returning id`.execute(
    db,
  );
  const senders = [null, ...accounts];
  const { rows: made } = await sql<{ id: string }>`
    with given as (select n, x, md5('random ' || ${seed}::text || n)::uuid as id
        from jsonb_array_elements(${rows}::jsonb) with ordinality as g(x, n)),
      made as (
        insert into prospects (id, workspace_id, phone_number, phone_hash, name, first_name, held_reason, created_at)
        select id, ${workspace_id}, case when (x ->> 'numbered')::boolean then '+4475' || lpad(n::text, 8, '0') end, sha256(id::text::bytea),
          'Amina Rahman', 'Amina', case when (x ->> 'held')::boolean then 'check' end, ${now} from given returning id),
      known as (insert into relationships (workspace_id, user_id, prospect_id) select ${workspace_id}, ${user.id}, id from made),
      agreed as (
        insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, import_id, occurred_at)
        select ${workspace_id}, id, c ->> 'channel', c ->> 'purpose', c ->> 'action', 'test', (c ->> 'by_person')::boolean,
          case when (c ->> 'by_person')::boolean then null when c ->> 'from' = 'import' then ${imports[0]?.id}::uuid when c ->> 'from' = 'import taken back' then ${imports[1]?.id}::uuid end, ${now}
        from given cross join jsonb_array_elements(x -> 'consents') with ordinality as e(c, place) order by n, place),
      found as (
        insert into channel_identities (workspace_id, prospect_id, channel, address, account_id, status, source)
        select ${workspace_id}, id, i ->> 'channel', 'at ' || n || ' ' || (i ->> 'account'),
          (${senders}::uuid[])[1 + (i ->> 'account')::int], i ->> 'status', 'inbound'
        from given cross join jsonb_array_elements(x -> 'identities') i),
      stopped as (
        insert into suppressions (workspace_id, address_hash, prospect_id, channel, purpose, reason, source, lifted_at)
        select ${workspace_id}, case when s ->> 'by' = 'address' then sha256(id::text::bytea) else sha256(('of ' || id)::bytea) end,
          case when s ->> 'by' = 'person' then id end, s ->> 'channel', s ->> 'purpose', 'test', 'test',
          case when (s ->> 'lifted')::boolean then ${now}::timestamptz end
        from given cross join jsonb_array_elements(x -> 'stops') s),
      wrote as (
        insert into contact_channels (prospect_id, workspace_id, channel, last_inbound_at)
        select id, ${workspace_id}, 'whatsapp', ${now}::timestamptz - make_interval(hours => (x ->> 'wrote_hours_ago')::int)
        from given where x ->> 'wrote_hours_ago' is not null)
    select id from made order by id`.execute(db);
  return made.map((row) => row.id);
}
