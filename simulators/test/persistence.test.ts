// Stopping and starting again loses nothing; the program starts, answers and stops as its parent expects.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { QUIET, request, startBench, until, type Bench, type Json } from './support.ts';

const UUID = '018f4e2a-0000-7000-8000-00000000000b';
let dataDir: string;
let bench: Bench;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'simulators-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

it('keeps accounts, webhooks, chats, templates, windows, ledgers and what was under way', async () => {
  bench = await startBench({ dataDir });
  const { clock, hook } = bench;
  const at = (platform: 'whatsapp' | 'telegram' | 'signal' | 'imessage') =>
    bench.simulators.control[platform];
  for (const platform of ['whatsapp', 'telegram', 'signal', 'imessage'] as const) {
    await at(platform)('PATCH', 'behaviour', QUIET);
  }
  const graph = (path: string, body: Json, token = 'T') =>
    request(`${bench.simulators.urls.whatsapp}/v23.0${path}`, 'POST', body, {
      authorization: `Bearer ${token}`,
    });
  await at('whatsapp')('POST', 'accounts', {
    phone_number_id: '100',
    access_token: 'T',
    app_secret: 'S',
    per_day: 1,
  });
  await at('whatsapp')('POST', 'templates', {
    waba_id: 'waba-100',
    name: 'hi',
    language: 'en',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Hi' }],
  });
  await graph(
    '/app-1/subscriptions',
    { object: 'whatsapp_business_account', callback_url: hook.url, verify_token: 'secret-word' },
    'app-1|S',
  );
  await at('whatsapp')('POST', 'inbound', { account: '100', from: '8801711000001', text: 'hi' });
  const template = (to: string, attempt: number): Json => ({
    ...{
      messaging_product: 'whatsapp',
      to,
      type: 'template',
      biz_opaque_callback_data: `${UUID}.${attempt}`,
    },
    template: { name: 'hi', language: { code: 'en' } },
  });
  expect((await graph('/100/messages', template('8801711000001', 1))).status).toBe(200);
  await at('telegram')('POST', 'accounts', { token: '42:a' });
  const { chat_ids: ids } = (await at('telegram')('POST', 'start', {
    bot: '42',
    people: [{ address: 'x' }],
  })) as { chat_ids: number[] };
  await at('signal')('POST', 'accounts', { number: '+8801' });
  await at('signal')('POST', 'inbound', { account: '+8801', from: '+8802', text: 'wait' });
  await at('imessage')('POST', 'accounts', { name: 'mac', password: 'p' });
  const messages = `/api/v1/message/text?password=p`;
  await request(bench.simulators.urls.imessage + messages, 'POST', {
    chatGuid: 'iMessage;-;+8801',
    tempGuid: `temp-${UUID}`,
    message: 'x',
  });
  await until(() => hook.posts.length === 1);
  const before = hook.posts.length;
  await bench.close();
  clock.advance(60_000); // while it is down, nothing happens
  expect(hook.posts).toHaveLength(before);

  const port = Number(new URL(hook.url).port);
  bench = await startBench({ dataDir, clock });
  // The webhook registered before now points at a closed port; the new hook takes its place.
  await graph(
    '/app-1/subscriptions',
    { object: 'whatsapp_business_account', callback_url: bench.hook.url, verify_token: 'secret-word' },
    'app-1|S',
  );
  expect(Number(new URL(bench.hook.url).port)).not.toBe(port);
  const accounts = (await at('whatsapp')('GET', 'accounts')) as { accounts: Json[] };
  expect(accounts.accounts).toMatchObject([{ phone_number_id: '100', per_day: 1, app_secret: 'S' }]);
  const statuses = () => JSON.stringify(bench.hook.posts.map(({ body }) => body)).match(/"status":/g);
  await until(() => statuses()?.length === 3, clock); // sent, delivered and read were still under way
  expect((await graph('/100/messages', template('8801711000002', 2))).body).toMatchObject({
    error: { code: 80007 },
  });
  clock.advance(20 * 3_600_000);
  expect((await graph('/100/messages', template('8801711000002', 2))).status).toBe(200);
  expect(await at('whatsapp')('GET', 'ledger')).toMatchObject({
    accepted: 2,
    unique: 1,
    doubled: 1,
    violations: 1,
    messages: [{ key: UUID, count: 2 }],
  });
  const telegram = `${bench.simulators.urls.telegram}/bot42:a`;
  expect((await request(`${telegram}/getUpdates`)).body).toMatchObject({
    result: [{ update_id: 100000001, message: { text: '/start' } }],
  });
  expect((await request(`${telegram}/sendMessage?chat_id=${ids[0]}&text=x`)).body).toMatchObject({
    ok: true,
  });
  expect((await at('signal')('GET', 'accounts')) as Json).toMatchObject({
    accounts: [{ number: '+8801', queued: 1 }],
  });
  const found = await request(
    `${bench.simulators.urls.imessage}/api/v1/message/query?password=p`,
    'POST',
    {},
  );
  expect(found.body['data']).toMatchObject([{ text: 'x', isFromMe: true }]);
  expect(await at('imessage')('GET', 'ledger')).toMatchObject({ accepted: 1, messages: [{ key: UUID }] });
  await bench.close();

  bench = await startBench({ dataDir, clock });
  await at('whatsapp')('DELETE', 'ledger');
  await bench.close();
  bench = await startBench({ dataDir, clock });
  expect(await at('whatsapp')('GET', 'ledger')).toMatchObject({ accepted: 0, messages: [] });
  await bench.close();
});

const MAIN = new URL('../src/main.ts', import.meta.url).pathname;

async function startProgram(
  ...flags: string[]
): Promise<{ child: ChildProcessWithoutNullStreams; urls: Record<string, string> }> {
  const child = spawn(process.execPath, [MAIN, '--data', dataDir, ...flags]);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { ready, urls } = JSON.parse(line) as { ready: boolean; urls: Record<string, string> };
  expect(ready).toBe(true);
  return { child, urls };
}

it.each([[[]], [['--threads']]])(
  'serves the control API on every port and stops on SIGTERM %j',
  async (flags) => {
    const { child, urls } = await startProgram(...flags);
    for (const url of Object.values(urls)) {
      expect((await request(`${url}/_control/health`)).body).toMatchObject({ ok: true });
      expect((await request(`${url}/_control/ledger?summary=1`)).body).toMatchObject({
        accepted: 0,
        violations: 0,
      });
      expect((await request(`${url}/_control/nothing`)).status).toBe(404);
      expect((await request(`${url}/_control/behaviour`, 'PATCH', { speed: -1 })).status).toBe(400);
      expect((await request(`${url}/_control/behaviour`, 'PATCH', { speed: 5 })).body).toMatchObject({
        speed: 5,
      });
      expect((await request(`${url}/_control/reset-behaviour`, 'POST')).body).toMatchObject({ speed: 1 });
    }
    const signal = urls['signal'] as string;
    await request(`${signal}/_control/accounts`, 'POST', [{ number: '+8801' }]);
    const rpc = {
      jsonrpc: '2.0',
      id: 1,
      method: 'send',
      params: { recipient: ['+8801711000001', '+8801711000002'], message: 'x' },
    };
    await request(`${signal}/api/v1/rpc`, 'POST', rpc);
    const lines = (await request(`${signal}/_control/ledger?format=ndjson`)).text.trim().split('\n');
    expect(lines).toHaveLength(3);
    expect((await request(`${signal}/_control/ledger`, 'DELETE')).body).toEqual({ ok: true });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
);

it('goes with its parent when asked to', async () => {
  const { child } = await startProgram('--exit-with-parent');
  child.stdin.end();
  expect(await once(child, 'exit')).toEqual([0, null]);
});
