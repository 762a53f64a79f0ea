// Nobody but the person takes an opt-out back. Every way into the ledger is here; one that is added is found missing.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/routes.ts';
import { importCsv, withoutQueue } from '../imports/support.ts';
import { withoutLaws } from '../support/no-laws.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { applyAll, createAccount, postWhatsapp, whatsappText, type Account } from '../webhooks/fixtures.ts';

let server: TestServer;
let whatsapp: Account;
beforeAll(async () => {
  server = await startTestServer({ routes });
  whatsapp = await createAccount(server, 'whatsapp');
  withoutQueue(server.rt);
  // Where a law wants to see what somebody agreed to, nobody is deleted.
  await withoutLaws(server.rt, (await server.login('admin')).user.workspace_id);
});
afterAll(() => server.close());

let phones = 1_713_000_000;
const freshPhone = () => `+880${++phones}`;
type Role = 'admin' | 'standard';

async function ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object, role: Role = 'admin') {
  const { token } = await server.login(role);
  return server.ask(method, `/api/v1${url}`, { token, ...(payload ? { payload } : {}), headers: { 'if-match': '"1"' } });
} // prettier-ignore

async function person(phone = freshPhone(), role: Role = 'admin'): Promise<{ id: string; phone: string }> {
  const made = await ask('POST', '/prospects', { phone_number: phone }, role);
  return { id: made.json<{ id: string }>().id, phone };
}

async function say(phone: string, text: string): Promise<void> {
  const at = Math.floor(server.rt.clock.now().getTime() / 1000);
  await postWhatsapp(server, whatsapp, whatsappText(phone.slice(1), randomUUID(), text, {}, at));
  await applyAll(server);
}

const all = {
  channel: ['whatsapp', 'telegram', 'signal', 'imessage'],
  purpose: ['marketing', 'service', 'coaching'],
};
const grant = { ...all, action: 'granted', source: 'signed form' };
const withdrawal = { ...all, action: 'withdrawn', source: 'phone' };

/** Channels and purposes on which a message may go to this number. */
async function open(phone: string): Promise<string[]> {
  const { rows } = await sql<{ pair: string }>`
    select s.channel || ':' || s.purpose as pair from consent_state s join prospects p on p.id = s.prospect_id
    where p.phone_number = ${phone} and s.granted and not exists (
      select from suppressions x where x.lifted_at is null and x.workspace_id = p.workspace_id
        and (x.address_hash = p.phone_hash or x.prospect_id = p.id)
        and (x.channel is null or x.channel = s.channel) and (x.purpose is null or x.purpose = s.purpose))
    order by 1`.execute(server.rt.db);
  return rows.map((row) => row.pair);
}

const file = (phone: string) =>
  `phone,consent_channels,consent_purposes,consent_source,consent_date\n${phone},"whatsapp,signal","marketing,service",keyword,2026-11-20\n`;
async function load(phone: string, options: object = {}) {
  const { user } = await server.login('admin');
  return importCsv(server.rt, user, file(phone), { options });
}

const stops: [string, (phone: string, id: string) => Promise<unknown>][] = [
  ['wrote STOP', (phone) => say(phone, 'STOP')],
  ['told a colleague', (_phone, id) => ask('POST', `/prospects/${id}/consents`, withdrawal)],
  ['told another system', (phone) => ask('POST', '/opt-outs', { phone, source: 'crm' })],
  ['complained', (phone) => ask('POST', '/suppressions', { phone, reason: 'complaint' })],
];

const attempts: [string, (phone: string, id: string) => Promise<unknown>][] = [
  ['an administrator records a grant', async (_phone, id) => {
    const answer = await ask('POST', `/prospects/${id}/consents`, grant);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, 'opted_out']);
  }],
  ['a grant claims to be a keyword', async (_phone, id) => {
    const pretended = { ...grant, source: 'keyword', evidence: { by_person: true, text: 'START' } };
    expect((await ask('POST', `/prospects/${id}/consents`, pretended)).statusCode).toBe(409);
    expect((await ask('POST', `/prospects/${id}/consents`, { ...grant, by_person: true })).statusCode).toBe(400);
  }],
  ['a grant dated after the stop', async (_phone, id) => {
    const occurred_at = server.rt.clock.now().toISOString();
    expect((await ask('POST', `/prospects/${id}/consents`, { ...grant, occurred_at })).statusCode).toBe(409);
  }],
  ['an import names it', (phone) => load(phone)],
  ['an import attests it', (phone) =>
    load(phone, { consent: { channels: ['whatsapp'], purposes: ['marketing'], source: 'list', date: '2026-11-20' } })],
  ['the number is given to a new record', async (phone, id) => {
    await ask('PATCH', `/prospects/${id}`, { phone_number: freshPhone() });
    const again = await person(phone);
    await ask('POST', `/prospects/${again.id}/consents`, grant);
    await load(phone);
  }],
  ['the record is deleted and made anew', async (phone, id) => {
    await ask('DELETE', `/prospects/${id}`);
    const again = await person(phone);
    if (again.id) await ask('POST', `/prospects/${again.id}/consents`, grant);
    await load(phone);
  }],
]; // prettier-ignore

describe.each(stops)('somebody who %s', (_how, stop) => {
  it.each(attempts)('stays stopped when %s', async (_what, attempt) => {
    const { id, phone } = await person();
    await ask('POST', `/prospects/${id}/consents`, grant);
    expect(await open(phone)).toHaveLength(12);
    await stop(phone, id);
    expect(await open(phone)).toEqual([]);
    await attempt(phone, id);
    expect(await open(phone)).toEqual([]);
  });
});

describe('an opt-out passed on by another system', () => {
  it('of somebody unknown holds when they are imported, until they write START themselves', async () => {
    const phone = freshPhone();
    const known = await person();
    const answers = await Promise.all(
      [phone, known.phone].map((one) => ask('POST', '/opt-outs', { phone: one, source: 'crm' }, 'standard')),
    );
    expect(answers.map((answer) => [answer.statusCode, answer.body])).toEqual([[204, ''], [204, '']]); // prettier-ignore
    await load(phone);
    expect(await open(phone)).toEqual([]);
    await say(phone, 'START');
    expect(await open(phone)).toEqual(['whatsapp:marketing']);
  });

  it('names field, reason and remedy of what it cannot take', async () => {
    const cases = [
      [{ source: 'crm' }, 'body.phone'],
      [{ source: 'crm', phone: 'abc' }, 'body.phone'],
      [{ source: 'crm', address: '77' }, 'body.channel'],
      [{ source: 'crm', phone: freshPhone(), occurred_at: '2199-01-01T00:00:00Z' }, 'body.occurred_at'],
    ] as const;
    for (const [body, field] of cases) {
      const problem = (await ask('POST', '/opt-outs', body)).json<{ field?: string; errors?: { field: string }[] }>();
      expect(problem.errors?.[0]?.field ?? problem.field).toBe(field);
    }
  }); // prettier-ignore

  it('on one channel stops that channel', async () => {
    const { id, phone } = await person();
    await ask('POST', `/prospects/${id}/consents`, grant);
    await ask('POST', '/opt-outs', { phone, source: 'crm', channels: ['signal'], purposes: ['marketing', 'marketing'] });
    expect(await open(phone)).toHaveLength(11);
    expect(await open(phone)).not.toContain('signal:marketing');
  }); // prettier-ignore
});

describe('the ledger itself', () => {
  it('takes no entry as the person’s own that somebody here or an import made', async () => {
    const { id } = await person();
    const { user } = await server.login('admin');
    for (const by of [sql`${user.id}::uuid, null`, sql`null, ${randomUUID()}::uuid`]) {
      await expect(
        sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, by_person, occurred_at, recorded_by, import_id)
          values (${server.workspace.id}, ${id}, 'signal', 'marketing', 'granted', 'keyword', true, now(), ${by})`.execute(
          server.rt.db,
        ),
      ).rejects.toThrow(/consents_own_act/);
    }
  });

  it('is written in these places only', () => {
    const found = execFileSync(
      'grep',
      ['-rliE', String.raw`into consents\b|insertInto\('consents'\)`, 'src'],
      {
        cwd: new URL('../../', import.meta.url),
        encoding: 'utf8',
      },
    );
    expect(found.trim().split('\n').toSorted()).toEqual([
      'src/consents/own-acts.ts', // by the person
      'src/consents/record-consents.ts', // by somebody here, or by an API key
      'src/consents/record-refusals.ts', // by the person, as an answer to a send; withdraws only
      'src/demo/seed-demo.ts', // invented people
      'src/imports/queries.ts', // by an import
    ]);
  });
});
