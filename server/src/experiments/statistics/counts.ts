// What is counted of one variant: people whose outcome is known, and how many of them did it.

export interface Counts {
  readonly people: number;
  readonly successes: number;
}

/** Throws a RangeError for counts nobody can have counted: a fault of the caller, not of a person's input. */
export function checkCounts({ people, successes }: Counts): void {
  if (!Number.isSafeInteger(people) || people < 0)
    throw new RangeError(`${people} people: give a whole number from 0`);
  if (!Number.isSafeInteger(successes) || successes < 0 || successes > people)
    throw new RangeError(`${successes} successes of ${people}: give a whole number from 0 to ${people}`);
}

/** Share of successes, 0 to 1; of nobody it is 0. */
export function rateOf({ people, successes }: Counts): number {
  return people === 0 ? 0 : successes / people;
}
