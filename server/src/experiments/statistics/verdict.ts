// What may be said of an experiment now, and whether it may stop. Pure.
//
// In: the variants' counts, at whatever moment. Out: one kind with everything its sentence needs ("B is better: +4.1 points, between
// 1.2 and 7.0; you may stop"). However often it is asked, `better` or `worse` is said of variants that do not differ with
// probability alpha at most, and a guardrail stops a harmless variant with probability alpha at most.
import { compareAll, type Comparison, type ComparisonRules, type VariantCounts } from './compare.ts';
import { checkCounts } from './counts.ts';
import { sampleRatio, type SampleRatio } from './sample-ratio.ts';

export interface VerdictRules extends ComparisonRules {
  /** Key of the variant all others are compared with. */
  readonly control: string;
  /** People planned for each variant; null where nothing was planned. */
  readonly people_planned: number | null;
}

export type VerdictKind =
  /** The variants are not as large as their shares: find out why before believing any rate. */
  | 'sample_ratio'
  /** `winner` is better than the control. */
  | 'better'
  /** Every variant left is worse than the control, which is the winner. */
  | 'worse'
  /** Every variant left is shown to lie within the minimum effect of the control, or is worse. */
  | 'no_relevant_difference'
  /** As many people as planned, and nothing found: any difference is likely to be smaller than planned for. */
  | 'no_difference_seen'
  /** No variant is left beside the control: they were stopped, by a guardrail if not by a person. */
  | 'stopped_by_guardrail'
  | 'too_early';

export interface Verdict {
  readonly kind: VerdictKind;
  readonly winner: string | null;
  /** The variant that difference, low and high are about, always against the control; shares between -1 and 1. */
  readonly variant: string | null;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number | null;
  readonly may_stop: boolean;
  /** Variants that a guardrail ends, or that are no longer sent, whatever the kind. */
  readonly stopped: readonly string[];
  /** Variants of which nothing can be said yet; a winner may be named while others are still open. */
  readonly open: readonly string[];
  /** People still missing to the plan in the variant that lacks most; null without a plan. */
  readonly people_missing: number | null;
  readonly sample_ratio: SampleRatio;
  readonly comparisons: readonly Comparison[];
}

/** Throws a RangeError where the control is missing, stands alone, or counts cannot be. */
export function verdictOf(variants: readonly VariantCounts[], rules: VerdictRules): Verdict {
  const control = variants.find((each) => each.key === rules.control);
  const others = variants.filter((each) => each !== control);
  if (!control || others.length === 0)
    throw new RangeError(`A verdict needs the control "${rules.control}" and a variant beside it`);
  for (const each of variants) [each, ...Object.values(each.guardrails ?? {})].forEach(checkCounts);

  const ended = new Set(variants.filter((each) => each.ended).map((each) => each.key));
  const ratio = sampleRatio(
    variants
      .filter((each) => !each.ended)
      .map((each) => ({ people: each.assigned ?? each.people, share: each.share })),
  );
  const comparisons = compareAll(control, others, rules);
  const left = comparisons.filter((each) => !each.stopped && !ended.has(each.variant));
  const missing = peopleMissing(
    variants.filter((each) => each === control || left.some(({ variant }) => variant === each.key)),
    rules.people_planned,
  );
  const kind = ratio.alarm ? 'sample_ratio' : kindOf(left, missing);
  const about = aboutWhich(kind, left.length > 0 ? left : comparisons);
  // Of a variant that nobody was counted of, or against such a control, there is no difference to tell.
  const known = control.people > 0 && peopleOf(variants, about) > 0 ? about : undefined;
  return {
    kind,
    winner: winnerOf(kind, control.key, about),
    variant: about?.variant ?? null,
    difference: known?.difference ?? null,
    low: known?.low ?? null,
    high: known?.high ?? null,
    confidence: known?.confidence ?? null,
    may_stop: kind !== 'too_early' && kind !== 'sample_ratio',
    stopped: comparisons
      .filter((each) => each.stopped || ended.has(each.variant))
      .map((each) => each.variant),
    open: left.filter((each) => each.finding === 'unclear').map((each) => each.variant),
    people_missing: missing,
    sample_ratio: ratio,
    comparisons,
  };
}

function kindOf(left: readonly Comparison[], missing: number | null): VerdictKind {
  if (left.length === 0) return 'stopped_by_guardrail';
  if (left.some((each) => each.finding === 'better')) return 'better';
  if (left.every((each) => each.finding === 'worse')) return 'worse';
  if (left.every((each) => each.finding !== 'unclear')) return 'no_relevant_difference';
  return missing === 0 ? 'no_difference_seen' : 'too_early';
}

/** Of several the one that comes out best, among those the kind is about; of nobody the difference is none. */
function aboutWhich(kind: VerdictKind, among: readonly Comparison[]): Comparison | undefined {
  const meant = kind === 'better' ? among.filter((each) => each.finding === 'better') : among;
  return meant.toSorted((a, b) => b.difference - a.difference)[0];
}

function peopleOf(variants: readonly VariantCounts[], about: Comparison | undefined): number {
  return variants.find((each) => each.key === about?.variant)?.people ?? 0;
}

function winnerOf(kind: VerdictKind, control: string, about: Comparison | undefined): string | null {
  if (kind === 'better') return about?.variant ?? null;
  return kind === 'worse' || kind === 'stopped_by_guardrail' ? control : null;
}

function peopleMissing(variants: readonly VariantCounts[], planned: number | null): number | null {
  if (planned === null) return null;
  return Math.max(0, ...variants.map((each) => planned - each.people));
}
