// The pool at a glance: counts by state, and lists that hold what was counted.
import type { DeviceResource, DeviceSummary } from '@sampark/contracts/devices.ts';
import type { Static } from 'typebox';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { devicesWorstFirst } from '../../src/analytics/device-queries.ts';
import { deviceRoutes } from '../../src/devices/routes.ts';
import { resourceMakers } from '../support/resources.ts';
import { createWorkspace, startTestServer, type TestServer, type TestUser } from '../support/server.ts';
import { addAccount } from '../support/world.ts';

let server: TestServer;
let admin: { user: TestUser; token: string };
beforeAll(async () => {
  server = await startTestServer({ routes: deviceRoutes });
  admin = await server.login('admin');
  const states = ['healthy', 'healthy', 'degraded', 'offline'];
  for (const [n, state] of states.entries()) await add(`${state} ${n}`, { health_status: state });
  await add('resting', { health_status: 'healthy', maintenance: true });
  await add('banned', { health_status: 'healthy' }, 'restricted by the platform');
  await add(
    'banned and resting',
    { health_status: 'healthy', maintenance: true },
    'restricted by the platform',
  );
  // Another workspace's pool is another pool.
  const foreign = (await server.login('admin', await createWorkspace(server.rt))).user;
  await resourceMakers.account(server.rt, foreign);
});
afterAll(() => server.close());

async function add(name: string, device: object, policy_hold: string | null = null): Promise<void> {
  const account = await addAccount(server.rt, admin.user.workspace_id, 'signal');
  await sql`update sender_accounts set policy_hold = ${policy_hold} where id = ${account.id}`.execute(
    server.rt.db,
  );
  await server.rt.db.updateTable('devices').set({ name, ...device }).where('id', '=', account.device_id).execute(); // prettier-ignore
}

const ask = async <T>(path: string) =>
  (await server.ask('GET', `/api/v1/devices${path}`, { token: admin.token })).json<T>();
const names = async (query: string) =>
  (await ask<{ items: DeviceResource[] }>(`?limit=200&${query}`)).items.map((one) => one.name);

it('counts every device once by its state, and how many are held', async () => {
  const summary = await ask<Static<typeof DeviceSummary>>('/summary');
  const { total, healthy, degraded, offline, maintenance, held } = summary;
  expect({ total, maintenance, held }).toEqual({ total: 7, maintenance: 2, held: 2 });
  // One with a held account is not well; one in maintenance is counted there only.
  expect({ healthy, degraded, offline }).toEqual({ healthy: 2, degraded: 2, offline: 1 });
  expect(healthy + degraded + offline + maintenance).toBe(total);
});

it('lists those held, and those in or out of maintenance', async () => {
  expect((await names('held=true')).toSorted()).toEqual(['banned', 'banned and resting']);
  expect((await names('maintenance=true')).toSorted()).toEqual(['banned and resting', 'resting']);
  expect(await names('maintenance=false')).toHaveLength(5);
  expect(await names('held=true&maintenance=false')).toEqual(['banned']);
  expect(await names('health_status=offline')).toEqual(['offline 3']);
  expect(await names('q=rest&held=true')).toEqual(['banned and resting']);
});

it('the worst first, page by page, each once', async () => {
  const whole = await names('');
  expect(whole).toHaveLength(7);
  expect(whole[0]).toBe('offline 3');
  expect(whole.indexOf('degraded 2')).toBeLessThan(whole.indexOf('healthy 0'));
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { items: DeviceResource[]; next_cursor: string | null } = await ask(`?limit=2${cursor ? `&cursor=${cursor}` : ''}`); // prettier-ignore
    seen.push(...page.items.map((one) => one.name));
    cursor = page.next_cursor;
  }
  expect(seen).toEqual(whole);
});

it('analytics name the worst by the same measure, with the account’s reason', async () => {
  const worst = await devicesWorstFirst(server.rt.db, admin.user.workspace_id, 3);
  expect(worst[0]).toMatchObject({ name: 'offline 3', health_status: 'offline' });
  const banned = (await devicesWorstFirst(server.rt.db, admin.user.workspace_id, 100)).find(
    (one) => one.name === 'banned',
  );
  expect(banned).toMatchObject({ health_status: 'degraded', health_reason: 'restricted by the platform' });
});
