// An experiment's numbers as CSV: one line for each variant. Shares and rates are from 0 to 1. Pure.
import type { ExperimentResource, ExperimentResults } from '@sampark/contracts/experiments.ts';
import { csvLine } from '../analytics/export-csv.ts';

export function reportCsv(experiment: ExperimentResource, results: ExperimentResults): string {
  const lines = results.variants.map((each) => {
    const compared = results.comparisons.find((one) => one.variant === each.key);
    const classical = results.classical.differences.find((one) => one.variant === each.key);
    return csvLine([
      ...[experiment.name, experiment.campaign_name, experiment.metric, results.as_of, each.key, each.name],
      ...[each.is_control ? 'yes' : 'no', each.share / 10_000, each.assigned, each.left_out, each.sent],
      ...[each.settled, each.successes, each.rate, each.low, each.high],
      ...[compared?.difference ?? null, compared?.low ?? null, compared?.high ?? null],
      ...[compared?.confidence ?? null, compared?.always_valid_p ?? null, compared?.finding ?? null],
      ...[classical?.test ?? null, classical?.p_adjusted ?? null],
      ...[each.guardrails.opt_out.people, each.guardrails.opt_out.count],
      ...[each.guardrails.failure.people, each.guardrails.failure.count],
      ...[each.stopped_at, each.stopped_reason, experiment.winner === each.key ? 'yes' : 'no'],
      experiment.metric === 'converted' ? experiment.converted_by : null,
    ]);
  });
  return [csvLine(columns), ...lines].join('');
}

const columns = [
  ...[
    'experiment',
    'campaign',
    'metric',
    'as_of',
    'variant',
    'name',
    'control',
    'share',
    'assigned',
    'left_out',
  ],
  ...['sent', 'settled', 'successes', 'rate', 'rate_low', 'rate_high', 'difference', 'difference_low'],
  ...['difference_high', 'confidence', 'always_valid_p', 'finding', 'classical_test', 'classical_p_adjusted'],
  ...[
    'opt_out_people',
    'opt_outs',
    'failure_people',
    'failures',
    'stopped_at',
    'stopped_reason',
    'winner',
    'converted_by',
  ],
];
