// A channel whose answers do not reach us sends nothing where the workspace wants it so, says why, and goes on by itself. Over
// real HTTP: the simulated Telegram forgets our webhook, and nobody is subscribed to the WhatsApp account any more.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callbackUrl } from '../../src/devices/queries.ts';
import { monitorHealth } from '../../src/devices/monitor-health.ts';
import { loadAccountAccess } from '../../src/webhooks/accounts.ts';
import { campaignContent, ledgerOf, startWorld, statusesOf, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => (world = await startWorld()));
afterAll(() => world.close());

const telegram = () => world.accounts.telegram;
const state = async (id = telegram().id) => {
  const { rows } = await sql<{ health_status: string; health_reason: string | null }>`
    select health_status, health_reason from sender_accounts where id = ${id}`.execute(world.rt.db);
  return rows[0];
};

/** The monitor looks ten times, its seconds between the looks taken away. */
async function look(): Promise<void> {
  const { db } = world.rt;
  await sql`update health_watch set since = now() - interval '10 minutes'`.execute(db);
  for (let n = 0; n < 10; n++) {
    await sql`update turns set taken_at = '2000-01-01' where name = 'monitor health'`.execute(db);
    await monitorHealth(world.rt);
  }
}

async function check(id = telegram().id): Promise<void> {
  const { token } = await world.server.login('admin');
  const answer = await world.server.ask('POST', `/api/v1/accounts/${id}/check`, { token });
  expect(answer.statusCode).toBe(200);
}

async function launch(name: string): Promise<string> {
  const [person] = await world.people(1, ['telegram']);
  const { id } = await world.ask<{ id: string }>('POST', '/campaigns', {
    ...{ name, purpose: 'service', channel_order: ['telegram'], prospect_ids: [person?.id] },
    message_content: campaignContent.message_content,
  });
  await world.ask('POST', `/campaigns/${id}/launch`);
  return id;
}

it('waits with its reason while capture is down, and is sent when it is back', async () => {
  const { rt, server } = world;
  const roles = await world.serve();
  try {
    const access = (await loadAccountAccess(rt, [telegram().id])).get(telegram().id)?.access;
    if (!access) throw new Error('no access');
    await check();
    await fetch(`${access.base_url}/bot${access.credentials.bot_token}/deleteWebhook`, { method: 'POST' });
    await check();
    // Nothing stops a workspace that does not ask for it.
    await look();
    expect((await state())?.health_status).toBe('healthy');

    const { token } = await server.login('compliance');
    const put = await server.ask('PUT', '/api/v1/supervision', {
      ...{ token, headers: { 'if-match': '"0"' } },
      payload: { percent: 0, first_messages: 0, require_capture: true },
    });
    expect(put.statusCode).toBe(200);
    await look();
    expect(await state()).toEqual({ health_status: 'offline', health_reason: 'capture_down' });

    const campaign = await launch('While capture is down');
    const decision = async () => {
      const { rows } = await sql<{ decision: { outcome: string; reasons: { code: string }[] } | null }>`
        select decision from messages where campaign_id = ${campaign}`.execute(rt.db);
      return rows[0]?.decision;
    };
    await expect.poll(async () => (await decision())?.outcome, { timeout: 45_000 }).toBe('reschedule');
    expect((await decision())?.reasons.at(-1)?.code).toBe('capture_down');
    expect((await ledgerOf(world)).accepted).toBe(0);

    await rt.channels.telegram.registerCallbacks?.(rt.http, access, callbackUrl(rt, 'telegram', access.id));
    await check();
    await look();
    expect((await state())?.health_status).toBe('healthy');
    await expect.poll(() => statusesOf(rt, campaign), { timeout: 45_000 }).toEqual({ sent: 1 });
  } finally {
    await roles.stop();
  }
});

it('knows of WhatsApp whether an app is subscribed, and is careful when nobody answers for too long', async () => {
  const { rt } = world;
  const { id } = world.accounts.whatsapp;
  const access = (await loadAccountAccess(rt, [id])).get(id)?.access;
  if (!access) throw new Error('no access');
  const apps = (method: string) =>
    fetch(`${access.base_url}/v23.0/${String(access.settings.waba_id)}/subscribed_apps`, {
      method,
      headers: { authorization: `Bearer ${access.credentials.access_token}` },
    });
  const down = { health_status: 'offline', health_reason: 'capture_down' };
  await check(id);
  await look();
  expect((await state(id))?.health_status).toBe('healthy');
  await apps('DELETE');
  await check(id);
  await look();
  expect(await state(id)).toEqual(down);
  await apps('POST');
  await check(id);
  await look();
  expect((await state(id))?.health_status).toBe('healthy');

  const answered = (ago: string) =>
    sql`update health_watch set check_started_at = now(), capture_at = now() - ${ago}::interval where account_id = ${id}`.execute(
      rt.db,
    );
  await answered('14 minutes');
  await look();
  expect((await state(id))?.health_status).toBe('healthy');
  await answered('16 minutes');
  await look();
  expect(await state(id)).toEqual(down);
  await check(id);
  await look();
  expect((await state(id))?.health_status).toBe('healthy');
});
