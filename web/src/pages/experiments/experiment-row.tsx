import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Ago } from '../../ui/ago.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Status } from '../../ui/status.tsx';
import type { Experiment } from './results.ts';
import { RowVerdict } from './row-verdict.tsx';
import { experimentWords, judgedBy, variesWords } from './words.ts';

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
          <span>{i18n._(judgedBy(experiment).name)}</span>
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
