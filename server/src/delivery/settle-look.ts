// What a platform's answer to a look-up means. Pure: when, how often and what was said in; sent, failed, later or a person
// out.
import type { LookUpAnswer } from '../channels/channel.ts';
import { absenceProvesAfterMs, looksForMs, nextLookAfter } from './settle-windows.ts';

export type Look = { intent_at: Date; looks: number };

export type Finding =
  | { kind: 'sent'; external_id: string }
  /** The platform answered, and there is no such message. */
  | { kind: 'never_sent' }
  | { kind: 'later'; at: Date; saw: 'not_found' | 'no_answer' }
  /** More than one message fits, or looking has taken too long: a person decides. */
  | { kind: 'person'; saw: 'several' | 'no_answer' };

export function readLook(look: Look, answer: LookUpAnswer, now: Date): Finding {
  const age = now.getTime() - look.intent_at.getTime();
  if (answer?.found === true) return { kind: 'sent', external_id: answer.external_id };
  if (answer?.found === 'several') return { kind: 'person', saw: 'several' };
  if (answer?.found === false) {
    if (age >= absenceProvesAfterMs) return { kind: 'never_sent' };
    const proves = look.intent_at.getTime() + absenceProvesAfterMs;
    const next = Math.min(proves, now.getTime() + nextLookAfter(look.looks));
    return { kind: 'later', at: new Date(next), saw: 'not_found' };
  }
  if (age >= looksForMs) return { kind: 'person', saw: 'no_answer' };
  return { kind: 'later', at: new Date(now.getTime() + nextLookAfter(look.looks)), saw: 'no_answer' };
}
