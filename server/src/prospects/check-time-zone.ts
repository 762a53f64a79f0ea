import { Problem } from '../http/problem.ts';
import { normaliseTimeZone } from './time-zone-of.ts';

/** The zone as the runtime spells it; null and undefined pass. Throws `invalid_request` for a name that does not exist. */
export function checkTimeZone<T extends string | null | undefined>(given: T): T | string {
  if (given === null || given === undefined) return given;
  const zone = normaliseTimeZone(given);
  if (zone === undefined) {
    throw new Problem('invalid_request', {
      errors: [{ field: 'body.time_zone', reason: 'is no time zone; use a name such as Asia/Dhaka' }],
    });
  }
  return zone;
}
