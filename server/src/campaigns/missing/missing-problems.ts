// What missing values say of a launch: one problem for each value nothing is decided about. Pure.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import type { MissingCount } from './count-missing.ts';

export function missingProblems({ variables, faulty }: Pick<MissingCount, 'variables' | 'faulty'>) {
  const problems: CampaignForecast['problems'] = variables
    .filter((one) => one.open > 0)
    .map(({ variable, open, action }) => ({
      code: 'values_missing',
      field: `missing_values.${variable}`,
      reason:
        action?.action === 'default'
          ? `${people(open)} “${variable}”, and its default “${action.value}” does not make their message whole`
          : `${people(open)} “${variable}”, which the message needs`,
      remedy:
        'Give a default for it, leave these people out, or put the value on record: GET /api/v1/campaigns/{id}/missing-variables/people lists them.',
      blocking: true,
      count: open,
      variable,
    }));
  if (faulty)
    problems.push({
      code: 'template_invalid',
      field: 'channel_content',
      reason: `The message cannot be written for ${faulty.count.toLocaleString('en')} of the audience: ${faulty.problem}`,
      remedy: 'Correct the template.',
      blocking: true,
      count: faulty.count,
    });
  return problems;
}

function people(count: number): string {
  return count === 1 ? '1 person lacks' : `${count.toLocaleString('en')} people lack`;
}
