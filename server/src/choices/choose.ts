// What one person of a campaign is sent: chosen when their message is made, and kept with it. The same at every asking, until
// a variant is stopped or a winner rolled out. Pure.
import { restKey } from '@sampark/contracts/experiments.ts';
import { assigner } from '../experiments/assign.ts';
import { selectProfile, type PersonToSelect } from '../profiles/select.ts';
import {
  variantOf,
  type ChosenExperiment,
  type ChosenVariant,
  type Chosen,
  type Written,
} from './choices.ts';

export type Choice = Chosen & {
  /** `held_out`: nothing, ever. `waits`: nothing until there is a winner; they are shown what the control says. */
  fate: 'sent' | 'held_out' | 'waits';
  /** Part of the comparison; null without an experiment. */
  in_trial: boolean | null;
};

/** Who may ask the workspace's key for drawing people. */
export type DrawingKeys = { derive(purpose: string): Buffer };

type Drawn = Pick<Choice, 'fate' | 'in_trial'> & { variant: number | null };

/** For a campaign and each of its people in turn. */
export function chooser(
  keys: DrawingKeys,
  campaign: Pick<Written, 'engagement_profile_id' | 'choices'> & { workspace_id: string },
): (person: PersonToSelect & { id: string }) => Choice {
  const { engagement_profile_id, choices } = campaign;
  const fitted = choices?.fitted ? [...choices.profiles.values()].filter((one) => one.choosable) : undefined;
  const draw = drawer(keys, campaign.workspace_id, choices?.experiment);
  return (person) => {
    const drawn = draw(person.id);
    const named = variantOf(choices, drawn.variant)?.profile_id;
    const fits = fitted ? (selectProfile(fitted, person)?.profile_id ?? null) : engagement_profile_id;
    return { ...drawn, engagement_profile_id: named ?? fits };
  };
}

function drawer(
  keys: DrawingKeys,
  workspace_id: string,
  experiment: ChosenExperiment | undefined,
): (person: string) => Drawn {
  if (!experiment) return () => ({ fate: 'sent', variant: null, in_trial: null });
  const { stretches, holdout_share, rolled_out_at, variants } = experiment;
  const control = variants.find((one) => one.is_control) ?? variants[0];
  const key = keys.derive(`experiments/${workspace_id}`);
  const assign = assigner(key, { experiment: experiment.id, holdout: holdout_share, stretches });
  return (person) => {
    const assigned = assign(person);
    if (assigned.kind === 'holdout') return { fate: 'held_out', variant: 0, in_trial: true };
    if (rolled_out_at) return { fate: 'sent', variant: experiment.winner, in_trial: false };
    if (assigned.key === restKey)
      return { fate: 'waits', variant: control?.variant ?? null, in_trial: false };
    const own = variants.find((one) => one.key === assigned.key);
    if (own?.stopped) return { fate: 'sent', variant: insteadOf(experiment, own).variant, in_trial: false };
    return { fate: 'sent', variant: own?.variant ?? null, in_trial: true };
  };
}

/** Whom a stopped variant's people go to: the winner, else the control, else the first that goes on. */
function insteadOf({ variants, winner }: ChosenExperiment, stopped: ChosenVariant): ChosenVariant {
  const open = variants.filter((one) => !one.stopped);
  return (
    open.find((one) => one.variant === winner) ?? open.find((one) => one.is_control) ?? open[0] ?? stopped
  );
}
