// A verdict in plain English, with its own numbers. Pure. The dashboard says the same in its reader's language.
import type { KeptVerdict } from './kept-verdict.ts';

export function verdictText(
  verdict: Omit<KeptVerdict, 'sample_ratio'>,
  nameOf: (key: string) => string,
): string {
  const { kind, winner, variant, difference, low, high } = verdict;
  const about = variant === null ? '' : nameOf(variant);
  const numbers =
    difference === null || low === null || high === null
      ? ''
      : `${signed(difference)} points, between ${signed(low)} and ${signed(high)}`;
  switch (kind) {
    case 'better':
      return `${about} is better: ${numbers}; you may stop.`;
    case 'worse':
      return `${nameOf(winner ?? '')} does best; the nearest other, ${about}, is worse: ${numbers}; you may stop.`;
    case 'no_relevant_difference':
      return `No difference that matters: ${about} against the control ${numbers}; you may stop.`;
    case 'no_difference_seen':
      return `As many people as planned, and no difference found: ${about} against the control ${numbers}; you may stop.`;
    case 'stopped_by_guardrail':
      return 'No other variant is left beside the control; you may stop.';
    case 'sample_ratio':
      return 'The variants do not have the numbers of people they should have: find out why before you trust any rate.';
    case 'too_early':
      return tooEarly(
        verdict.people_missing,
        numbers === '' ? '' : `${about} against the control ${numbers}`,
      );
  }
}

function tooEarly(missing: number | null, numbers: string): string {
  const soFar = numbers === '' ? '' : ` So far: ${numbers}.`;
  const plan =
    missing === null || missing === 0
      ? ''
      : ` By the plan, ${missing.toLocaleString('en')} more people are needed in the variant that lacks most.`;
  return `Too early to say.${plan}${soFar}`;
}

/** 0.0413 → "+4.1". */
function signed(share: number): string {
  const points = Math.round(share * 1_000) / 10;
  return `${points > 0 ? '+' : points < 0 ? '−' : ''}${Math.abs(points).toFixed(1)}`;
}
