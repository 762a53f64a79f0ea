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

type Choosing = Pick<Written, 'engagement_profile_id' | 'choices'> & { workspace_id: string };
type Asked = PersonToSelect & { id: string };

/** For a campaign and each of its people in turn. */
export function chooser(keys: DrawingKeys, campaign: Choosing): (person: Asked) => Choice {
  const draw = drawer(keys, campaign.workspace_id, campaign.choices?.experiment);
  const profileOf = fitter(campaign);
  return (person) => {
    const drawn = draw(person.id);
    return { ...drawn, engagement_profile_id: profileOf(person, drawn.variant) };
  };
}

/**
 * The same for checks made before a message is: whoever waits for a winner may be sent any variant that can still be it, so each of
 * them is a choice. Everybody else has one; people held out have none.
 */
export function possibleChoices(keys: DrawingKeys, campaign: Choosing): (person: Asked) => Choice[] {
  const choose = chooser(keys, campaign);
  const profileOf = fitter(campaign);
  const { variants = [], winner = null } = campaign.choices?.experiment ?? {};
  const open = variants.filter((one) => (winner === null ? !one.stopped : one.variant === winner));
  return (person) => {
    const choice = choose(person);
    if (choice.fate === 'held_out') return [];
    if (choice.fate === 'sent' || open.length === 0) return [choice];
    return open.map(({ variant }) => ({
      ...choice,
      ...{ variant, engagement_profile_id: profileOf(person, variant) },
    }));
  };
}

/** A variant's own profile, else the one that fits them. */
function fitter({ engagement_profile_id, choices }: Choosing) {
  const fitted = choices?.fitted ? [...choices.profiles.values()].filter((one) => one.choosable) : undefined;
  return (person: Asked, variant: number | null): string | null => {
    const named = variantOf(choices, variant)?.profile_id;
    if (named) return named;
    return fitted ? (selectProfile(fitted, person)?.profile_id ?? null) : engagement_profile_id;
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
