// How long it takes until every version has the people planned, going on as it did. Pure.
import { unheardOf, type Experiment, type Look, type Results } from './results.ts';

const dayMs = 24 * 3600 * 1000;

/**
 * Seconds, by how fast people came to be counted within the last day (since the first, if that is later). Undefined where it cannot be
 * known: no plan, nobody counted since the first look, or not enough people with a message under way; and where the plan is met.
 */
export function timeLeft(
  { status }: Pick<Experiment, 'status'>,
  results: Pick<Results, 'people_planned' | 'as_of' | 'variants' | 'caveats'>,
  looks: readonly Look[],
): number | undefined {
  const { people_planned, as_of, variants } = results;
  if (status !== 'running' || people_planned === null) return undefined;
  const now = Date.parse(as_of);
  const from = looks.findLast((look) => Date.parse(look.at) <= now - dayMs) ?? looks[0];
  if (!from || Date.parse(from.at) >= now) return undefined;
  const seconds = (now - Date.parse(from.at)) / 1000;
  const sent = variants.reduce((sum, one) => sum + one.sent, 0);
  // Of those who still get theirs as many will never be heard of as of those who have it.
  const heard = sent === 0 ? 1 : 1 - unheardOf(results) / sent;
  const left = variants
    .filter((one) => one.stopped_at === null && one.settled < people_planned)
    .map((one) => {
      const lacking = people_planned - one.settled;
      const coming = Math.round((one.waiting + one.sent) * heard) - one.settled;
      const before = from.variants.find((other) => other.key === one.key)?.people ?? 0;
      const counted = one.settled - before;
      return lacking > coming || counted <= 0 ? undefined : (lacking / counted) * seconds;
    });
  // The slowest version decides; of one that may never have its people, nothing is known.
  return left.length === 0 || left.includes(undefined)
    ? undefined
    : Math.max(...left.filter((one) => one !== undefined));
}

/** To whole days, hours or minutes, whichever is the largest that fits twice: it is an estimate. Never less than a minute. */
export function roughly(seconds: number): number {
  const unit = seconds >= 2 * 86_400 ? 86_400 : seconds >= 2 * 3600 ? 3600 : 60;
  return Math.max(1, Math.round(seconds / unit)) * unit;
}
