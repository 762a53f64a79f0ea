import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consequencesOf } from './bulk-consequences.ts';
import type { FleetDevice } from './device-state.ts';
import { countStates, sorts, states, viewFleet } from './fleet-view.ts';
import { healthyShare, stripOf } from './health-strip.ts';
import { typedDecimal } from '../../lib/typed-number.ts';
import { faultOf } from './typed-limit.ts';

const health = fc.constantFrom('healthy' as const, 'degraded' as const, 'offline' as const);
const account = fc.record({
  id: fc.uuid(),
  channel: fc.constantFrom('whatsapp' as const, 'telegram' as const, 'signal' as const, 'imessage' as const),
  address: fc.string(),
  portfolio_id: fc.constantFrom(null, 'p1'),
  health_status: health,
  health_reason: fc.constant(null),
  policy_hold: fc.constantFrom(null, 'account_banned'),
  paused_until: fc.constant(null),
  pause_reason: fc.constant(null),
  sent_today: fc.nat(500),
  per_day: fc.nat(1_000),
});
const device: fc.Arbitrary<FleetDevice> = fc.record({
  id: fc.uuid(),
  name: fc.string(),
  device_identifier: fc.string(),
  platform_type: fc.constant('android' as const),
  health_status: health,
  health_reason: fc.constant(null),
  maintenance: fc.boolean(),
  in_flight: fc.nat(3),
  last_heard_at: fc.constant('2026-11-21T10:00:00.000Z'),
  accounts: fc.array(account, { maxLength: 4 }),
});
const fleet = fc.array(device, { maxLength: 30 });

describe('the fleet', () => {
  it('counts every sender once, whatever the filters, and lists what it counted', () => {
    fc.assert(
      fc.property(fleet, fc.constantFrom(...states), (devices, state) => {
        const counts = countStates(devices);
        expect(states.reduce((sum, one) => sum + counts[one], 0)).toBe(devices.length);
        expect(viewFleet(devices, { state }).rows).toHaveLength(counts[state]);
        // Choosing a state leaves the tiles as they are: they say what else could be chosen.
        expect(viewFleet(devices, { state }).counts).toEqual(counts);
      }),
    );
  });

  it('loses and doubles nobody by sorting, and puts the offline before the well', () => {
    fc.assert(
      fc.property(fleet, fc.constantFrom(...sorts), (devices, sort) => {
        const { rows } = viewFleet(devices, { sort });
        expect(rows.map((one) => one.id).toSorted()).toEqual(devices.map((one) => one.id).toSorted());
      }),
    );
    fc.assert(
      fc.property(fleet, (devices) => {
        const { rows } = viewFleet(devices, {});
        const lastOffline = rows.findLastIndex((one) => !one.maintenance && one.health_status === 'offline');
        const firstWell = rows.findIndex(
          (one) =>
            !one.maintenance && one.health_status === 'healthy' && one.accounts.every((a) => !a.policy_hold),
        );
        if (lastOffline >= 0 && firstWell >= 0) expect(lastOffline).toBeLessThan(firstWell);
      }),
    );
  });

  it('warns of a channel that maintenance would leave without a sender, and of no other', () => {
    fc.assert(
      fc.property(fleet, fc.func(fc.boolean()), (devices, pick) => {
        const chosen = new Set(devices.filter((one) => pick(one.id)).map((one) => one.id));
        const found = consequencesOf(devices, chosen);
        const serves = (one: FleetDevice, channel: string) =>
          !one.maintenance &&
          one.accounts.some((a) => a.channel === channel && !a.policy_hold && a.health_status !== 'offline');
        for (const channel of ['whatsapp', 'telegram', 'signal', 'imessage'] as const)
          expect(found.emptied.includes(channel)).toBe(
            devices.some((one) => serves(one, channel)) &&
              !devices.some((one) => serves(one, channel) && !chosen.has(one.id)),
          );
        expect(found.toPause + found.toResume).toBe(chosen.size);
      }),
    );
  });
});

describe('health over time', () => {
  it('covers the span without gap or overlap', () => {
    const change = fc.record({ minutes: fc.nat(3_000), health_status: health });
    fc.assert(
      fc.property(fc.array(change), fc.nat(3_000), fc.boolean(), health, (some, made, complete, now) => {
        const changes = some
          .filter((one) => one.minutes < made)
          .toSorted((a, b) => a.minutes - b.minutes)
          .map((one) => ({
            at: new Date(1e12 - one.minutes * 60_000).toISOString(),
            health_status: one.health_status,
          }));
        const span = { from: 1e12 - 1_440 * 60_000, to: 1e12 };
        const pieces = stripOf(changes, span, { made: 1e12 - made * 60_000, complete, now });
        expect(pieces[0]?.from).toBe(span.from);
        expect(pieces.at(-1)?.to).toBe(span.to);
        for (const [index, one] of pieces.entries()) {
          expect(one.to).toBeGreaterThan(one.from);
          if (index > 0) expect(one.from).toBe(pieces[index - 1]?.to);
        }
        const share = healthyShare(pieces);
        if (share) expect(share.part).toBeLessThanOrEqual(share.whole);
      }),
    );
  });
});

it.each([
  ['12', 12],
  ['২৫০', 250],
  ['0,5', 0.5],
  ['', undefined],
  ['-1', undefined],
  ['1e3', undefined],
])('reads %j as %j', (text, value) => expect(typedDecimal(text)).toBe(value));

it.each([
  ['501', { most: 500 }, 'too-high'],
  ['500', { most: 500, whole: true }, 'none'],
  ['0.5', { most: 500, whole: true }, 'not-whole'],
  ['0', { most: 500, aboveZero: true }, 'zero'],
  ['much', { most: 500 }, 'not-a-number'],
])('finds what is wrong with %j', (text, rule, fault) => expect(faultOf(text, rule)).toBe(fault));
