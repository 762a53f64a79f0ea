// Portfolios: the tier of unique recipients in the moving 24 hours, and whose it is.
import type { PortfolioResource } from '@sampark/contracts/portfolios.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountRoutes } from '../../src/devices/account-routes.ts';
import { portfolioRoutes } from '../../src/devices/portfolio-routes.ts';
import { deviceRoutes } from '../../src/devices/routes.ts';
import { resourceMakers } from '../support/resources.ts';
import { manualClock } from '../support/manual-clock.ts';
import {
  createWorkspace,
  startTestServer,
  tokenFor,
  type TestServer,
  type TestUser,
} from '../support/server.ts';
import { addAccount } from '../support/world.ts';

const clock = manualClock('2026-11-20T12:00:00Z');
let server: TestServer;
let admin: TestUser;
beforeAll(async () => {
  server = await startTestServer({ clock, routes: [...portfolioRoutes, ...deviceRoutes, ...accountRoutes] });
  admin = (await server.login('admin')).user;
});
afterAll(() => server.close());

type Answer<T> = { status: number; text: string; body: T };

const ask = async <T>(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  payload?: object,
): Promise<Answer<T>> => {
  const token = await tokenFor(server.rt, admin);
  const answer = await server.ask(method, `/api/v1/portfolios${path}`, {
    token,
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, text: answer.body, body: answer.json<T>() };
};

const reach = (portfolio_id: string, hoursAgo: readonly number[]) =>
  sql`insert into portfolio_recipients (portfolio_id, workspace_id, prospect_id, last_at)
    select ${portfolio_id}, ${admin.workspace_id}, gen_random_uuid(), ${clock.now()}::timestamptz - make_interval(mins => h * 60)
    from unnest(${hoursAgo}::int[]) h`.execute(server.rt.db);

it('is added, read, changed and listed, and every step recorded', async () => {
  const made = await ask<PortfolioResource>('POST', '', {
    name: 'Meghna',
    external_id: 'biz-1',
    tier_limit: 250,
  });
  expect([made.status, made.body.left_24h, made.body.next_free_at]).toEqual([201, 250, null]);
  const { id } = made.body;
  expect((await ask('POST', '', { name: 'Again', external_id: 'biz-1' })).body).toMatchObject({
    code: 'portfolio_exists',
  });
  expect((await ask('POST', '', { name: 'Odd', tier_limit: 333 })).status).toBe(400);
  const patched = await ask<PortfolioResource>('PATCH', `/${id}`, { tier_limit: null, quality: 'GREEN' });
  expect(patched.body).toMatchObject({ name: 'Meghna', tier_limit: null, left_24h: null, quality: 'GREEN' });
  await ask('POST', '', { name: 'Alpha' });
  const list = await ask<{ items: PortfolioResource[]; next_cursor: string }>('GET', '?limit=1');
  expect(list.body.items.map((one) => one.name)).toEqual(['Alpha']);
  const rest = await ask<{ items: PortfolioResource[] }>('GET', `?cursor=${list.body.next_cursor}`);
  expect(rest.body.items.map((one) => one.name)).toEqual(['Meghna']);
  const { rows } = await sql<{ type: string }>`
    select type from events where type like 'portfolio.%' and actor_id = ${admin.id} order by id`.execute(
    server.rt.db,
  );
  expect(rows.map((row) => row.type)).toEqual([
    'portfolio.created',
    'portfolio.changed',
    'portfolio.created',
  ]);
});

it('counts unique people of the moving 24 hours and says when the next place is free', async () => {
  const { body } = await ask<PortfolioResource>('POST', '', { name: 'Counted', tier_limit: 250 });
  // The window is a minute longer than the day the platform counts, which heard of a message a moment after its decision.
  await reach(body.id, [1, 5, 23, 25, 30]);
  const account = await addAccount(server.rt, admin.workspace_id, 'whatsapp');
  await sql`update sender_accounts set portfolio_id = ${body.id} where id = ${account.id}`.execute(
    server.rt.db,
  );
  const read = (await ask<PortfolioResource>('GET', `/${body.id}`)).body;
  expect(read).toMatchObject({ recipients_24h: 3, left_24h: 247, next_free_at: '2026-11-20T13:01:00.000Z' });
  expect(read.accounts).toMatchObject([{ id: account.id, health_status: 'healthy', sent_today: 0 }]);
  const token = await tokenFor(server.rt, admin);
  const devices = await server.ask('GET', `/api/v1/devices?portfolio_id=${body.id}`, { token });
  expect(devices.json<{ items: { id: string }[] }>().items.map((one) => one.id)).toEqual([account.device_id]);
});

it('an account moves into a portfolio of its own workspace only', async () => {
  const account = await addAccount(server.rt, admin.workspace_id, 'whatsapp');
  const foreignAdmin = (await server.login('admin', await createWorkspace(server.rt))).user;
  const move = async (portfolio_id: string | null) =>
    server.ask('PATCH', `/api/v1/accounts/${account.id}`, {
      token: await tokenFor(server.rt, admin),
      payload: { portfolio_id },
    });
  const own = await resourceMakers.portfolio(server.rt, admin);
  expect((await move(own)).json()).toMatchObject({ portfolio_id: own });
  expect((await move(await resourceMakers.portfolio(server.rt, foreignAdmin))).statusCode).toBe(400);
  expect((await move(null)).json()).toMatchObject({ portfolio_id: null, portfolio_name: null });
});
