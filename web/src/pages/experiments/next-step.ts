// What is to be done about an experiment now. Pure.
import { remainingOf, unsettledOf, type Experiment, type Results } from './results.ts';

export type NextStep =
  /** Its verdict names a winner, or says that it does not matter which. */
  | { kind: 'declare'; winner: string | null }
  /** People still wait for the winner that was declared. */
  | { kind: 'roll_out'; people: number }
  /** The split is not as planned. */
  | { kind: 'find_out' }
  | { kind: 'wait' }
  /** Everybody was counted, and nothing was shown: only more people would. */
  | { kind: 'more_people' }
  | { kind: 'report' };

type About = Pick<Experiment, 'status' | 'campaign_status' | 'rolled_out_at'>;

export function nextStep(experiment: About, results: Results): NextStep {
  const { verdict, waiting_for_winner } = results;
  const people = remainingOf(results);
  if (experiment.status === 'decided') {
    const open = experiment.campaign_status === 'active' || experiment.campaign_status === 'paused';
    return open && experiment.rolled_out_at === null && people > 0
      ? { kind: 'roll_out', people }
      : { kind: 'report' };
  }
  if (experiment.status !== 'running') return { kind: 'report' };
  if (verdict.kind === 'sample_ratio') return { kind: 'find_out' };
  if (verdict.may_stop) return { kind: 'declare', winner: verdict.winner };
  // Those who wait for the winner are counted no more than they are written to.
  const coming = people - (waiting_for_winner ?? 0) + unsettledOf(results);
  const expanded = waiting_for_winner !== null;
  return expanded && coming === 0 ? { kind: 'more_people' } : { kind: 'wait' };
}
