import { Trans } from '@lingui/react/macro';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import type { Step } from './lists.ts';
import { useProblemText } from './problem-text.ts';
import type { Forecast } from './use-forecast.ts';

type Props = {
  icon: LucideIcon;
  tone: string;
  title: string;
  problems: Forecast['problems'];
  forecast: Forecast;
  onGo: (step: Step) => void;
  more?: ReactNode;
};

/** What stands in the way or is worth a look; each leads to where it is put right. */
export function ProblemList({ icon: Icon, tone, title, problems, forecast, onGo, more }: Props) {
  const textOf = useProblemText(forecast);
  return (
    <section className="grid gap-2">
      <h3 className={`flex items-center gap-2 font-semibold ${tone}`}>
        <Icon className="size-4" aria-hidden />
        {title}
      </h3>
      <ul className="grid gap-2 ps-6">
        {problems.map((problem) => {
          const text = textOf(problem);
          const step = stepOf(problem);
          return (
            <li
              key={`${problem.code}${problem.field}${problem.reason}`}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1"
            >
              <span>
                {text.reason}. <span className="text-muted">{text.remedy}</span>
              </span>
              {step && (
                <Button onClick={() => onGo(step)}>
                  <Trans>Put it right</Trans>
                </Button>
              )}
            </li>
          );
        })}
        {more && <li>{more}</li>}
      </ul>
    </section>
  );
}

function stepOf({ code, field }: Forecast['problems'][number]): Step | undefined {
  // Other people help here, not another order of channels.
  if (code === 'nobody_reachable') return 'audience';
  if (field.startsWith('experiment.')) return 'versions';
  if (/content|template|channel|link_visits/.test(field)) return 'message';
  if (/segment|prospect|audience|recipients/.test(field)) return 'audience';
  return /launch|time|pace/.test(field) ? 'schedule' : undefined;
}
