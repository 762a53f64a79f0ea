// People counted by their kind, against policy asked about each of them: in any state, for any order of channels and whatever
// WhatsApp is given to say. Repeats by its seed.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import { channels, purposes } from '@sampark/contracts/domain.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Audience } from '../../src/campaigns/audience.ts';
import { decideFor, loadSurroundings, type Surroundings } from '../../src/campaigns/decide-for.ts';
import { countKinds } from '../../src/campaigns/forecast/count-kinds.ts';
import { decider } from '../../src/campaigns/forecast/person-kinds.ts';
import { loadPeople, type PersonFacts } from '../../src/delivery/claim-queries.ts';
import { inTime } from '../../src/segments/count-segment.ts';
import { createUser, startTestServer, type TestServer, type TestUser } from '../support/server.ts';
import { addAccount } from '../support/world.ts';
import { addRandomPeople } from './random-people.ts';

const seed = 20_261_122;
let server: TestServer;
let admin: TestUser;
let people: ReadonlyMap<string, PersonFacts>;
let surroundings: Surroundings;
beforeAll(async () => {
  server = await startTestServer({ routes: [] });
  const { rt, workspace } = server;
  admin = await createUser(rt, { workspace_id: workspace.id, role: 'admin' });
  const account = await addAccount(rt, workspace.id, 'signal');
  const gone = await addAccount(rt, workspace.id, 'telegram');
  for (const channel of ['telegram', 'whatsapp'] as const) await addAccount(rt, workspace.id, channel);
  await sql`update sender_accounts set policy_hold = 'ban', hold_decision = 'continue_without' where id = ${gone.id}`.execute(rt.db); // prettier-ignore
  const ids = await addRandomPeople(server, admin, { count: 300, seed, accounts: [account.id, gone.id] });
  people = await rt.db.transaction().execute((tx) => loadPeople(rt.keys, tx, ids));
  surroundings = await loadSurroundings(rt, workspace.id);
});
afterAll(() => server.close());

const text = { kind: 'text', text: 'Hello' } as const;
const onWhatsApp: ContentByChannel['whatsapp'][] = [
  text,
  { kind: 'document', link: 'https://bank.example/a.pdf', filename: 'a.pdf' } as never,
  { kind: 'template', name: 'note', language: 'en', parameters: [] },
];

it('says of everybody what policy says', async () => {
  const seen = new Set<string>();
  const campaigns = fc.record({
    channel_order: fc.subarray([...channels], { minLength: 1 }),
    turn: fc.nat(3),
    whatsapp: fc.constantFrom(...onWhatsApp),
    purpose: fc.constantFrom(...purposes),
    owner_is_admin: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(campaigns, async ({ channel_order, turn, whatsapp, purpose, owner_is_admin }) => {
      const campaign: Audience = {
        ...{ id: admin.id, workspace_id: admin.workspace_id, portfolio_manager_id: admin.id, owner_is_admin },
        ...{ target_segment: {}, segment: null, launched_at: null, recipients_listed: 0, purpose },
        channel_order: [...channel_order.slice(turn), ...channel_order.slice(0, turn)],
        channel_content: { whatsapp, telegram: text, signal: text, imessage: text },
      };
      const at = server.rt.clock.now();
      const wanted = tally(
        [...people.values()].map((person) => {
          const decision = decideFor(campaign, person, surroundings, at);
          return decision.outcome === 'skip' ? decision.code : decision.channel;
        }),
      );
      const kinds = await inTime(server.rt, { seconds: 60, few: false }, (tx) =>
        countKinds(tx, campaign, at),
      );
      const decide = decider(campaign, surroundings, at);
      const words = kinds.flatMap(({ kind, count }) => {
        const decision = decide(kind);
        return Array.from({ length: count }, () => (typeof decision === 'string' ? decision : decision.code));
      });
      expect(tally(words)).toEqual(wanted);
      for (const word of Object.keys(wanted)) seen.add(word);
    }),
    { seed, numRuns: 40 },
  );
  expect([...seen].toSorted()).toEqual(
    [
      ...['channel_lost', 'held_for_review', 'marketing_stopped', 'no_consent', 'no_identity', 'no_phone_number', 'no_sender'],
      ...['opted_out', 'sender_gone', 'signal', 'suppressed', 'telegram', 'whatsapp', 'window_closed'],
    ].toSorted(),
  ); // prettier-ignore
});

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
