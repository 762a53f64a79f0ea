// Missing values counted by kinds of people, against looking at everybody: any text, any decision, any state a person may be in,
// people stopped by an address that only a channel knows them by among them. Repeats by its seed.
import type { MissingValues } from '@sampark/contracts/missing-values.ts';
import { channels } from '@sampark/contracts/domain.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countMissing, type MissingCount } from '../../src/campaigns/missing/count-missing.ts';
import { countByKind } from '../../src/campaigns/missing/count-by-kind.ts';
import { stoppedElsewhere } from '../../src/campaigns/missing/stopped-elsewhere.ts';
import { askFor } from '../../src/campaigns/missing/suspects.ts';
import { readCampaign, type CampaignRecord } from '../../src/campaigns/queries.ts';
import { createCampaign } from '../../src/campaigns/write-campaign.ts';
import type { Actor } from '../../src/http/route.ts';
import { createUser, startTestServer, type TestServer, type TestUser } from '../support/server.ts';
import { addAccount } from '../support/world.ts';
import { addRandomPeople } from './random-people.ts';

const seed = 20_261_123;
let server: TestServer;
let admin: TestUser;
let plain: CampaignRecord;
beforeAll(async () => {
  server = await startTestServer({ routes: [] });
  const { rt, workspace } = server;
  admin = await createUser(rt, { workspace_id: workspace.id, role: 'admin' });
  const account = await addAccount(rt, workspace.id, 'signal');
  const gone = await addAccount(rt, workspace.id, 'telegram');
  for (const channel of ['telegram', 'whatsapp', 'imessage'] as const)
    await addAccount(rt, workspace.id, channel);
  await sql`update sender_accounts set policy_hold = 'ban', hold_decision = 'continue_without' where id = ${gone.id}`.execute(rt.db); // prettier-ignore
  const ids = await addRandomPeople(server, admin, { count: 220, seed, accounts: [account.id, gone.id] });
  await addFacts(ids);
  const actor: Actor = { workspace_id: workspace.id, user_id: admin.id, role: 'admin', session_id: '', request_id: 'test' }; // prettier-ignore
  const id = await createCampaign(rt, actor, { name: 'Note', message_content: 'Dear client' });
  plain = await readCampaign(rt.db, actor, id);
});
afterAll(() => server.close());

const value = fc.constantFrom<unknown>(
  'Growth',
  '',
  ' ',
  '1250.50',
  '1,250',
  '০৭',
  12,
  true,
  null,
  [],
  ['a'],
  [''],
  { a: 1 },
);
const facts = fc.record({
  name: fc.constantFrom('Amina Rahman', ' Amina', '', null),
  language: fc.constantFrom('en', 'bn', null),
  attributes: fc.dictionary(fc.constantFrom('portfolio', 'balance', 'city'), value),
  demographics: fc.dictionary(fc.constantFrom('city', 'age'), value),
}); // prettier-ignore

/** What their messages may name; and every seventh address that is no number is stopped. */
async function addFacts(ids: readonly string[]): Promise<void> {
  const { rt, workspace } = server;
  const rows = fc.sample(facts, { numRuns: ids.length, seed }).map((one, n) => ({ id: ids[n], ...one }));
  await sql`update prospects p set name = x.name, first_name = null, language = x.language, attributes = x.attributes, demographics = x.demographics
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, name text, language text, attributes jsonb, demographics jsonb)
    where p.id = x.id`.execute(rt.db);
  const { rows: known } = await sql<{ address: string }>`select address from channel_identities order by address`.execute(rt.db); // prettier-ignore
  for (const { address } of known.filter((_, n) => n % 7 === 0))
    await sql`insert into suppressions (workspace_id, address_hash, reason, source)
      values (${workspace.id}, ${rt.keys.addressHash(address)}, 'test', 'test')`.execute(rt.db);
}

const names = ['first_name', 'name', 'portfolio', 'balance', 'city', 'age'] as const;
const piece = fc.oneof(
  fc.constantFrom(...names).map((name) => `{{ ${name} }}`),
  fc.constantFrom('portfolio', 'balance', 'city', 'age').map((name) => `{{ ${name} | number: 2 }}`),
  fc.constantFrom('balance', 'lead_score').map((name) => `{{ ${name} | money: "BDT" }}`),
  fc.constantFrom(...names).map((name) => `{{ ${name} | default: "it" }}`),
);
const body = fc.array(piece, { maxLength: 3 }).map((pieces) => `Dear ${pieces.join(' and ')}`);
const content = body.map((text) => ({ kind: 'text' as const, text }));
const answer = fc.constantFrom(
  { action: 'skip' as const },
  { action: 'default' as const, value: 'a plan' },
  { action: 'default' as const, value: '12.50' },
);
const campaigns = fc.record({
  channel_order: fc.subarray([...channels], { minLength: 1 }),
  channel_content: fc.record({ whatsapp: content, telegram: content, signal: content, imessage: content }, { requiredKeys: ['signal'] }),
  missing_values: fc.record(Object.fromEntries(names.map((name) => [name, answer])), { requiredKeys: [] }) as fc.Arbitrary<MissingValues>,
}); // prettier-ignore

it('says the same as looking at everybody', async () => {
  const { rt } = server;
  expect((await stoppedElsewhere(rt, admin.workspace_id)).length).toBeGreaterThan(5);
  const seen = { byKind: 0, open: 0, skipped: 0, defaulted: 0, unknown: 0 };
  await fc.assert(
    fc.asyncProperty(campaigns, async (asked) => {
      const campaign = { ...plain, ...asked };
      const at = rt.clock.now();
      const one_by_one = await countMissing(rt, campaign, at, { few: 1_000 });
      expect(inOrder(await countMissing(rt, campaign, at, { few: 0 }))).toEqual(inOrder(one_by_one));
      const asking = await askFor(rt, campaign, at);
      const kinds = asking && (await countByKind(asking));
      if (kinds && kinds.kinds.length > 0) seen.byKind++;
      if (kinds && kinds.unknown.length > 0) seen.unknown++;
      if (one_by_one.count > 0) seen.open++;
      if (one_by_one.skipped > 0) seen.skipped++;
      if (one_by_one.defaulted > 0) seen.defaulted++;
    }),
    { seed, numRuns: 30 },
  );
  // The texts are such that each of these really comes about.
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(3);
});

it('looks at people one by one where the text depends on more than on what is there', async () => {
  const campaign = { ...plain, channel_content: { signal: { kind: 'text' as const, text: '{% if age %}{{ city }}{% endif %}' } } }; // prettier-ignore
  const asked = await askFor(server.rt, campaign, server.rt.clock.now());
  expect(asked && (await countByKind(asked))).toBeUndefined();
});

/** Of two groups of one size either comes first. */
function inOrder({ variables, unwritten, ...rest }: MissingCount): unknown {
  const key = (one: object) => JSON.stringify(one);
  return {
    ...rest,
    unwritten: Object.fromEntries(unwritten),
    variables: variables.map((one) => ({
      ...one,
      by: one.by.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)),
    })),
  };
}
