import { describe, expect, it } from 'vitest';
import { defaultBehaviour, patchBehaviour } from '../src/core/behaviour.ts';
import { virtualClock } from '../src/core/clock.ts';
import { asciiJson } from '../src/core/json.ts';
import { Ledger, messageKey } from '../src/core/ledger.ts';
import { People } from '../src/core/people.ts';

const UUID = '018f4e2a-0000-7000-8000-00000000000a';

describe('the clock', () => {
  it('runs what falls due in order, also what was asked for on the way', () => {
    const clock = virtualClock(0);
    const seen: string[] = [];
    clock.after(30, () => seen.push(`c${clock.now()}`));
    clock.after(10, () => {
      seen.push(`a${clock.now()}`);
      clock.after(5, () => seen.push(`b${clock.now()}`));
    });
    clock.after(10, () => seen.push('twin'));
    clock.after(20, () => seen.push('never')).cancel();
    clock.after(
      99,
      () => {},
      () => ({ kind: 'x', data: 1 }),
    );
    clock.advance(50);
    expect(seen).toEqual(['a10', 'twin', 'b15', 'c30']);
    expect(clock.saved()).toEqual([{ due: 99, kind: 'x', data: 1 }]);
  });
});

describe('the ledger', () => {
  it.each([
    [UUID, UUID],
    [`${UUID}.3`, UUID],
    [`${UUID}:12`, UUID],
    [`temp-${UUID}.1`, UUID],
    [UUID.toUpperCase(), UUID],
    [`${UUID}.x`, `${UUID}.x`],
    ['order-7.1', 'order-7.1'],
  ])('reads the key %s as %s', (raw, key) => {
    expect(messageKey(raw)).toBe(key);
  });

  it('keeps its totals when it forgets the oldest keys', () => {
    const ledger = new Ledger(2);
    for (const key of ['a', 'b', 'c', 'c']) ledger.accept(key, 'x', 0, 'account');
    expect(ledger.summary()).toMatchObject({ accepted: 4, unique: 3, doubled: 1 });
    expect([...ledger.messages()].map(({ key }) => key)).toEqual(['b', 'c']);
  });
});

describe('people', () => {
  const share = (count: (address: string) => boolean): number => {
    let found = 0;
    for (let index = 0; index < 20_000; index += 1) found += Number(count(`+88017${10_000_000 + index}`));
    return found / 20_000;
  };
  it('is the same in every run and has about the configured shares', () => {
    const behaviour = defaultBehaviour();
    const [people, again] = [new People(7, () => behaviour), new People(7, () => behaviour)];
    expect(people.plan('+880171', 'm1', true)).toEqual(again.plan('+880171', 'm1', true));
    expect(share((address) => people.isRegistered(address))).toBeCloseTo(0.97, 1);
    const plans = new Map<string, ReturnType<People['plan']>>();
    const planOf = (address: string): ReturnType<People['plan']> => {
      const plan = plans.get(address) ?? people.plan(address, 'm', false);
      plans.set(address, plan);
      return plan;
    };
    expect(Math.abs(share((address) => planOf(address).read) - 0.69)).toBeLessThan(0.02);
    expect(Math.abs(share((address) => planOf(address).reaction?.kind === 'text') - 0.079)).toBeLessThan(
      0.01,
    );
    expect(Math.abs(share((address) => planOf(address).reaction?.kind === 'stop') - 0.005)).toBeLessThan(
      0.003,
    );
    expect([...plans.values()].every((plan) => plan.readAfter >= plan.deliverAfter)).toBe(true);
  });

  it('reacts to what a message says, where that was asked for', () => {
    const behaviour = defaultBehaviour();
    behaviour.texts = { 'by first name': { reply: 1, opt_out: 0, delivered: 1 } };
    const people = new People(7, () => behaviour);
    const replies = (text: string) =>
      share((address) => people.plan(address, 'm', false, () => text).reaction?.kind === 'text');
    expect(replies('Hello, by first name')).toBe(1);
    expect(replies('Dear client')).toBeLessThan(0.1);
  });

  it('answers in the language of the number', () => {
    const behaviour = defaultBehaviour();
    behaviour.people.reply = 1;
    const people = new People(1, () => behaviour);
    const line = (address: string): string => JSON.stringify(people.plan(address, 'm', false).reaction);
    expect(line('8801711')).toMatch(/[\u0980-\u09ff]/);
    expect(line('4479')).not.toMatch(/[\u0980-\u09ff]/);
  });
});

describe('behaviour', () => {
  it('takes what makes sense and names what does not', () => {
    const base = defaultBehaviour();
    expect(
      patchBehaviour(base, { latency_ms: 5, people: { read: 0 }, receipt_delay_ms: { min: 1, max: 2 } }),
    ).toMatchObject({
      ...{
        latency_ms: { min: 5, max: 5 },
        people: { read: 0, reply: 0.08 },
        receipt_delay_ms: { min: 1, max: 2 },
      },
    });
    expect(patchBehaviour(base, { drop_receipts: 2 })).toBe('bad value for drop_receipts');
    expect(patchBehaviour(base, { colour: 'red' })).toBe('unknown setting colour');
    expect(patchBehaviour(base, { addresses: { a: { fail: {} } } })).toBe('bad value for addresses.a.fail');
    const texts = { hello: { reply: 0.3 } };
    const changed = patchBehaviour(base, { texts });
    expect(changed).toMatchObject({ texts });
    if (typeof changed !== 'string')
      expect(patchBehaviour(changed, { texts: { hello: null } })).toMatchObject({ texts: {} });
    expect(patchBehaviour(base, { texts: { hello: { fail: 1 } } })).toBe('unknown setting texts.hello.fail');
    expect(base.latency_ms).toEqual({ min: 0, max: 0 });
  });
});

it('writes every character beyond ASCII as an escape', () => {
  expect(asciiJson('{"a":"ক😀"}')).toBe('{"a":"\\u0995\\ud83d\\ude00"}');
});
