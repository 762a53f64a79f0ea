// Setting accounts up: what each channel takes, its limits, whether its credentials work (against the simulators), and
// how the platform is told where to call back. Then the fleet: sorting, history, maintenance of many.
import type { AccountCheck, AccountResource, ChannelKind, DeviceResource, HealthChange, WebhookSetup } from '@sampark/contracts/devices.ts'; // prettier-ignore
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../../simulators/src/start.ts';
import { accountRoutes } from '../../src/devices/account-routes.ts';
import { deviceRoutes } from '../../src/devices/routes.ts';
import { resourceMakers } from '../support/resources.ts';
import { createWorkspace, startTestServer, type TestServer, type TestUser } from '../support/server.ts';
import { addAccount } from '../support/world.ts';

let server: TestServer;
let simulators: Simulators;
let admin: { user: TestUser; token: string };
beforeAll(async () => {
  server = await startTestServer({ routes: [...deviceRoutes, ...accountRoutes] });
  simulators = await startSimulators();
  admin = await server.login('admin');
});
afterAll(async () => {
  await simulators.close();
  await server.close();
});

type Answer<T> = { status: number; text: string; body: T };

const ask = async <T>(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  payload?: object,
): Promise<Answer<T>> => {
  const answer = await server.ask(method, `/api/v1${path}`, {
    token: admin.token,
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, text: answer.body, body: answer.json<T>() };
};

describe('limits', () => {
  it('stand beside the platform’s default and the most an administrator may set', async () => {
    const { device_id, id } = await addAccount(server.rt, admin.user.workspace_id, 'signal', {
      limits: { per_second: 0.1, per_day: 40 },
    });
    const { body } = await ask<DeviceResource>('GET', `/devices/${device_id}`);
    expect(body.accounts[0]).toMatchObject({
      ...{ id, per_day: 40, sent_today: 0, in_flight: 0 },
      default_limits: { per_day: 100, per_second: 0.2, pair_seconds: 5 },
      highest_limits: { per_day: 500 },
    });
    expect((await ask('PATCH', `/accounts/${id}`, { per_day: 501 })).status).toBe(400);
    expect((await ask('PATCH', `/accounts/${id}`, { per_day: 500 })).body).toMatchObject({ per_day: 500 });
  });

  it('each channel says what setting it up takes', async () => {
    const { body } = await ask<{ items: ChannelKind[] }>('GET', '/channels');
    expect(body.items.map((one) => [one.channel, one.receipts])).toEqual([
      ['whatsapp', 'read'],
      ['telegram', 'none'],
      ['signal', 'read'],
      ['imessage', 'read'],
    ]);
    expect(body.items[0]?.credentials.map((one) => one.name)).toEqual([
      'access_token',
      'app_secret',
      'verify_token',
    ]);
  });
});

describe('credentials are tried before they are saved', () => {
  const bot = '7100000009:right';
  const telegram = (token: string) => ({
    ...{ channel: 'telegram', address: '7100000009', base_url: simulators.urls.telegram },
    credentials: { bot_token: token },
  });
  beforeAll(async () => {
    await simulators.control.telegram('POST', 'accounts', {
      token: bot,
      id: 7100000009,
      username: 'b',
      first_name: 'B',
    });
    await simulators.control.signal('POST', 'accounts', { number: '+442079460009' });
    await simulators.control.imessage('POST', 'accounts', {
      name: 'mac-9',
      password: 'right',
      address: 'x@example.test',
    });
    await simulators.control.whatsapp('POST', 'accounts', {
      ...{
        phone_number_id: '204200000009',
        waba_id: '1042',
        app_id: '9042',
        app_secret: 's',
        access_token: 'right',
      },
      portfolio: 'p',
    });
  });
  const check = (payload: object) => ask<AccountCheck>('POST', '/accounts/check', payload);

  it('on every channel: right ones, wrong ones, nobody there', async () => {
    const { urls } = simulators;
    const whatsapp = (token: string) => ({ channel: 'whatsapp', address: '204200000009', base_url: urls.whatsapp, credentials: { access_token: token } }); // prettier-ignore
    const imessage = (password: string) => ({ channel: 'imessage', address: 'mac-9', base_url: `${urls.imessage}/mac-9`, credentials: { password } }); // prettier-ignore
    const signal = (address: string) => ({
      channel: 'signal',
      address,
      base_url: urls.signal,
      credentials: {},
    });
    for (const right of [telegram(bot), whatsapp('right'), imessage('right'), signal('+442079460009')])
      expect([right.channel, (await check(right)).body.health]).toEqual([right.channel, 'healthy']);
    for (const wrong of [telegram('7100000009:wrong'), whatsapp('wrong'), imessage('wrong')])
      expect([wrong.channel, (await check(wrong)).body]).toMatchObject([wrong.channel, { health: 'offline', code: 'account_credentials' }]); // prettier-ignore
    expect((await check(signal('+442079460010'))).body).toMatchObject({ code: 'account_configuration' });
    const nobody = await check({ ...telegram(bot), base_url: 'http://127.0.0.1:9' });
    expect(nobody.body).toMatchObject({ health: 'offline', code: 'network' });
  });

  it('says nothing of the credentials and asks no metadata service', async () => {
    expect((await check(telegram('7100000009:wrong'))).text).not.toContain('wrong');
    for (const base_url of [
      'http://169.254.169.254',
      'http://[fe80::1]',
      'http://0.0.0.0',
      'http://metadata.google.internal',
    ])
      expect([base_url, (await check({ ...telegram(bot), base_url })).status]).toEqual([base_url, 400]);
  });

  it('names the setting where a network is not allowed, when it is tried and when it is saved', async () => {
    const elsewhere = { ...telegram(bot), base_url: 'http://198.18.0.7:8080' };
    const tried = await check(elsewhere);
    expect([tried.status, tried.text]).toEqual([400, expect.stringContaining('SAMPARK_SENDER_NETWORKS')]);
    const { device_id } = await addAccount(server.rt, admin.user.workspace_id, 'signal');
    const saved = await ask('POST', `/devices/${device_id}/accounts`, elsewhere);
    expect([saved.status, saved.text]).toEqual([400, expect.stringContaining('SAMPARK_SENDER_NETWORKS')]);
  });

  it('a saved account’s address and settings can be corrected; the log says from where to where', async () => {
    const { id } = await addAccount(server.rt, admin.user.workspace_id, 'telegram', {
      ...{ address: '7100000019', base_url: 'http://127.0.0.1:9', credentials: { bot_token: bot } },
      settings: { username: 'old' },
    });
    await sql`update sender_accounts set health_status = 'offline', health_reason = 'account_configuration' where id = ${id}`.execute(
      server.rt.db,
    );
    expect((await ask<AccountCheck>('POST', `/accounts/${id}/check`)).body).toMatchObject({
      code: 'network',
    });
    const refused = await ask('PATCH', `/accounts/${id}`, { base_url: 'http://169.254.169.254/' });
    expect(refused.status).toBe(400);
    expect((await ask('PATCH', `/accounts/${id}`, { base_url: 'ftp://127.0.0.1' })).status).toBe(400);
    const changed = await ask<AccountResource>('PATCH', `/accounts/${id}`, {
      ...{ base_url: `${simulators.urls.telegram}/`, settings: { username: 'new' } },
    });
    expect(changed.body).toMatchObject({ base_url: simulators.urls.telegram, health_status: 'healthy' });
    expect(changed.body.settings).toEqual({ username: 'new' });
    expect((await ask<AccountCheck>('POST', `/accounts/${id}/check`)).body.health).toBe('healthy');
    const { rows } = await sql<{ data: unknown; actor_id: string; settings: unknown }>`
      select e.data, e.actor_id, a.settings from events e join sender_accounts a on a.id = e.account_id
      where e.account_id = ${id} and e.type = 'device.changed'`.execute(server.rt.db);
    expect(rows).toEqual([
      {
        actor_id: admin.user.id,
        settings: { username: 'new' },
        data: {
          fields: ['base_url', 'settings'],
          ...{ base_url: `${simulators.urls.telegram}/`, base_url_was: 'http://127.0.0.1:9' },
        },
      },
    ]);
  });

  it('an edit based on an access that somebody changed since is refused; limits and health are no such change', async () => {
    const { id, device_id } = await addAccount(server.rt, admin.user.workspace_id, 'telegram', {
      settings: { username: 'old', made_up: 'not for showing' },
    });
    const read = async () => (await ask<DeviceResource>('GET', `/devices/${device_id}`)).body.accounts[0];
    const first = await read();
    expect(first?.settings).toEqual({ username: 'old' });
    const patch = async (payload: object) =>
      (
        await server.ask('PATCH', `/api/v1/accounts/${id}`, {
          ...{ token: admin.token, payload },
          headers: { 'if-match': `"${first?.access_version}"` },
        })
      ).statusCode;
    expect(await patch({ per_day: 40 })).toBe(200);
    await sql`update sender_accounts set health_status = 'degraded' where id = ${id}`.execute(server.rt.db);
    expect(await patch({ credentials: { bot_token: bot } })).toBe(200);
    for (const payload of [{ settings: { username: 'b' } }, { base_url: 'http://127.0.0.1:9' }])
      expect(await patch(payload)).toBe(412);
    expect((await read())?.settings).toEqual({ username: 'old' });
  });

  it('a saved account’s check is kept and shown', async () => {
    const { id, device_id } = await addAccount(server.rt, admin.user.workspace_id, 'telegram', {
      ...{ address: '7100000009', base_url: simulators.urls.telegram, credentials: { bot_token: bot } },
    });
    expect((await ask<DeviceResource>('GET', `/devices/${device_id}`)).body.accounts[0]?.check).toBe(null);
    expect((await ask<AccountCheck>('POST', `/accounts/${id}/check`)).body.health).toBe('healthy');
    const shown = (await ask<DeviceResource>('GET', `/devices/${device_id}`)).body.accounts[0]?.check;
    expect(shown).toMatchObject({ health: 'healthy', code: null });
    // New credentials are tried, not the ones remembered.
    await ask('PATCH', `/accounts/${id}`, { credentials: { bot_token: '7100000009:wrong' } });
    expect((await ask<AccountCheck>('POST', `/accounts/${id}/check`)).body.code).toBe('account_credentials');
  });
});

it.each([
  ['whatsapp', 'X-Hub-Signature-256', 'verify_token', true],
  ['telegram', 'X-Telegram-Bot-Api-Secret-Token', 'secret_token', true],
  ['imessage', null, 'callback_secret', true],
  ['signal', null, undefined, false],
] as const)(
  'says how %s is told to call back, without a secret',
  async (channel, header, credential, needed) => {
    const { id } = await addAccount(server.rt, admin.user.workspace_id, channel, {
      credentials: { verify_token: 'hidden-1', secret_token: 'hidden-2', callback_secret: 'hidden-3' },
    });
    const { body, text } = await ask<WebhookSetup>('GET', `/accounts/${id}/webhook`);
    expect(body).toMatchObject({ header, needed, automatic: needed });
    expect(body.callback_url.endsWith(`/hooks/${channel}/${id}`)).toBe(true);
    const values = body.steps.flatMap((one) => one.values);
    if (credential) expect(values.map((one) => one.credential)).toContain(credential);
    if (needed) expect(text).toContain(JSON.stringify(body.callback_url).slice(1, -1));
    expect(text).not.toContain('hidden-');
  },
);

describe('the fleet', () => {
  const list = async (query: string) =>
    (await ask<{ items: DeviceResource[]; next_cursor: string | null }>('GET', `/devices?${query}`)).body;

  it.each(['name', '-sent_today', 'last_health_check', 'health'])(
    'sorted by %s, page by page, each once',
    async (sort) => {
      for (const name of ['alpha', 'Beta', 'gamma']) {
        const { device_id, id } = await addAccount(server.rt, admin.user.workspace_id, 'signal');
        await sql`update devices set name = ${name} where id = ${device_id}`.execute(server.rt.db);
        await sql`insert into account_days (account_id, workspace_id, day, claimed)
        values (${id}, ${admin.user.workspace_id}, ${new Date().toISOString().slice(0, 10)}, ${name.length})`.execute(
          server.rt.db,
        );
      }
      const whole = (await list(`limit=200&sort=${sort}`)).items.map((one) => one.id);
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Awaited<ReturnType<typeof list>> = await list(
          `limit=3&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`,
        );
        seen.push(...page.items.map((one) => one.id));
        cursor = page.next_cursor;
      }
      expect(seen).toEqual(whole);
      const items = (await list(`limit=200&sort=${sort}`)).items;
      if (sort === 'name') expect(items.map((one) => one.name.toLowerCase())).toEqual(items.map((one) => one.name.toLowerCase()).toSorted()); // prettier-ignore
      if (sort === '-sent_today') expect(items.map((one) => one.messages_sent_today)).toEqual(items.map((one) => one.messages_sent_today).toSorted((a, b) => b - a)); // prettier-ignore
    },
  );

  it('a cursor made up by hand is refused', async () => {
    const forged = Buffer.from(JSON.stringify(['devices health', 'x', crypto.randomUUID()])).toString(
      'base64url',
    );
    expect((await ask('GET', `/devices?cursor=${forged}`)).body).toMatchObject({ code: 'invalid_cursor' });
  });

  it('its history, newest first, of the device or of one account', async () => {
    const { device_id, id } = await addAccount(server.rt, admin.user.workspace_id, 'signal');
    await sql`insert into device_health_history (workspace_id, device_id, account_id, health_status, reason, at)
      select ${admin.user.workspace_id}, ${device_id}, case when n % 2 = 0 then ${id}::uuid end, 'degraded', 'error_rate',
        '2026-11-20T12:00:00Z'::timestamptz + make_interval(secs => n / 2) from generate_series(1, 7) n`.execute(
      server.rt.db,
    );
    type History = { items: HealthChange[]; next_cursor: string | null };
    const first = (await ask<History>('GET', `/devices/${device_id}/history?limit=4`)).body;
    const rest = (await ask<History>('GET', `/devices/${device_id}/history?cursor=${first.next_cursor}`))
      .body;
    const ids = [...first.items, ...rest.items].map((one) => one.id);
    expect(ids).toHaveLength(7);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    const own = (await ask<History>('GET', `/devices/${device_id}/history?account_id=${id}`)).body.items;
    expect(own.map((one) => [one.account_id, one.channel])).toEqual([1, 2, 3].map(() => [id, 'signal']));
  });

  it('many go into maintenance at once, all or none', async () => {
    const pool = [await addAccount(server.rt, admin.user.workspace_id, 'signal'), await addAccount(server.rt, admin.user.workspace_id, 'signal')]; // prettier-ignore
    const ids = pool.map((one) => one.device_id);
    const foreignAdmin = (await server.login('admin', await createWorkspace(server.rt))).user;
    const foreign = await resourceMakers.device(server.rt, foreignAdmin);
    const bulk = (given: string[], maintenance: boolean) =>
      ask<{ changed: number }>('POST', '/devices/bulk', { ids: given, maintenance });
    expect((await bulk([...ids, foreign], true)).status).toBe(400);
    expect((await list(`maintenance=true`)).items).toEqual([]);
    expect((await bulk(ids, true)).body).toEqual({ changed: 2 });
    expect((await bulk(ids, true)).body).toEqual({ changed: 0 });
    expect((await list(`maintenance=true`)).items.map((one) => one.id).toSorted()).toEqual(ids.toSorted());
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from events
      where type = 'device.changed' and device_id = any(${ids}::uuid[]) and actor_id = ${admin.user.id}`.execute(
      server.rt.db,
    );
    expect(rows[0]?.n).toBe(2);
    await bulk(ids, false);
  });

  it('drains while sends are under way', async () => {
    const { device_id, id } = await addAccount(server.rt, admin.user.workspace_id, 'signal');
    const now = new Date();
    await sql`insert into intents (message_id, created_at, attempt, workspace_id, prospect_id, account_id, device_id, channel, recipient,
        claim_token, capped, pair_seconds, intent_at)
      values (gen_random_uuid(), ${now}, 1, ${admin.user.workspace_id}, gen_random_uuid(), ${id}, ${device_id}, 'signal', '+44', 1,
        false, 0, ${now})`.execute(server.rt.db);
    const device = async () => (await ask<DeviceResource>('GET', `/devices/${device_id}`)).body;
    expect(await device()).toMatchObject({ draining: false, in_flight: 1 });
    await ask('PATCH', `/devices/${device_id}`, { maintenance: true });
    expect(await device()).toMatchObject({ draining: true, in_flight: 1, accounts: [{ in_flight: 1 }] });
    expect((await ask('GET', '/devices/summary')).body).toMatchObject({ draining: 1 });
    await sql`delete from intents where account_id = ${id}`.execute(server.rt.db);
    expect(await device()).toMatchObject({ draining: false, maintenance: true, in_flight: 0 });
  });
});
