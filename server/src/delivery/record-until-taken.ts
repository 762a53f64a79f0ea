// Answers are facts: they are kept and written again until the database takes them. One that it will never take, because of
// what a platform wrote in it, is found by halving its batch and recorded without those words: it holds up nobody else.
import type { Runtime } from '../runtime.ts';
import { recordOutcomes, type Answer } from './record-outcomes.ts';

export async function recordUntilTaken(rt: Runtime, batch: readonly Answer[]): Promise<void> {
  let bare = false;
  for (let wait = 100; ; wait = Math.min(wait * 2, 5_000)) {
    try {
      return await recordOutcomes(rt, batch);
    } catch (error) {
      if (isAboutValues(error) && batch.length > 1) {
        const half = batch.length >> 1;
        await recordUntilTaken(rt, batch.slice(0, half));
        return recordUntilTaken(rt, batch.slice(half));
      }
      rt.log.error({ err: error, answers: batch.length }, 'outcomes could not be recorded; trying again');
      if (!bare && isAboutValues(error)) {
        bare = true;
        batch = batch.map(withoutWords);
      } else await rt.clock.sleep(wait);
    }
  }
}

/** PostgreSQL's class 22, data exception; a RangeError where a value did not get as far. */
function isAboutValues(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return error instanceof RangeError || (typeof code === 'string' && code.startsWith('22'));
}

/** What became of the message, and nothing a platform wrote. Receipts find the try by our key, where the platform tells it. */
function withoutWords(answer: Answer): Answer {
  const { intent, outcome } = answer;
  if (outcome.kind === 'accepted')
    return { ...answer, outcome: { ...outcome, external_id: `${intent.message_id}.${intent.attempt}` } };
  const { detail: _words, ...rest } = outcome;
  if (rest.kind !== 'retry') return { ...answer, outcome: rest };
  const { after_seconds: _wait, ...retry } = rest;
  return { ...answer, outcome: retry };
}
