// How an experiment shares out people who can be reached, before anybody is drawn: so many on average, in whole people. Pure.
import { restKey } from '@sampark/contracts/experiments.ts';
import { widthOf } from '../experiments/trial-stretches.ts';
import type { ChosenExperiment } from './choices.ts';

const whole = 10_000;

export type SharedOut = {
  /** Sent something at the launch. */
  sent: number;
  /** Sent nothing, ever. */
  held_out: number;
  /** Sent something when there is a winner. */
  waiting: number;
};

/** The three make `people` again. */
export function shareOut(people: number, experiment: ChosenExperiment | undefined): SharedOut {
  if (!experiment) return { sent: people, held_out: 0, waiting: 0 };
  const held_out = Math.round((people * experiment.holdout_share) / whole);
  const rest = experiment.rolled_out_at ? 0 : widthOf(experiment.stretches, restKey);
  const waiting = Math.round(((people - held_out) * rest) / whole);
  return { sent: people - held_out - waiting, held_out, waiting };
}
