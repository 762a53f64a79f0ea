// A small campaign behind a large one, counted in sends instead of seconds: what a busy machine cannot change.
import { afterEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { startDispatch, type Dispatch } from '../../src/delivery/dispatch.ts';
import { openStage, type Stage } from './stage.ts';

const stepMs = 20;
const large = 600;
const small = 60;

let stage: Stage;
let dispatch: Dispatch | undefined;
/** Texts in the order the platform saw them: each names its campaign. */
let order: string[];

afterEach(async () => {
  const stopping = dispatch?.stop();
  dispatch = undefined;
  await stopping;
  await stage.close();
});

async function open(perSecond: number): Promise<void> {
  order = [];
  stage = await openStage();
  stage.answer = (message) => {
    order.push('text' in message.content ? message.content.text : '');
    return { kind: 'accepted', external_id: message.key };
  };
  await stage.account('signal', { per_second: perSecond, per_day: 100_000, pair_seconds: 0 });
}

const sends = (text: string) => order.filter((one) => one === text).length;

/** Moves the clock as fast as the database answers, so that leases and tokens keep step with the work. */
async function until(reached: () => boolean, most: number): Promise<void> {
  for (let step = 0; !reached(); step++) {
    if (step > most) throw new Error(`after ${step} steps: ${sends('large')} large, ${sends('small')} small`);
    stage.clock.advance(stepMs);
    await sql`select count(*) from intents`.execute(stage.rt.db);
  }
}

describe('a small campaign launched behind a large one', () => {
  it.each([
    ['at the rate of one slow number', 20],
    ['with more room than one claim takes', 2_000],
  ])('%s, it is through after its fair share: at most 2.5 times its own sends', async (_, perSecond) => {
    await open(perSecond);
    await stage.campaign(await stage.people(large, ['signal']), { message_content: 'large' });
    const few = await stage.people(small, ['signal']);
    dispatch = await startDispatch(stage.rt);
    await until(() => order.length >= 20, 5_000);
    await stage.campaign(few, { message_content: 'small' });
    const before = order.length;
    await until(() => sends('small') === small, 20_000);
    const untilDone = order.lastIndexOf('small') + 1 - before;
    // What was claimed before anybody knew of the second campaign still leaves: a claim on its way out and the one prepared
    // meanwhile, at most 200 each.
    const claimedBefore = Math.min(perSecond, 400);
    expect(untilDone - claimedBefore).toBeLessThanOrEqual(2.5 * small);
    // And the large one was not pushed aside for it.
    const rest = large - order.slice(0, before).length;
    expect(sends('large') - before).toBeGreaterThanOrEqual(Math.min(rest, small * 0.7));
  });
});

describe('two portfolio managers', () => {
  it('get alike, however many campaigns one of them launches', async () => {
    await open(20);
    const { user: colleague } = await stage.server.login('admin');
    const crowds = await Promise.all([0, 1, 2].map(() => stage.people(200, ['signal'])));
    const ids = [];
    for (const [at, people] of crowds.entries())
      ids.push(await stage.campaign(people, { message_content: at === 2 ? 'theirs' : 'ours' }));
    await sql`update campaigns set portfolio_manager_id = ${colleague.id} where id = ${ids[2]}`.execute(
      stage.rt.db,
    );
    dispatch = await startDispatch(stage.rt);
    await until(() => order.length >= 120, 20_000);
    const ratio = sends('theirs') / order.length;
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(0.6);
  });
});
