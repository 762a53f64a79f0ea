import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, type LaneFacts } from './allocate.ts';

const now = new Date('2026-11-20T12:00:00Z');
const soon = new Date(now.getTime() + 400);

function lane(account_id: string, more: Partial<LaneFacts> = {}): LaneFacts {
  return {
    account_id,
    device_id: `device of ${account_id}`,
    workspace_id: 'w',
    channel: 'whatsapp',
    health: 'healthy',
    held: false,
    maintenance: false,
    paused_until: null,
    per_day: 100,
    left_today: 100,
    free_tokens: 5,
    next_token_at: undefined,
    ...more,
  };
}

const chosenOf = (...given: Parameters<typeof allocate>) => {
  const choice = allocate(...given);
  return choice.kind === 'chosen' ? choice.lane.account_id : choice.code;
};

describe('allocate', () => {
  it('a person keeps hearing from the number they know', () => {
    const lanes = [lane('a'), lane('b', { left_today: 1 })];
    expect(chosenOf(lanes, 'b', false, now)).toBe('b');
    expect(allocate(lanes, 'b', false, now)).toMatchObject({ why: 'sticky; 1 of 100 left today' });
  });

  it('waits for that number’s next token rather than taking another', () => {
    const lanes = [lane('a'), lane('b', { free_tokens: 0, next_token_at: soon })];
    expect(allocate(lanes, 'b', false, now)).toEqual({ kind: 'wait', until: soon, code: 'sender_busy' });
  });

  it.each([
    ['offline', { health: 'offline' as const }],
    ['in maintenance', { maintenance: true }],
    ['paused by the platform’s rate limit', { paused_until: soon }],
    ['out of its daily quota', { left_today: 0 }],
  ])('fails over when it is %s', (_, fault) => {
    const choice = allocate([lane('a'), lane('b', fault)], 'b', false, now);
    expect(choice).toMatchObject({ kind: 'chosen', lane: { account_id: 'a' } });
    expect(choice).toHaveProperty('why', 'fail-over; 100 of 100 left today');
  });

  it('never routes around a platform’s hold: its people wait', () => {
    const lanes = [lane('a'), lane('b', { held: true })];
    expect(allocate(lanes, 'b', true, now)).toEqual({
      kind: 'wait',
      until: new Date(now.getTime() + 15 * 60_000),
      code: 'sender_held',
    });
    // Also when another process owns that lane.
    expect(chosenOf([lane('a')], 'b', true, now)).toBe('sender_held');
  });

  it('gives new people to the others meanwhile, and to nobody when all are held', () => {
    expect(chosenOf([lane('a'), lane('b', { held: true, left_today: 100 })], null, false, now)).toBe('a');
    expect(chosenOf([lane('b', { held: true })], null, false, now)).toBe('sender_busy');
  });

  it('prefers healthy over degraded, then the most room', () => {
    const lanes = [
      lane('low', { left_today: 10 }),
      lane('most', { left_today: 90 }),
      lane('ill', { health: 'degraded' }),
    ];
    expect(chosenOf(lanes, null, false, now)).toBe('most');
    expect(chosenOf(lanes.slice(2), null, false, now)).toBe('ill');
  });

  it('says when every sender reached its limit, and until when', () => {
    expect(allocate([lane('a', { left_today: 0 }), lane('b', { left_today: 0 })], null, false, now)).toEqual({
      kind: 'wait',
      until: new Date('2026-11-21T00:00:00Z'),
      code: 'sender_exhausted',
    });
  });

  it('waits for the pause of another or for midnight, whichever comes first', () => {
    const [before, after] = [new Date('2026-11-20T23:00:00Z'), new Date('2026-11-21T11:00:00Z')];
    const until = (paused_until: Date, more: readonly LaneFacts[]) =>
      allocate([lane('paused', { paused_until }), ...more], null, false, now);
    const full = lane('full', { left_today: 0 });
    expect(until(before, [full])).toEqual({ kind: 'wait', until: before, code: 'sender_busy' });
    expect(until(after, [full])).toEqual({
      kind: 'wait',
      until: new Date('2026-11-21T00:00:00Z'),
      code: 'sender_exhausted',
    });
    expect(until(after, [])).toEqual({ kind: 'wait', until: after, code: 'sender_busy' });
  });

  it('a lane paused until this very instant may be used again', () => {
    expect(chosenOf([lane('a', { paused_until: now })], null, false, now)).toBe('a');
  });

  it('never chooses a lane without a token or quota, held, offline, paused or in maintenance', () => {
    const anyLane = fc.record({
      health: fc.constantFrom('healthy', 'degraded', 'offline'),
      held: fc.boolean(),
      maintenance: fc.boolean(),
      paused_until: fc.constantFrom(null, soon, new Date(now.getTime() - 1)),
      left_today: fc.integer({ min: -2, max: 3 }),
      free_tokens: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(
        fc.array(anyLane, { maxLength: 6 }),
        fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }),
        (given, sticky) => {
          const lanes = given.map((one, index) => lane(String(index), one));
          const known = sticky === null ? null : String(sticky);
          const held = lanes.some((one) => one.account_id === known && one.held);
          const choice = allocate(lanes, known, held, now);
          const usable = lanes.filter(
            (one) =>
              one.left_today > 0 &&
              one.free_tokens > 0 &&
              !one.held &&
              !one.maintenance &&
              one.health !== 'offline' &&
              !(one.paused_until !== null && one.paused_until > now),
          );
          if (choice.kind === 'chosen') expect(usable).toContain(choice.lane);
          else expect(choice.until.getTime()).toBeGreaterThan(now.getTime());
          if (usable.length > 0 && known === null) expect(choice.kind).toBe('chosen');
          if (held) expect(choice).toMatchObject({ code: 'sender_held' });
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
