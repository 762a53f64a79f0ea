import { Problem } from '../http/problem.ts';

/** Throws `invalid_request` for a zone this system's tables do not know: quiet hours depend on it. */
export function requireTimeZone(name: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    // Offsets such as +06:00 are accepted above but know no summer time, and PostgreSQL reads them reversed.
    if (!/^[+-]/.test(name)) return;
  } catch {
    // falls through
  }
  throw new Problem('invalid_request', {
    errors: [
      {
        field: 'body.time_zone',
        reason: 'is not an IANA time zone',
        remedy: 'Use a name such as Asia/Dhaka.',
      },
    ],
  });
}
