// Varied campaigns for the backtest, the same for the same seed: sizes, channels, rates, quotas, nights, rivals, faults.
import type { Channel } from '@sampark/contracts/domain.ts';
import { seeded } from '../../src/campaigns/forecast/draw.ts';
import type { Scenario } from './backtest.ts';

const zones = ['Europe/London', 'Asia/Dhaka', 'America/New_York', 'Asia/Dubai'] as const;

export function scenarios(count: number, seed = 1): Scenario[] {
  return Array.from({ length: count }, (_, index) => scenario(seed * 1_000 + index, index));
}

/** Each kind of trouble comes round in turn, so that a few scenarios show most of them. */
function scenario(seed: number, index: number): Scenario {
  const random = seeded(seed);
  const between = (low: number, high: number) => low + (high - low) * random();
  const whole = (low: number, high: number) => Math.round(between(low, high));
  const kind = index % 11;
  const wanted: Channel[] = (
    [
      ['signal'],
      ['signal', 'imessage'],
      ['whatsapp'],
      ['telegram', 'signal'],
      ['whatsapp', 'telegram', 'signal', 'imessage'],
    ] as Channel[][]
  )[whole(0, 4)] as Channel[];
  const on: Channel[] = kind === 4 ? ['whatsapp'] : wanted;
  const rate = [0.01, 0.02, 0.05, 0.1, 0.5][whole(0, 4)] ?? 0.1;
  const senders = on.map((channel) => ({
    channel,
    count: whole(1, 5),
    per_second: rate * (1 + whole(0, 1)),
    per_day: 5_000,
    ...(kind === 5 && channel !== 'telegram' ? { paused_minutes: whole(5, 90) } : {}),
    // A Telegram chat belongs to one bot: with that bot away its people only wait.
    ...(kind === 6 && channel !== 'telegram' ? { broken: true } : {}),
  }));
  for (const one of senders) if (kind === 5 || kind === 6) one.count = Math.max(2, one.count);
  const total = whole(150, 450);
  const people = on.map((channel) => ({
    channel,
    zone: 'Europe/London',
    count: Math.max(20, Math.round((total / on.length) * between(0.6, 1.4))),
  }));
  const made: Scenario = {
    ...{ seed, senders, people, pace: null, weight: 1, rivals: [], quiet: false },
    start: `2026-11-20T${String(whole(9, 12)).padStart(2, '0')}:${String(whole(0, 59)).padStart(2, '0')}:00Z`,
    failing: [0, 0.005, 0.02, 0.05][whole(0, 3)] ?? 0,
    answer_ms: whole(100, 900),
  };
  if (kind === 1)
    made.pace = between(0.1, 0.6) * senders.reduce((sum, one) => sum + one.count * one.per_second, 0);
  if (kind === 2 || kind === 8)
    made.rivals = Array.from({ length: whole(1, 3) }, () => ({
      channel: on[whole(0, on.length - 1)] as Channel,
      ...{ count: whole(60, 250), weight: whole(1, 3), pace: null },
    }));
  if (kind === 3 || kind === 9) {
    made.quiet = true;
    made.start = `2026-11-20T${kind === 3 ? '20' : '14'}:${String(whole(10, 50)).padStart(2, '0')}:00Z`;
    made.people = on.flatMap((channel) =>
      zones.map((zone) => ({
        channel,
        zone,
        count: Math.max(5, Math.round((total / on.length / zones.length) * between(0.3, 1.7))),
      })),
    );
  }
  // Fewer a day than people: the rest goes out as the 24 hours of the first ones pass.
  if (kind === 4) made.tier = whole(100, 200);
  if (kind === 7) for (const one of senders) one.per_day = whole(30, 90);
  if (kind === 8) made.weight = whole(1, 4);
  if (kind === 10) made.capped = { share: between(0.2, 0.6), hours: between(1, 12) };
  return made;
}
