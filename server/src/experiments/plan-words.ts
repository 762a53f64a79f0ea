// What a plan means for the people there are, in plain English. Pure.

export type PlanFacts = {
  /** People of each variant, and how many the plan asks for. */
  per_variant: number;
  planned: number;
  /** People of all variants together that the plan asks for. */
  total: number;
  in_trial: number;
  /** The difference planned for, and the smallest these people show; undefined: none at all. */
  minimum_effect: number;
  smallest_effect: number | undefined;
};

/** Null where the people suffice. */
export function planWarning(facts: PlanFacts): string | null {
  const { per_variant, planned, in_trial, smallest_effect } = facts;
  if (per_variant >= planned) return null;
  const people = `Your ${count(in_trial)} people`;
  const wanted = `${points(facts.minimum_effect)} need ${count(facts.total)}, ${count(planned)} for each variant`;
  if (in_trial === 0) return `Nobody would be in the experiment now. Differences of ${wanted}.`;
  if (smallest_effect === undefined)
    return `${people} are too few to show any difference reliably. Differences of ${wanted}.`;
  return `${people} can show only differences above ${points(smallest_effect)}. Differences of ${wanted}.`;
}

/** 0.0413 → "4.1 points"; rounded up, so that no more is promised than holds. */
function points(share: number): string {
  const tenths = Math.ceil(share * 1_000 - 1e-6);
  return `${(tenths / 10).toLocaleString('en', { maximumFractionDigits: 1 })} points`;
}

const count = (people: number) => people.toLocaleString('en');
