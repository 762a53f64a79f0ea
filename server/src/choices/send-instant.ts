// When a variant with a time of its own is sent. Pure.
import type { SendTime } from '@sampark/contracts/experiments.ts';
import { instantOf } from '../campaigns/zoned-time.ts';
import { variantOf, type Choices } from './choices.ts';

const dayMs = 86_400_000;

/** For the people of one chunk, who come by the thousand and have few variants. */
export function sendInstants(choices: Choices | undefined, from: Date): (variant: number | null) => Date {
  const known = new Map<number | null, Date>();
  return (variant) => {
    let at = known.get(variant);
    if (!at) {
      const send_time = variantOf(choices, variant)?.send_time ?? null;
      known.set(variant, (at = sendInstant(send_time, from, choices?.experiment?.time_zone ?? 'UTC')));
    }
    return at;
  };
}

/** `from`: the launch, or when somebody is taken to the variant. A time of day means the next one, that instant included. */
export function sendInstant(send_time: SendTime | null, from: Date, zone: string): Date {
  if (!send_time) return from;
  if ('after_minutes' in send_time) return new Date(from.getTime() + send_time.after_minutes * 60_000);
  const on = (day: Date) => instantOf(`${dateIn(day, zone)}T${send_time.local_time}`, zone);
  // A day may have 25 hours: the next date is looked for from noon of this one.
  const today = on(from);
  const noon = instantOf(`${dateIn(from, zone)}T12:00`, zone);
  return today >= from ? today : on(new Date(noon.getTime() + dayMs));
}

function dateIn(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
}
