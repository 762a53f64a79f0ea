// What a platform tells of a person's will, as a callback or as the answer to a send, stands in the ledger with its proof.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LaneSet } from '../../src/delivery/lanes.ts';
import { openStage, type Stage } from '../delivery/stage.ts';
import type { Person } from '../support/world.ts';
import {
  applyAll,
  createAccount,
  postWhatsapp,
  whatsappChange,
  whatsappText,
  type Account,
} from '../webhooks/fixtures.ts';

let stage: Stage;
let lanes: LaneSet;
let whatsapp: Account;
beforeAll(async () => {
  stage = await openStage();
  await stage.account('signal');
  whatsapp = await createAccount(stage.server, 'whatsapp');
  lanes = await stage.lanes();
});
afterAll(() => stage.close());

async function one(): Promise<Person> {
  const [person] = await stage.people(1, ['signal']);
  if (!person) throw new Error('nobody');
  return person;
}

async function ledger({ id }: Person) {
  const { rows } = await sql<{ entry: string; by_person: boolean; evidence: Record<string, unknown> }>`
    select concat_ws(' ', action, channel, purpose) as entry, by_person, evidence from consents
    where prospect_id = ${id} and source = 'platform' order by id`.execute(stage.rt.db);
  return rows;
}

async function granted({ id }: Person, channel: string): Promise<string[]> {
  const { rows } = await sql<{ purpose: string }>`
    select purpose from consent_state where prospect_id = ${id} and channel = ${channel} and granted order by 1`.execute(
    stage.rt.db,
  );
  return rows.map((row) => row.purpose);
}

async function sendTo(people: readonly Person[]): Promise<string> {
  const campaign = await stage.campaign(people);
  stage.clock.advance(20_000);
  await lanes.refresh();
  stage.clock.advance(2_000);
  await stage.send(lanes, (await stage.claim(lanes, campaign)).intents);
  return campaign;
}

it('an answer that the person stopped marketing: marketing there, once, and later messages stay with the reason', async () => {
  const person = await one();
  stage.answer = () => ({ kind: 'rejected', code: 'marketing_stopped', blame: 'contact', suppress: 'marketing' });
  const first = await sendTo([person]);
  const [message] = await stage.rows(first);
  expect(await ledger(person)).toEqual([
    {
      entry: 'withdrawn signal marketing',
      by_person: true,
      evidence: { event: 'send_refused', code: 'marketing_stopped', message_id: message?.id },
    },
  ]);
  expect(await granted(person, 'signal')).toEqual(['coaching', 'service']);
  expect(await stage.events(first, 'consent.withdrawn')).toMatchObject([{ message_id: message?.id, data: { source: 'platform', purposes: ['marketing'] } }]);
  const second = await sendTo([person, await one()]);
  expect((await stage.rows(second)).find((row) => row.prospect_id === person.id)).toMatchObject({ delivery_status: 'skipped', failed_reason: 'opted_out' });
  expect(await ledger(person)).toHaveLength(1);
}); // prettier-ignore

it('an answer that the person blocked us: everything there, nothing elsewhere; unblocking alone brings nothing back', async () => {
  const person = await one();
  await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at)
    values (${stage.pm.workspace_id}, ${person.id}, 'imessage', 'marketing', 'granted', 'form', ${stage.clock.now()})`.execute(stage.rt.db);
  stage.answer = () => ({ kind: 'rejected', code: 'blocked_by_contact', blame: 'contact', suppress: 'blocked' });
  await sendTo([person]);
  expect((await ledger(person)).map((row) => row.entry).toSorted()).toEqual(
    ['coaching', 'marketing', 'service'].map((purpose) => `withdrawn signal ${purpose}`),
  );
  expect([await granted(person, 'signal'), await granted(person, 'imessage')]).toEqual([[], ['marketing']]);
  await sql`update channel_identities set status = 'active' where prospect_id = ${person.id}`.execute(stage.rt.db);
  stage.answer = () => ({ kind: 'accepted', external_id: randomUUID() });
  const after = await sendTo([person, await one()]);
  expect((await stage.rows(after)).find((row) => row.prospect_id === person.id)).toMatchObject({ delivery_status: 'skipped', failed_reason: 'opted_out' });
}); // prettier-ignore

it('an answer that somebody is not there says nothing of their will', async () => {
  const person = await one();
  stage.answer = () => ({
    kind: 'rejected',
    code: 'not_on_channel',
    blame: 'contact',
    suppress: 'unreachable',
  });
  await sendTo([person]);
  expect(await ledger(person)).toEqual([]);
  expect(await granted(person, 'signal')).toHaveLength(3);
});

it('WhatsApp’s switch takes back its own stop, and no STOP that was written before or after it', async () => {
  const people = await stage.people(3, ['whatsapp']);
  const at = () => Math.floor(stage.clock.now().getTime() / 1000);
  const prefer = async (person: Person, value: string) => {
    stage.clock.advance(1_000);
    const preference = { wa_id: person.phone.slice(1), category: 'marketing_messages', value, timestamp: `${at()}` };
    await postWhatsapp(stage.server, whatsapp, whatsappChange({ user_preferences: [preference] }, 'user_preferences'));
    await applyAll(stage.server);
  };
  const say = async (person: Person, text: string) => {
    stage.clock.advance(1_000);
    await postWhatsapp(stage.server, whatsapp, whatsappText(person.phone.slice(1), randomUUID(), text, {}, at()));
    await applyAll(stage.server);
  };
  const [only, before, after] = people as [Person, Person, Person];
  await prefer(only, 'stop');
  await prefer(only, 'resume');
  expect(await granted(only, 'whatsapp')).toContain('marketing');
  await say(before, 'STOP');
  await prefer(before, 'stop');
  await prefer(before, 'resume');
  expect(await granted(before, 'whatsapp')).toEqual([]);
  await prefer(after, 'stop');
  await say(after, 'বন্ধ করুন');
  await prefer(after, 'resume');
  expect(await granted(after, 'whatsapp')).toEqual([]);
}); // prettier-ignore

it('the link to a person’s page goes to the platform and nowhere else: it opens their page, the log shows a stand-in', async () => {
  const person = await one();
  const sent: string[] = [];
  stage.answer = ({ content }) => {
    if (content.kind === 'text') sent.push(content.text);
    return { kind: 'accepted', external_id: randomUUID() };
  };
  const campaign = await stage.campaign([person], { message_content: 'Choose: {{ preferences_url }}' });
  await lanes.refresh();
  stage.clock.advance(2_000);
  await stage.send(lanes, (await stage.claim(lanes, campaign)).intents);
  const url = new URL(sent[0]?.replace('Choose: ', '') ?? '');
  expect(url.origin).toBe(stage.rt.config.publicUrl);
  const page = await stage.server.ask('GET', url.pathname);
  expect([page.statusCode, page.body.includes('Hello Amina')]).toEqual([200, true]);
  const everything = await stage.server.ask('GET', `/api/v1/campaigns/${campaign}/messages`, { token: await stage.token() });
  const { rows } = await sql<{ kept: string }>`select to_jsonb(m)::text as kept from messages m where campaign_id = ${campaign}`.execute(stage.rt.db);
  for (const text of [everything.body, rows[0]?.kept ?? '']) {
    expect(text).not.toContain(url.pathname);
    expect(text).not.toContain(url.pathname.slice(3, 30));
  }
  const { items } = everything.json<{ items: { id: string }[] }>();
  const shown = await stage.server.ask('GET', `/api/v1/messages/${items[0]?.id ?? ''}`, { token: await stage.token() });
  expect(shown.body).toContain('/p/link-known-only-to-this-person');
}); // prettier-ignore
