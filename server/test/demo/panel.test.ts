// The demo's panel over the real simulators: what it shows, changes and puts right, and for whom.
import type { SimulatorState } from '@sampark/contracts/demo.ts';
import { channels } from '@sampark/contracts/domain.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../../simulators/src/start.ts';
import { demoRoutes } from '../../src/demo/routes.ts';
import { createWorkspace, startTestServer, type TestServer, type TestWorkspace } from '../support/server.ts';

let server: TestServer;
let simulators: Simulators;
let demo: TestWorkspace;
let admin: string;
beforeAll(async () => {
  simulators = await startSimulators();
  server = await startTestServer({ routes: demoRoutes });
  server.rt.demo.enabled = true;
  server.rt.demo.simulators = simulators.urls;
  demo = await createWorkspace(server.rt, { is_demo: true });
  admin = (await server.login('admin', demo)).token;
});
afterAll(async () => {
  await server.close();
  await simulators.close();
});

const calm = { slow_ms: 0, drop_receipts: 0, reorder_receipts: 0, outage: false };
const panel = async () =>
  (await server.ask('GET', '/api/v1/demo/panel', { token: admin })).json<{ items: SimulatorState[] }>().items;
const change = (payload: object, token = admin) =>
  server.ask('PATCH', '/api/v1/demo/panel', { token, payload });
const calmDown = (token = admin) => server.ask('POST', '/api/v1/demo/calm', { token });

afterEach(() => calmDown());

it('shows four well platforms that have seen nothing yet', async () => {
  const items = await panel();
  expect(items.map((one) => one.channel)).toEqual([...channels]);
  for (const one of items) expect(one).toMatchObject({ ...calm, accepted: 0, doubled: 0, violations: 0 });
});

it('changes one platform, in the simulator itself, and leaves the others and what was not named', async () => {
  const answer = await change({ channel: 'whatsapp', slow_ms: 800, drop_receipts: 0.3 });
  expect(answer.json()).toMatchObject({ ...calm, channel: 'whatsapp', slow_ms: 800, drop_receipts: 0.3 });
  expect(await simulators.control.whatsapp('GET', 'behaviour')).toMatchObject({
    latency_ms: { max: 800 },
    drop_receipts: 0.3,
  });
  await change({ channel: 'whatsapp', reorder_receipts: 1 });
  const [whatsapp, ...others] = await panel();
  expect(whatsapp).toMatchObject({ slow_ms: 800, drop_receipts: 0.3, reorder_receipts: 1, outage: false });
  for (const one of others) expect(one).toMatchObject(calm);
});

it('a platform that is out still says how it is, and comes back', async () => {
  expect((await change({ channel: 'signal', outage: true })).json()).toMatchObject({ outage: true });
  expect((await panel()).find((one) => one.channel === 'signal')).toMatchObject({ ...calm, outage: true });
  expect((await change({ channel: 'signal', outage: false })).json()).toMatchObject(calm);
});

it('calm makes all of them well again', async () => {
  for (const channel of channels) {
    await change({ channel, slow_ms: 500, drop_receipts: 1, reorder_receipts: 0.5, outage: true });
  }
  const { items } = (await calmDown()).json<{ items: SimulatorState[] }>();
  expect(items).toEqual(await panel());
  for (const one of items) expect(one).toMatchObject(calm);
});

describe('refuses', () => {
  it.each([
    ['nothing to change', { channel: 'whatsapp' }],
    ['no channel', { outage: true }],
    ['another channel', { channel: 'fax', outage: true }],
    ['a share above one', { channel: 'signal', drop_receipts: 1.1 }],
    ['a wait without end', { channel: 'signal', slow_ms: 10_001 }],
    ['what the panel does not offer', { channel: 'signal', enforce_limits: false }],
  ])('%s', async (_what, payload) => {
    expect((await change(payload)).json()).toMatchObject({ status: 400, code: 'invalid_request' });
  });

  it('everybody but the demo’s administrator, and everything outside the demo', async () => {
    const pm = (await server.login('standard', demo)).token;
    const outside = (await server.login('admin')).token;
    const bad = { channel: 'whatsapp', outage: true };
    expect([(await change(bad, pm)).statusCode, (await calmDown(pm)).statusCode]).toEqual([403, 403]);
    for (const answer of [await change(bad, outside), await calmDown(outside)]) {
      expect(answer.json()).toMatchObject({ code: 'demo_only' });
    }
    server.rt.demo.enabled = false;
    expect((await change(bad)).json()).toMatchObject({ code: 'demo_only' });
    server.rt.demo.enabled = true;
    for (const one of await panel()) expect(one).toMatchObject(calm);
  });
});
