import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyStatusChanges, type StatusChange } from '../../src/delivery/apply-status.ts';
import { openStage, type MessageRow, type Stage } from './stage.ts';

let stage: Stage;
let campaign: string;
let message: MessageRow;
beforeAll(async () => {
  stage = await openStage();
  await stage.account('signal');
});
afterAll(() => stage?.close());
beforeEach(async () => {
  campaign = await stage.campaign(await stage.people(1, ['signal']));
  [message] = (await stage.rows(campaign)) as [MessageRow];
});

const apply = (change: Partial<StatusChange> & { to: StatusChange['to'] }) =>
  stage.rt.db
    .transaction()
    .execute((tx) =>
      applyStatusChanges(tx, stage.clock.now(), [
        { message_id: message.id, created_at: message.created_at, occurred_at: stage.clock.now(), ...change },
      ]),
    );
const now = async () => (await stage.rows(campaign))[0];
const events = async () => (await stage.events(campaign)).filter((one) => one.type.startsWith('message.'));

async function claimed(): Promise<{ account_id: string; claim_token: number; attempt: number }> {
  const lanes = await stage.lanes();
  await stage.claim(lanes, campaign);
  await lanes.release();
  const row = await now();
  return {
    account_id: row?.account_id ?? '',
    claim_token: row?.claim_token ?? 0,
    attempt: row?.attempt ?? 0,
  };
}

describe('applyStatusChanges', () => {
  it('moves along the ladder, says what was, and writes the event with it', async () => {
    await claimed();
    expect(await apply({ to: 'sent' })).toMatchObject([
      { message_id: message.id, was: 'sending', to: 'sent' },
    ]);
    expect(await now()).toMatchObject({ delivery_status: 'sent', sent_at: stage.clock.now() });
    expect(await events()).toMatchObject([{ type: 'message.sent', data: { from: 'sending', attempt: 1 } }]);
  });

  it('the second time nothing changes and nothing is logged', async () => {
    await claimed();
    await apply({ to: 'sent' });
    expect(await apply({ to: 'sent' })).toEqual([]);
    expect(await events()).toHaveLength(1);
  });

  it('a move the ladder does not know changes nothing', async () => {
    for (const to of ['sent', 'read', 'unknown', 'retrying'] as const)
      expect(await apply({ to })).toEqual([]);
    expect((await now())?.delivery_status).toBe('pending');
    expect(await events()).toEqual([]);
  });

  it('counts only while the claim is still the one it answers', async () => {
    const fence = await claimed();
    expect(await apply({ to: 'sent', fence: { ...fence, claim_token: fence.claim_token + 1 } })).toEqual([]);
    expect(await apply({ to: 'sent', fence: { ...fence, account_id: message.id } })).toEqual([]);
    expect(await apply({ to: 'sent', fence: { ...fence, attempt: fence.attempt + 1 } })).toEqual([]);
    expect(await apply({ to: 'sent', fence })).toHaveLength(1);
  });

  it('names the rungs that a receipt skipped, so that sent holds delivered and delivered holds read', async () => {
    await claimed();
    await apply({ to: 'read' });
    expect((await events()).at(-1)?.data['implies']).toEqual(['sent', 'delivered']);
    expect(await now()).toMatchObject({ sent_at: stage.clock.now(), delivered_at: stage.clock.now() });
  });

  it('step by step nothing is implied, and each rung tells how long it took', async () => {
    await claimed();
    for (const to of ['sent', 'delivered', 'read'] as const) {
      await apply({ to });
      stage.clock.advance(2_500);
    }
    const seen = (await events()).map(({ type, data }) => [type, data['implies'], data['latency_ms']]);
    expect(seen).toEqual([
      ['message.sent', undefined, undefined],
      ['message.delivered', undefined, 2_500],
      ['message.read', undefined, 2_500],
    ]);
  });

  it('a failure that turns out to have arrived takes its reason back', async () => {
    await claimed();
    await apply({ to: 'sent' });
    await apply({ to: 'failed', code: 'undelivered' });
    expect(await now()).toMatchObject({ delivery_status: 'failed', failed_reason: 'undelivered' });
    await apply({ to: 'delivered' });
    expect(await now()).toMatchObject({ delivery_status: 'delivered', failed_reason: null });
    expect((await events()).at(-1)?.data).toMatchObject({ from: 'failed', from_code: 'undelivered' });
  });

  it('with the transaction goes the event', async () => {
    const rolledBack = stage.rt.db.transaction().execute(async (tx) => {
      await applyStatusChanges(tx, stage.clock.now(), [
        {
          ...{ message_id: message.id, created_at: message.created_at },
          to: 'skipped',
          occurred_at: stage.clock.now(),
        },
      ]);
      throw new Error('and then the lights went out');
    });
    await expect(rolledBack).rejects.toThrow('lights');
    expect((await now())?.delivery_status).toBe('pending');
    expect(await events()).toEqual([]);
  });
});
