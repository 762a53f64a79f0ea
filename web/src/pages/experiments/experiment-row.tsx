import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../i18n/use-format.ts';
import { Ago } from '../../ui/ago.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Status, toneText } from '../../ui/status.tsx';
import { controlOf, type Experiment } from './results.ts';
import { useResults } from './use-results.ts';
import { useVerdictText } from './use-verdict-text.ts';
import { experimentWords, metricWords, variesWords } from './words.ts';

type Props = { experiment: Experiment; current: boolean; showOwner: boolean };

/** One experiment: what it tries, how far it is, what may be said. */
export function ExperimentRow({ experiment, current, showOwner }: Props) {
  const { i18n } = useLingui();
  const words = experimentWords[experiment.status];
  const draft = experiment.status === 'draft';
  const looks = 'inline-flex min-h-6 items-center font-medium break-words underline-offset-2 hover:underline';
  return (
    <li
      data-row={experiment.id}
      aria-current={current ? true : undefined}
      className={classNames(
        'grid gap-x-8 gap-y-2 px-4 py-3.5 sm:px-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]',
        current && 'bg-raised outline-2 -outline-offset-2 outline-accent',
      )}
    >
      <div className="grid min-w-0 content-start gap-1">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          {draft ? (
            <Link
              to="/campaigns/$id/edit"
              params={{ id: experiment.campaign_id }}
              search={{ step: 'versions' }}
              className={looks}
            >
              {experiment.name}
            </Link>
          ) : (
            <Link to="/experiments/$id" params={{ id: experiment.id }} className={looks}>
              {experiment.name}
            </Link>
          )}
          <Status
            icon={words.icon}
            tone={words.tone}
            word={i18n._(words.word)}
            meaning={i18n._(words.meaning)}
          />
        </div>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          <span>{i18n._(variesWords[experiment.varies].name)}</span>
          <span>{i18n._(metricWords[experiment.metric].name)}</span>
          {showOwner && <span>{experiment.portfolio_manager_name}</span>}
          {experiment.launched_at && (
            <span>
              <Trans>Started</Trans> <Ago at={experiment.launched_at} />
            </span>
          )}
        </p>
      </div>
      {!draft && <RowVerdict experiment={experiment} />}
    </li>
  );
}

function RowVerdict({ experiment }: { experiment: Experiment }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const text = useVerdictText();
  const results = useResults(experiment).data;
  if (!results) return <span className="min-h-10" />;
  const said = text(results, { ...experiment, control: controlOf(experiment) });
  const Icon = said.icon;
  const planned = experiment.people_planned;
  // A plan is kept when every version has its people: the smallest says how far it is.
  const counted = Math.min(...results.variants.filter((one) => !one.stopped_at).map((one) => one.settled));
  const [countText, plannedText] = [exact(counted), exact(planned ?? 0)];
  const { name } = experiment;
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <p className="tabular flex gap-2 font-medium">
        <Icon className={classNames('mt-0.5 size-4 shrink-0', toneText[said.tone])} aria-hidden />
        {said.short}
      </p>
      {planned !== null && experiment.status === 'running' && (
        <div className="grid max-w-96 gap-1">
          <ProgressBar
            label={t`Progress of ${name}`}
            text={t`${countText} of ${plannedText} planned people a version`}
            whole={planned}
            parts={[{ key: 'counted', value: Math.min(planned, counted), className: 'bg-accent' }]}
          />
          <p className="tabular text-sm text-muted">
            <Trans>
              {countText} of {plannedText} planned people a version
            </Trans>
          </p>
        </div>
      )}
    </div>
  );
}
