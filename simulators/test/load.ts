// How many sends a second one simulator process takes, callbacks included: channels in equal parts, every
// receipt delivered. Run: node simulators/test/load.ts [seconds] [connections per channel] [channels]
// LOAD_FLAGS="--threads --updates-per-callback 1" goes to the simulators.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { Pool } from 'undici';

const SECONDS = Number(process.argv[2] ?? 5);
const LANES = Number(process.argv[3] ?? 24);
const only = process.argv[4]?.split(',');

interface Lane {
  origin: string;
  path: string;
  headers: Record<string, string>;
  body: (index: number) => string;
}

function receive(): void {
  let got = 0;
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    request.on('data', () => {});
    request.on('end', () => {
      got += 1;
      const challenge = /hub\.challenge=(\d+)/.exec(request.url ?? '')?.[1] ?? 'ok';
      response.writeHead(200, ['content-length', String(challenge.length)]);
      response.end(challenge);
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    parentPort?.postMessage(typeof address === 'object' ? address?.port : 0);
  });
  parentPort?.on('message', () => parentPort?.postMessage(got));
}

async function control(
  url: string,
  method: string,
  name: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const init: RequestInit = { method, headers: { 'content-type': 'application/json' } };
  if (body !== undefined) init.body = JSON.stringify(body);
  const response = await fetch(`${url}/_control/${name}`, init);
  return (await response.json()) as Record<string, unknown>;
}

async function lanesOf(urls: Record<string, string>, hook: string): Promise<Record<string, Lane>> {
  const { whatsapp = '', telegram = '', signal = '', imessage = '' } = urls;
  const people = {
    registered: 1,
    delivered: 1,
    read: 1,
    reply: 0,
    opt_out: 0,
    delivery_ms: 100,
    read_ms: 300,
  };
  for (const url of Object.values(urls)) {
    await control(url, 'PATCH', 'behaviour', { enforce_limits: false, people });
  }
  await control(whatsapp, 'POST', 'accounts', {
    phone_number_id: '100',
    access_token: 'T',
    mps: 1000,
    tier: 1e9,
  });
  await control(whatsapp, 'POST', 'templates', {
    ...{ waba_id: 'waba-100', name: 'hi', language: 'en', category: 'UTILITY' },
    components: [{ type: 'BODY', text: 'Hello {{1}}' }],
  });
  await fetch(`${whatsapp}/v23.0/waba-100/subscribed_apps`, {
    method: 'POST',
    headers: { authorization: 'Bearer T' },
  });
  const { accounts } = await control(whatsapp, 'GET', 'accounts');
  const [{ app_secret: secret }] = accounts as [{ app_secret: string }];
  const subscription = { object: 'whatsapp_business_account', callback_url: hook, verify_token: 'v' };
  await fetch(`${whatsapp}/v23.0/app-1/subscriptions?access_token=app-1|${secret}`, {
    ...{
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(subscription),
    },
  });
  await control(telegram, 'POST', 'accounts', { token: '42:abc' });
  const chats = Array.from({ length: 1000 }, (_, index) => ({ chat_id: 5000 + index, first_name: 'R' }));
  await control(telegram, 'POST', 'start', { bot: '42', people: chats });
  await control(signal, 'POST', 'accounts', { number: '+8801' });
  const events = await fetch(`${signal}/api/v1/events`);
  void (async () => {
    for await (const chunk of events.body ?? []) signalBytes += chunk.length;
  })().catch(() => {});
  await control(imessage, 'POST', 'accounts', { name: 'mac', password: 'p' });
  await fetch(`${imessage}/api/v1/webhook?password=p`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ url: hook, events: ['*'] }),
  });
  const json = { 'content-type': 'application/json' };
  const phone = (index: number): string => `88017${String(10_000_000 + index).slice(0, 8)}`;
  return {
    whatsapp: {
      ...{ origin: whatsapp, path: '/v23.0/100/messages', headers: { ...json, authorization: 'Bearer T' } },
      body: (index) =>
        `{"messaging_product":"whatsapp","to":"${phone(index)}","type":"template","biz_opaque_callback_data":"k${index}","template":{"name":"hi","language":{"code":"en"},"components":[{"type":"body","parameters":[{"type":"text","text":"Rahim"}]}]}}`,
    },
    telegram: {
      ...{ origin: telegram, path: '/bot42:abc/sendMessage', headers: json },
      body: (index) =>
        `{"chat_id":${5000 + (index % 1000)},"text":"<b>Hello</b> Rahim ${index}","parse_mode":"HTML"}`,
    },
    signal: {
      ...{ origin: signal, path: '/api/v1/rpc', headers: json },
      body: (index) =>
        `{"jsonrpc":"2.0","id":"${index}","method":"send","params":{"recipient":["+${phone(index)}"],"message":"Hello Rahim"}}`,
    },
    imessage: {
      ...{ origin: imessage, path: '/api/v1/message/text?password=p', headers: json },
      body: (index) =>
        `{"chatGuid":"iMessage;-;+${phone(index)}","tempGuid":"t${index}","message":"Hello Rahim"}`,
    },
  };
}

let signalBytes = 0;

async function drive(lane: Lane, until: number, counts: { ok: number; bad: number }): Promise<void> {
  const pool = new Pool(lane.origin, { connections: LANES });
  let index = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      index += 1;
      const { path, headers } = lane;
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path,
        headers,
        body: lane.body(index),
      });
      await body.dump();
      if (statusCode === 200) counts.ok += 1;
      else counts.bad += 1;
    }
  };
  await Promise.all(Array.from({ length: LANES }, worker));
  await pool.destroy();
}

async function main(): Promise<void> {
  const receiver = new Worker(new URL(import.meta.url));
  const [port] = (await once(receiver, 'message')) as [number];
  const child = spawn(
    process.execPath,
    [
      ...process.execArgv,
      new URL('../src/main.ts', import.meta.url).pathname,
      '--exit-with-parent',
      ...(process.env['LOAD_FLAGS']?.split(' ').filter(Boolean) ?? []),
    ],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { urls } = JSON.parse(line) as { urls: Record<string, string> };
  const lanes = await lanesOf(urls, `http://127.0.0.1:${port}/hook`);
  const anyUrl = urls['whatsapp'] as string;
  const before = (await control(anyUrl, 'GET', 'health'))['cpu_seconds'] as number;
  const started = performance.now();
  const counts: Record<string, { ok: number; bad: number }> = {};
  const driven = Object.entries(lanes).filter(([name]) => !only || only.includes(name));
  await Promise.all(
    driven.map(([name, lane]) => drive(lane, started + SECONDS * 1000, (counts[name] = { ok: 0, bad: 0 }))),
  );
  const seconds = (performance.now() - started) / 1000;
  const health = await control(anyUrl, 'GET', 'health');
  receiver.postMessage('count');
  const [callbacks] = (await once(receiver, 'message')) as [number];
  const sends = Object.values(counts).reduce((sum, { ok }) => sum + ok, 0);
  const cpu = (health['cpu_seconds'] as number) - before;
  process.stdout.write(
    `${JSON.stringify({
      ...{ sends_per_s: Math.round(sends / seconds), callbacks_per_s: Math.round(callbacks / seconds) },
      ...{
        cpu_us_per_send: Math.round((cpu * 1e6) / sends),
        signal_mb: Math.round(signalBytes / 1e6),
        counts,
        health,
      },
    })}\n`,
  );
  child.stdin.end();
  await receiver.terminate();
}

if (isMainThread) await main();
else receive();
