// A verdict as it was shown to people: the numbers of that moment, which its sentence names. What is computed now may be less
// sure than what was computed then; a winner that was named stays named, and the guarantee covers the first time.
import type { ExperimentResults, ExperimentVerdict } from '@sampark/contracts/experiments.ts';
import type { Verdict } from './statistics/verdict.ts';

export type KeptVerdict = Omit<ExperimentVerdict, 'text' | 'shown_at'> & {
  sample_ratio: Omit<ExperimentResults['sample_ratio'], 'causes'>;
};

/** Kinds that name a winner. */
const naming: readonly Verdict['kind'][] = ['better', 'worse'];

export function namesWinner(verdict: Pick<Verdict, 'kind'>): boolean {
  return naming.includes(verdict.kind);
}

/** What stands: a winner once named, unless the variants have not the people they should. Then nothing is said of anybody. */
export function standing(kept: KeptVerdict | null, now: KeptVerdict): KeptVerdict {
  return kept && !now.sample_ratio.alarm ? kept : now;
}
