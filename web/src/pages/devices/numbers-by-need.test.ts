import { expect, it } from 'vitest';
import { numbersByNeed } from './numbers-by-need.ts';

const well = { health_status: 'healthy', policy_hold: null, hold_decision: null, per_day: 100 } as const;

it('puts the held first, then offline, degraded and nearly used ones, then the busiest', () => {
  const numbers = [
    { ...well, display_name: '+10', sent_today: 5 },
    { ...well, display_name: '+9', sent_today: 5 },
    { ...well, display_name: 'busy', sent_today: 89 },
    { ...well, display_name: 'nearly', sent_today: 90 },
    { ...well, display_name: 'none left', sent_today: 0, per_day: 0 },
    { ...well, display_name: 'slow', sent_today: 0, health_status: 'degraded' },
    { ...well, display_name: 'silent', sent_today: 0, health_status: 'offline' },
    {
      ...well,
      display_name: 'decided',
      sent_today: 0,
      policy_hold: 'ban',
      hold_decision: 'continue_without',
    },
    { ...well, display_name: 'held', sent_today: 0, policy_hold: 'ban' },
  ] as const;
  const { sorted, needing } = numbersByNeed(numbers);
  expect(sorted.map((one) => one.display_name)).toEqual([
    ...['held', 'decided', 'silent', 'slow', 'none left', 'nearly', 'busy', '+9', '+10'],
  ]);
  expect(needing).toBe(6);
});
