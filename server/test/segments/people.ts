// People with everything a segment can ask about them, as plain values: written to a database for the SQL, and read as they
// are by the evaluation it is compared with.
import { randomUUID } from 'node:crypto';
import { channels, purposes } from '@sampark/contracts/domain.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Runtime } from '../../src/runtime.ts';

export const now = new Date('2026-11-20T12:00:00.000Z');
export const campaignCount = 3;
export const importCount = 3;
const day = 86_400_000;

const channel = fc.constantFrom(...channels);
const purpose = fc.constantFrom(...purposes);
export const words = [
  'Gold',
  'gold',
  'Gold bonds',
  'Real estate',
  'সোনা',
  'আ\u09DF',
  'আ\u09AF\u09BC',
  '100%',
  "O'Neil",
  'a_b',
  '\\',
  '',
] as const;
export const keys = ['age', 'location', 'interests', 'vip', 'note', 'toString'] as const;
const word = fc.constantFrom(...words);
export const amount = fc.constantFrom(-1, 0, 0.5, 30, 45, 70, 1e12);
/** Instants on the hour, so that bounds are often met exactly. */
export const instant = fc
  .integer({ min: 0, max: 60 * 24 })
  .map((hours) => new Date(now.getTime() - hours * 3_600_000));

const json: fc.Arbitrary<unknown> = fc.oneof(
  word,
  amount,
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.oneof(word, amount, fc.constant(null)), { maxLength: 3 }),
  fc.constant({ gold: 1 }),
);
const data = fc.dictionary(fc.constantFrom(...keys), json, { maxKeys: 4 });
const some = <T>(one: fc.Arbitrary<T>, maxLength = 3) => fc.array(one, { maxLength });

const described = fc.record({
  lead_score: fc.integer({ min: 0, max: 100 }),
  language: fc.constantFrom(null, 'en', 'bn', 'ar'),
  country: fc.constantFrom(null, 'GB', 'BD', 'AE'),
  time_zone: fc.constantFrom(null, 'Europe/London', 'Asia/Dhaka'),
  name: fc.constantFrom(
    null,
    '',
    'Amina Rahman',
    'AMINA',
    'Oliver 100%',
    'নুসরাত',
    'রা\u09DFহান',
    'রা\u09AF\u09BCহান',
    'Jose\u0301',
    'Jos\u00E9',
  ),
  email: fc.constantFrom(null, 'amina@example.test', 'a_b@Example.test'),
  has_phone: fc.boolean(),
  demographics: data,
  attributes: data,
  asset_class_interests: fc.oneof(some(word), fc.constant('Gold'), fc.constant({ Gold: 1 })),
  created_at: instant,
  last_engagement: fc.option(instant),
});
const happened = fc.record({
  contacts: fc.uniqueArray(fc.record({ channel, last_inbound_at: fc.option(instant) }), {
    maxLength: 3,
    selector: (one) => one.channel,
  }),
  identities: fc.uniqueArray(
    fc.record({ channel, status: fc.constantFrom('active', 'unreachable', 'blocked') }),
    { maxLength: 3, selector: (one) => one.channel },
  ),
  consents: some(
    fc
      .record({
        ...{ channel, purpose, action: fc.constantFrom('granted', 'granted', 'withdrawn') },
        ...{ by_person: fc.boolean(), voided: fc.boolean() },
      })
      // A person's own act comes with no import.
      .map((one) => ({ ...one, voided: one.voided && !one.by_person })),
    8,
  ),
  stops: fc.uniqueArray(
    fc.record({
      ...{
        by: fc.constantFrom('person', 'address'),
        channel: fc.option(channel),
        purpose: fc.option(purpose),
      },
      lifted: fc.boolean(),
    }),
    { maxLength: 1, selector: (one) => one.by },
  ),
  imports: fc.uniqueArray(fc.nat(importCount - 1), { maxLength: 2 }),
  messages: some(
    fc.record({
      campaign: fc.nat(campaignCount - 1),
      status: fc.constantFrom('pending', 'sent', 'delivered', 'read', 'failed', 'unknown', 'skipped'),
      replied: fc.boolean(),
    }),
  ),
  events: some(
    fc.record({
      ...{ type: fc.constantFrom('message.sent', 'message.sent', 'message.delivered'), channel, at: instant },
      recorded_later_ms: fc.constantFrom(-60_000, 0, 2 * day),
    }),
  ),
});
type Made<A> = A extends fc.Arbitrary<infer T> ? T : never;
export type Person = Made<typeof described> &
  Made<typeof happened> & { id: string; phone_number: string | null };
export type World = { workspace_id: string; people: Person[]; campaigns: string[]; imports: string[] };

export function makePeople(count: number, seed: number): Person[] {
  const both = fc.tuple(described, happened).map(([first, second]) => ({ ...first, ...second }));
  return fc.sample(both, { numRuns: count, seed }).map((one, index) => ({
    ...one,
    id: randomUUID(),
    phone_number: one.has_phone
      ? `+${index % 2 === 0 ? '447400' : '880171'}${String(100_000 + index)}`
      : null,
  }));
}

/** Writes all of it. `voided`: an import that was undone, so that its grants count for nothing. */
export async function store(
  rt: Runtime,
  user: { id: string; workspace_id: string },
  { people, campaigns, imports }: World,
  voided: string,
): Promise<void> {
  const here = user.workspace_id;
  const rows = (list: unknown) => sql`${JSON.stringify(list)}::jsonb`;
  const hash = (one: Person) =>
    one.phone_number ? rt.keys.addressHash(one.phone_number).toString('hex') : null;
  const each = (of: (one: Person) => readonly object[]) =>
    rows(people.flatMap((one) => of(one).map((part) => ({ ...part, person: one.id }))));
  await sql`
    insert into prospects (id, workspace_id, phone_number, phone_hash, email, name, language, country, time_zone,
      demographics, attributes, asset_class_interests, lead_score, created_at, last_engagement)
    select id, ${here}, phone_number, decode(hash, 'hex'), email, name, language, country, time_zone, demographics,
      attributes, asset_class_interests, lead_score, created_at, last_engagement
    from jsonb_to_recordset(${rows(people.map((one) => ({ ...one, hash: hash(one) })))}) as r(id uuid, phone_number text,
      hash text, email text, name text, language text, country text, time_zone text, demographics jsonb,
      attributes jsonb, asset_class_interests jsonb, lead_score int, created_at timestamptz, last_engagement timestamptz)`.execute(
    rt.db,
  );
  await sql`insert into contact_channels (prospect_id, workspace_id, channel, last_inbound_at)
    select person, ${here}, channel, last_inbound_at from jsonb_to_recordset(${each((one) => one.contacts)})
      as r(person uuid, channel text, last_inbound_at timestamptz)`.execute(rt.db);
  await sql`insert into channel_identities (workspace_id, prospect_id, channel, address, status, source)
    select ${here}, person, channel, person::text, status, 'test' from jsonb_to_recordset(${each((one) => one.identities)})
      as r(person uuid, channel text, status text)`.execute(rt.db);
  await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, occurred_at, import_id)
    select ${here}, person, channel, purpose, action, 'test', by_person, ${now}, case when voided then ${voided}::uuid end
    from rows from (jsonb_to_recordset(${each((one) => one.consents)})
      as (person uuid, channel text, purpose text, action text, by_person bool, voided bool))
      with ordinality as r(person, channel, purpose, action, by_person, voided, place) order by place`.execute(
    rt.db,
  );
  await sql`insert into suppressions (workspace_id, address_hash, prospect_id, channel, purpose, reason, source, lifted_at)
    select ${here}, case r.by when 'person' then sha256(person::text::bytea) else decode(hash, 'hex') end,
      case r.by when 'person' then person end, channel, purpose, 'test', 'test', case when lifted then ${now}::timestamptz end
    from jsonb_to_recordset(${each((one) => one.stops.map((stop) => ({ ...stop, hash: hash(one) })))})
      as r(person uuid, "by" text, hash text, channel text, purpose text, lifted bool)
    where r.by = 'person' or hash is not null`.execute(rt.db);
  await sql`insert into import_changes (import_id, workspace_id, prospect_id, created)
    select import, ${here}, person, true
    from jsonb_to_recordset(${each((one) => one.imports.map((index) => ({ import: imports[index] })))})
      as r(person uuid, import uuid)`.execute(rt.db);
  await sql`insert into messages (id, created_at, updated_at, due_at, workspace_id, campaign_id, prospect_id, portfolio_manager_id,
      purpose, platform, delivery_status, replied_at)
    select gen_random_uuid(), ${now}, ${now}, ${now}, ${here}, campaign, person, ${user.id}, 'marketing', 'signal', status,
      case when replied then ${now}::timestamptz end
    from jsonb_to_recordset(${each((one) => one.messages.map((part) => ({ ...part, campaign: campaigns[part.campaign] })))})
      as r(person uuid, campaign uuid, status text, replied bool)`.execute(rt.db);
  await sql`insert into events (recorded_at, workspace_id, type, occurred_at, prospect_id, channel)
    select recorded, ${here}, type, at, person, channel
    from jsonb_to_recordset(${each((one) =>
      one.events.map((part) => ({ ...part, recorded: new Date(part.at.getTime() + part.recorded_later_ms) })),
    )}) as r(person uuid, type text, at timestamptz, recorded timestamptz, channel text)`.execute(rt.db);
}
