// What an experiment shows now. Enters: an experiment somebody may see. Leaves: counts, rates, comparisons and one verdict, all of one
// moment. Counting is remembered for a few seconds, so that a page open with many people asks once.
import type { ExperimentResults } from '@sampark/contracts/experiments.ts';
import { coreOf } from '../db/within-workspace.ts';
import type { Runtime } from '../runtime.ts';
import { armsOf, outcomesOf, rulesOf } from './arms.ts';
import { caveatsOf, sampleRatioCauses } from './caveats.ts';
import { countOutcomes, silentPeople, type Outcomes } from './count-outcomes.ts';
import type { Arm } from './judge.ts';
import { verdictAside } from './judge-aside.ts';
import { keepVerdict } from './keep-verdict.ts';
import type { KeptVerdict } from './kept-verdict.ts';
import type { ExperimentRecord } from './queries.ts';
import { rateOf } from './statistics/counts.ts';
import { wilsonInterval } from './statistics/intervals.ts';
import { oneLook } from './statistics/one-look.ts';
import type { Verdict } from './statistics/verdict.ts';
import { verdictText } from './verdict-words.ts';

export async function experimentResults(
  rt: Runtime,
  experiment: ExperimentRecord,
): Promise<ExperimentResults> {
  const { as_of, outcomes, people } = await counted(rt, experiment);
  const arms = armsOf(experiment, outcomes);
  const verdict = await verdictAside(arms, rulesOf(experiment));
  const { verdict: shown, shown_at } = await keepVerdict(rt, experiment, keepable(verdict, arms));
  const nameOf = (key: string) => experiment.variants.find((each) => each.key === key)?.name ?? key;
  const { sample_ratio, ...said } = shown;
  // Of a decided experiment the ratio is that of the decision: later people are sent the winner for its sake.
  const ratio = experiment.status === 'decided' ? sample_ratio : ratioOf(verdict, arms);
  return {
    experiment_id: experiment.id,
    ...{ status: experiment.status, metric: experiment.metric, as_of: as_of.toISOString() },
    ...{ settle_minutes: experiment.settle_minutes, people_planned: experiment.people_planned },
    variants: variantsOf(experiment, outcomes),
    holdout: outcomesOf(outcomes, 0).assigned,
    waiting_for_winner: experiment.expanded_at ? experiment.people_waiting : null,
    verdict: { ...said, text: verdictText(said, nameOf), shown_at: shown_at?.toISOString() ?? null },
    comparisons: verdict.comparisons.map(({ guardrails, ...each }) => ({
      ...each,
      boundary: 1 - each.confidence,
      guardrails: guardrails.map((one) => ({ ...one, name: one.name === 'failure' ? 'failure' : 'opt_out' })),
    })),
    classical: classicalOf(arms),
    sample_ratio: { ...ratio, causes: ratio.alarm ? [...sampleRatioCauses] : [] },
    caveats: caveatsOf(experiment, people),
  };
}

/** The verdict of the counts now, for those who decide by it. */
export async function verdictNow(rt: Runtime, experiment: ExperimentRecord): Promise<KeptVerdict> {
  const outcomes = await countOutcomes(rt.db, experiment, rt.clock.now());
  const arms = armsOf(experiment, outcomes);
  return keepable(await verdictAside(arms, rulesOf(experiment)), arms);
}

type Counted = { as_of: Date; outcomes: Outcomes[]; people: Awaited<ReturnType<typeof silentPeople>> };

const rememberMs = 3_000;
const mostKept = 1_000;
/** By process: two servers of one test process share nothing. */
const kept = new WeakMap<object, Map<string, { at: number; version: number; answer: Promise<Counted> }>>();

/** By the application's clock: a test that moves it sees what is true then. */
function counted(rt: Runtime, experiment: ExperimentRecord): Promise<Counted> {
  const now = rt.clock.now();
  const own =
    kept.get(coreOf(rt)) ?? new Map<string, { at: number; version: number; answer: Promise<Counted> }>();
  kept.set(coreOf(rt), own);
  const known = own.get(experiment.id);
  if (known && known.version === experiment.version && Math.abs(now.getTime() - known.at) < rememberMs)
    return known.answer;
  if (own.size >= mostKept) own.clear();
  const answer = Promise.all([countOutcomes(rt.db, experiment, now), silentPeople(rt.db, experiment)]).then(
    ([outcomes, people]) => ({ as_of: now, outcomes, people }),
  );
  own.set(experiment.id, { at: now.getTime(), version: experiment.version, answer });
  answer.catch(() => own.delete(experiment.id));
  return answer;
}

export function keepable(verdict: Verdict, arms: readonly Arm[]): KeptVerdict {
  const { kind, winner, variant, difference, low, high, confidence, may_stop } = verdict;
  return {
    ...{ kind, winner, variant, difference, low, high, confidence, may_stop },
    ...{ stopped: [...verdict.stopped], open: [...verdict.open], people_missing: verdict.people_missing },
    sample_ratio: ratioOf(verdict, arms),
  };
}

function ratioOf({ sample_ratio }: Verdict, arms: readonly Arm[]): KeptVerdict['sample_ratio'] {
  const compared = arms.filter((arm) => !arm.ended);
  const shares = compared.reduce((sum, arm) => sum + arm.share, 0);
  const people = compared.reduce((sum, arm) => sum + arm.drawn, 0);
  return {
    ...{ alarm: sample_ratio.alarm, always_valid_p: sample_ratio.alwaysValidP, p: sample_ratio.p },
    variants: compared.map(({ key, drawn, share }) => ({
      ...{ key, people: drawn, expected: (people * share) / shares },
    })),
  };
}

function variantsOf(
  experiment: ExperimentRecord,
  outcomes: readonly Outcomes[],
): ExperimentResults['variants'] {
  return experiment.variants.map(({ variant, key, name, is_control, share, stopped_at, stopped_reason }) => {
    const { guardrails, ...own } = outcomesOf(outcomes, variant);
    const counts = { people: own.settled, successes: own.successes };
    const harm = ({ people, successes }: { people: number; successes: number }) => ({
      people,
      count: successes,
    });
    return {
      ...{ key, name, is_control, share, ...own },
      rate: own.settled === 0 ? null : rateOf(counts),
      ...wilsonInterval(counts),
      guardrails: { opt_out: harm(guardrails.opt_out), failure: harm(guardrails.failure) },
      stopped_at: stopped_at && new Date(stopped_at).toISOString(),
      stopped_reason,
    };
  });
}

function classicalOf(arms: readonly Arm[]): ExperimentResults['classical'] {
  const look = oneLook(arms.toSorted((a, b) => Number(b.is_control) - Number(a.is_control)));
  const { statistic, degrees, p, leastExpected } = look.chi_square;
  return {
    chi_square: { statistic, degrees, p, least_expected: leastExpected },
    differences: look.differences.map(({ key, ...each }) => ({ variant: key, ...each })),
  };
}
