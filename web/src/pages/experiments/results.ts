// What is known of an experiment, as its pages show it.
import type { Answer } from '../../api/client.ts';

export type Experiment = Answer<'GET /api/v1/experiments/{id}'>;
export type Results = Answer<'GET /api/v1/experiments/{id}/results'>;
export type Comparison = Results['comparisons'][number];
export type Counted = Results['variants'][number];
export type OneLook = Results['classical'];
/** One look in the order in which people were given their versions. */
export type Look = Answer<'GET /api/v1/experiments/{id}/series'>['points'][number];

/** The letter of the version the others are compared with. */
export function controlOf(experiment: Pick<Experiment, 'variants'>): string {
  return experiment.variants.find((one) => one.is_control)?.key ?? 'A';
}

/** People who still get a message: those whose message has not left, and those who wait for the winner. */
export function remainingOf({ variants, waiting_for_winner }: Results): number {
  return variants.reduce((sum, one) => sum + one.waiting, waiting_for_winner ?? 0);
}

/** People who have their message and may still do what is counted. */
export function unsettledOf(results: Results): number {
  const people = results.variants.reduce((sum, one) => sum + Math.max(0, one.sent - one.settled), 0);
  return Math.max(0, people - unheardOf(results));
}

/** People written to where the app never says whether they did what is counted. */
export function unheardOf({ caveats }: Pick<Results, 'caveats'>): number {
  return caveats
    .filter((one) => one.code === 'no_read_receipts' || one.code === 'no_delivery_receipts')
    .reduce((sum, one) => sum + one.people, 0);
}

/** Everybody whose outcome is known. */
export function settledOf({ variants }: Results): number {
  return variants.reduce((sum, one) => sum + one.settled, 0);
}
