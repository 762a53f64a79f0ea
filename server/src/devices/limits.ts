// An account's limits: what the platform allows by default, and the most an administrator may set.
import type { AccountLimits } from '@sampark/contracts/devices.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';

// product.md §1.6: for owned numbers on Signal and iMessage 500 a day is the most an administrator may set.
const highestPerDay: Partial<Record<Channel, number>> = { signal: 500, imessage: 500 };

export function limitsOf(
  rt: Pick<Runtime, 'channels'>,
  channel: Channel,
): { default_limits: AccountLimits; highest_limits: AccountLimits } {
  return {
    default_limits: rt.channels[channel].defaultLimits,
    highest_limits: {
      per_second: 1_000,
      per_day: highestPerDay[channel] ?? 10_000_000,
      pair_seconds: 86_400,
    },
  };
}

export function refuseLimit(channel: Channel, perDay: number | undefined): void {
  const highest = highestPerDay[channel];
  if (highest !== undefined && perDay !== undefined && perDay > highest) {
    throw new Problem('invalid_request', {
      field: 'body.per_day',
      detail: `At most ${highest} a day on ${channel}.`,
    });
  }
}
