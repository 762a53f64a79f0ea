// The agent: the real program beside a real server, and what its token opens and does not.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { DeviceResource } from '@sampark/contracts/devices.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deviceRoutes } from '../../src/devices/routes.ts';
import { resourceMakers } from '../support/resources.ts';
import { startTestServer, type TestServer, type TestUser } from '../support/server.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

let server: TestServer;
let url: string;
let admin: { user: TestUser; token: string };
let folder: string;
beforeAll(async () => {
  server = await startTestServer({ routes: deviceRoutes });
  url = await server.listen();
  admin = await server.login('admin');
  folder = mkdtempSync(join(tmpdir(), 'agent-test-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.close();
});

const device = () => resourceMakers.device(server.rt, admin.user);
const makeToken = async (id: string) =>
  (await server.ask('POST', `/api/v1/devices/${id}/agent-token`, { token: admin.token })).json<{ token: string }>().token; // prettier-ignore
const read = async (id: string) =>
  (await server.ask('GET', `/api/v1/devices/${id}`, { token: admin.token })).json<DeviceResource>();
const beat = (id: string, token: string, payload: object = { battery: 50 }) =>
  server.ask('POST', `/api/v1/devices/${id}/heartbeat`, { token, payload });

/** The program, its input still open. */
function agent(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, 'agent', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    write: (report: object | string) =>
      child.stdin.write(`${typeof report === 'string' ? report : JSON.stringify(report)}\n`),
    end: async () => {
      child.stdin.end();
      const [exit, [out, err]] = await Promise.all([code, output]);
      return { exit, out, err };
    },
  };
}

describe('an agent’s token', () => {
  it('is shown once, opens its own device’s heartbeat, and nothing else', async () => {
    const [own, other] = [await device(), await device()];
    const token = await makeToken(own);
    expect((await beat(own, token)).statusCode).toBe(204);
    expect((await beat(other, token)).json()).toMatchObject({ status: 403, code: 'foreign_agent_token' });
    expect((await server.ask('GET', `/api/v1/devices/${own}`, { token })).statusCode).toBe(401);
    expect((await server.ask('GET', '/api/v1/devices', { token })).statusCode).toBe(401);
    const shown = await read(own);
    expect(JSON.stringify(shown)).not.toContain(token);
    expect(shown.agent).toMatchObject({ heartbeat: { battery: 50 } });
    const stored = await server.rt.db
      .selectFrom('devices')
      .selectAll()
      .where('id', '=', own)
      .executeTakeFirstOrThrow();
    expect(stored.agent_token_hash?.toString('utf8')).not.toContain(token);
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it('ends when another is made, and when it is revoked', async () => {
    const id = await device();
    const first = await makeToken(id);
    const second = await makeToken(id);
    expect((await beat(id, first)).statusCode).toBe(401);
    expect((await beat(id, second)).statusCode).toBe(204);
    await server.ask('DELETE', `/api/v1/devices/${id}/agent-token`, { token: admin.token });
    expect((await beat(id, second)).statusCode).toBe(401);
    expect((await read(id)).agent).toMatchObject({ token_made_at: null });
  });

  it('an administrator’s word counts at once, an agent’s is judged', async () => {
    const id = await device();
    const token = await makeToken(id);
    await beat(id, token, { health_status: 'offline' });
    expect((await read(id)).health_status).toBe('healthy');
    await beat(id, admin.token, { health_status: 'degraded', reason: 'screen broken' });
    expect(await read(id)).toMatchObject({ health_status: 'degraded', health_reason: 'screen broken' });
    // A report that says nothing about health leaves it.
    await beat(id, admin.token, { battery: 80 });
    expect((await read(id)).health_status).toBe('degraded');
    expect((await read(id)).agent?.heartbeat).toEqual({ health_status: 'offline' });
  });

  it('a later version of the protocol is refused, not guessed at', async () => {
    const id = await device();
    const token = await makeToken(id);
    expect((await beat(id, token, { version: 2, battery: 50 })).statusCode).toBe(400);
    expect((await beat(id, token, { version: 1, apps: { pager: { state: 'running' } } })).statusCode).toBe(
      400,
    );
  });
});

describe('sampark agent', () => {
  it('posts one object a line, with the token from a file, and ends with its input', async () => {
    const id = await device();
    const token = await makeToken(id);
    const file = join(folder, 'token');
    writeFileSync(file, `${token}\n`);
    const run = agent(['--server', `${url}/`, '--device', id, '--token-file', file]);
    const report = {
      ...{ version: 1, battery: 84, charging: false, network: 'wifi', storage_free_mb: 12_000 },
      ...{ os_version: 'Android 15', apps: { whatsapp: { state: 'running', version: '2.26' } } },
    };
    run.write('not json');
    run.write(report);
    const { exit, out, err } = await run.end();
    expect([exit, out, err]).toEqual([0, '', 'Line 1 is not a JSON object and was left out.\n']);
    expect((await read(id)).agent?.heartbeat).toEqual(report);
  });

  it('says which field was refused and goes on', async () => {
    const id = await device();
    const run = agent(['--server', url, '--device', id], { SAMPARK_AGENT_TOKEN: await makeToken(id) });
    run.write({ battery: 400 });
    const { exit, err } = await run.end();
    expect(exit).toBe(0);
    expect(err).toContain('body.battery');
  });

  it('stops with 1 when its token is not taken, and never prints it', async () => {
    const [own, other] = [await device(), await device()];
    const token = await makeToken(own);
    const foreign = agent(['--server', url, '--device', other], { SAMPARK_AGENT_TOKEN: token });
    foreign.write({ battery: 50 });
    const { exit, out, err } = await foreign.end();
    expect(exit).toBe(1);
    expect(err).toContain('foreign_agent_token');
    expect(out + err).not.toContain(token);
    expect((await agent(['--server', url, '--device', own]).end()).err).toContain('No token');
    expect((await agent(['--server', 'ftp://x', '--device', own]).end()).exit).toBe(1);
  });

  it('keeps only the newest report while the server is away', async () => {
    const got: { battery: number }[] = [];
    let answer = 503;
    let arrived: () => void = () => undefined;
    const next = () => new Promise<void>((resolve) => (arrived = resolve));
    const away: Server = createServer((request, response) => {
      void text(request).then((body) => {
        got.push(JSON.parse(body) as { battery: number });
        response.writeHead(answer, answer === 503 ? { 'retry-after': '2' } : {}).end();
        arrived();
      });
    });
    await new Promise<void>((resolve) => away.listen(0, '127.0.0.1', resolve));
    const { port } = away.address() as AddressInfo;
    const run = agent(['--server', `http://127.0.0.1:${port}`, '--device', crypto.randomUUID()], {
      SAMPARK_AGENT_TOKEN: 'sampark_agent_never-printed',
    });
    const first = next();
    run.write({ battery: 1 });
    await first;
    run.write({ battery: 2 });
    run.write({ battery: 3 });
    answer = 204;
    await next();
    const { exit, err } = await run.end();
    away.close();
    expect(got.map((one) => one.battery)).toEqual([1, 3]);
    expect(exit).toBe(0);
    expect(err).toContain('HTTP 503');
    expect(err).not.toContain('never-printed');
  });
});
