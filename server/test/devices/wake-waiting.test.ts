// Who waits for room in a quota is woken when there is room again, and does not wait for midnight.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { monitorHealth } from '../../src/devices/monitor-health.ts';
import { applyAccountEvents } from '../../src/webhooks/apply-account.ts';
import { openStage, type Stage } from '../delivery/stage.ts';
import { createUser, tokenFor } from '../support/server.ts';
import type { Account } from '../support/world.ts';

let stage: Stage;
let soonMs: number;
beforeAll(async () => {
  stage = await openStage();
  soonMs = (stage.rt.config.leaseSeconds * 1_000) / 3 + 1_000;
});
beforeEach(async () => {
  await sql`delete from devices`.execute(stage.rt.db);
  await sql`update campaigns set status = 'cancelled', completed_at = ${stage.clock.now()}`.execute(
    stage.rt.db,
  );
  stage.clock.advance(1_000);
});
afterAll(() => stage?.close());

async function ask(method: 'POST' | 'PATCH', path: string, payload: object) {
  const admin = await createUser(stage.rt, { workspace_id: stage.pm.workspace_id, role: 'admin' });
  const token = await tokenFor(stage.rt, admin);
  const answer = await stage.server.ask(method, `/api/v1${path}`, { token, payload });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
}

/** One of three people was reached; the others wait for midnight. */
async function exhausted() {
  const account = await stage.account('signal', { per_day: 1 });
  const campaign = await stage.campaign(await stage.people(3, ['signal']));
  const lanes = await stage.lanes();
  const { intents } = await stage.claim(lanes, campaign);
  await stage.send(lanes, intents);
  expect(await waitsOf(campaign)).toEqual(['sender_exhausted', 'sender_exhausted']);
  expect(await dueIn(campaign)).toEqual([midnight(), midnight()]);
  return { account, campaign, lanes };
}

const midnight = () => 86_400_000 - (stage.clock.now().getTime() % 86_400_000);
const waiting = async (campaign: string) =>
  (await stage.rows(campaign)).filter((row) => row.delivery_status === 'pending');
const waitsOf = async (campaign: string) =>
  (await waiting(campaign)).map((row) => row.decision?.reasons.at(-1)?.code);
const dueIn = async (campaign: string) =>
  (await waiting(campaign)).map((row) => row.due_at.getTime() - stage.clock.now().getTime());

const ways: Record<string, (account: Pick<Account, 'id' | 'device_id'>) => Promise<void>> = {
  'the quota is raised': ({ id }) => ask('PATCH', `/accounts/${id}`, { per_day: 10 }),
  'a sender is added': async ({ device_id }) => {
    const simulated = { base_url: 'http://127.0.0.1:9', credentials: { account: '+447400400002' } };
    await ask('POST', `/devices/${device_id}/accounts`, {
      ...{ channel: 'signal', address: '+447400400002', ...simulated },
    });
  },
  'a device is back from maintenance': async ({ device_id }) => {
    await ask('PATCH', `/devices/${device_id}`, { maintenance: true });
    await ask('PATCH', `/devices/${device_id}`, { maintenance: false });
  },
  'devices are back from maintenance together': async ({ device_id }) => {
    await ask('POST', '/devices/bulk', { ids: [device_id], maintenance: true });
    await ask('POST', '/devices/bulk', { ids: [device_id], maintenance: false });
  },
  'the monitor finds a device well again': async ({ device_id }) => {
    await sql`update devices set health_status = 'offline', health_reason = 'no_heartbeat' where id = ${device_id}`.execute(
      stage.rt.db,
    );
    for (let looks = 0; looks < 30; looks++) {
      stage.clock.advance(10_000);
      if ((await monitorHealth(stage.rt)) === 1) return;
    }
    throw new Error('it did not come back');
  },
  'an administrator says that a device works': async ({ device_id }) => {
    for (const health_status of ['offline', 'healthy'])
      await ask('POST', `/devices/${device_id}/heartbeat`, { health_status });
  },
  'a platform calls a sender well again': async ({ id }) => {
    for (const health of ['offline', 'healthy'] as const)
      await stage.rt.db.transaction().execute((tx) =>
        applyAccountEvents(stage.rt, tx, stage.clock.now(), [
          {
            ...{ webhook_id: 1, account_id: id, workspace_id: stage.pm.workspace_id },
            ...{ channel: 'signal' as const, received_at: stage.clock.now() },
            event: { kind: 'account', scope: 'account', health, detail: 'what it says' },
          },
        ]),
      );
  },
  'a held sender is released': async ({ id }) => {
    await sql`update sender_accounts set policy_hold = 'account_spam', held_at = ${stage.clock.now()} where id = ${id}`.execute(
      stage.rt.db,
    );
    await ask('POST', `/accounts/${id}/decision`, { decision: 'release', reason: 'The platform lifted it.' });
  },
};

describe('who waits for tomorrow’s quota', () => {
  it.each(Object.entries(ways))('is due in a moment when %s', async (_, act) => {
    const { account, campaign } = await exhausted();
    await act(account);
    expect(await dueIn(campaign)).toEqual([soonMs, soonMs]);
  });

  it('is sent then', async () => {
    const { account, campaign, lanes } = await exhausted();
    await ask('PATCH', `/accounts/${account.id}`, { per_day: 2 });
    stage.clock.advance(soonMs);
    await lanes.refresh();
    const { intents } = await stage.claim(lanes, campaign);
    expect(intents).toHaveLength(1);
    expect(await waitsOf(campaign)).toEqual(['sender_exhausted']);
  });

  it('waits on when something else about the sender was changed', async () => {
    const { account, campaign } = await exhausted();
    await ask('PATCH', `/accounts/${account.id}`, { display_name: 'Front desk' });
    expect(await dueIn(campaign)).toEqual([midnight(), midnight()]);
  });
});

it('who waits for the end of a long pause goes on with another sender that has room', async () => {
  const { id, device_id } = await stage.account('signal');
  const tomorrow = new Date(stage.clock.now().getTime() + 86_400_000);
  await sql`update sender_accounts set paused_until = ${tomorrow} where id = ${id}`.execute(stage.rt.db);
  const campaign = await stage.campaign(await stage.people(1, ['signal']));
  const lanes = await stage.lanes();
  await stage.claim(lanes, campaign);
  expect(await waitsOf(campaign)).toEqual(['sender_busy']);
  expect((await waiting(campaign)).map((row) => row.due_at)).toEqual([tomorrow]);
  await ways['a sender is added']?.({ id, device_id });
  expect(await dueIn(campaign)).toEqual([soonMs]);
});
