import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft, FlaskConical } from 'lucide-react';
import { api } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Ago } from '../../ui/ago.tsx';
import { buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status } from '../../ui/status.tsx';
import { ExperimentActions } from './experiment-actions.tsx';
import { ExperimentResults } from './experiment-results.tsx';
import type { Experiment } from './results.ts';
import { experimentWords } from './words.ts';

const route = getRouteApi('/app/experiments/$id');

export function ExperimentPage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const query = useQuery({
    queryKey: ['experiment', id],
    queryFn: ({ signal }) => api('GET /api/v1/experiments/{id}', { path: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? 10_000 : false),
  });
  const experiment = query.data;
  useTitle(experiment?.name ?? t`Experiment`);
  if (!experiment) {
    if (!query.isError) return <Loading />;
    if (query.error instanceof ApiProblem && query.error.status === 404) return <Gone />;
    return (
      <ErrorState error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />
    );
  }
  return (
    <div className="grid gap-5">
      <Link
        to="/experiments"
        className="-ms-1 -mb-3 inline-flex min-h-6 items-center gap-1 justify-self-start text-sm font-medium text-muted hover:text-text"
      >
        <ChevronLeft className="size-4" aria-hidden />
        <Trans>Experiments</Trans>
      </Link>
      <PageHeader
        title={experiment.name}
        note={<HeaderFacts experiment={experiment} />}
        actions={experiment.status !== 'draft' && <ExperimentActions experiment={experiment} />}
      />
      {experiment.status === 'draft' ? (
        <NotStarted experiment={experiment} />
      ) : (
        <ExperimentResults experiment={experiment} />
      )}
    </div>
  );
}

function HeaderFacts({ experiment }: { experiment: Experiment }) {
  const { i18n } = useLingui();
  const words = experimentWords[experiment.status];
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Status icon={words.icon} tone={words.tone} word={i18n._(words.word)} meaning={i18n._(words.meaning)} />
      <span>{experiment.portfolio_manager_name}</span>
      <span>
        <Trans>Campaign:</Trans>{' '}
        <Link
          to="/campaigns/$id"
          params={{ id: experiment.campaign_id }}
          className="underline decoration-control underline-offset-2 hover:text-text"
        >
          {experiment.campaign_name}
        </Link>
      </span>
      {experiment.launched_at && (
        <span>
          <Trans>Started</Trans> <Ago at={experiment.launched_at} />
        </span>
      )}
    </span>
  );
}

function NotStarted({ experiment }: { experiment: Experiment }) {
  return (
    <Panel>
      <EmptyState
        icon={FlaskConical}
        title={<Trans>It has not started yet</Trans>}
        action={
          <Link
            to="/campaigns/$id/edit"
            params={{ id: experiment.campaign_id }}
            search={{ step: 'versions' }}
            className={buttonLooks('primary')}
          >
            <Trans>Set up the versions</Trans>
          </Link>
        }
      >
        <Trans>It starts when its campaign is launched. Results show here from the first answers on.</Trans>
      </EmptyState>
    </Panel>
  );
}

function Loading() {
  return (
    <div className="grid gap-5">
      <Skeleton className="h-14 max-w-96" />
      <Skeleton className="h-28" />
      <Skeleton className="h-80" />
    </div>
  );
}

function Gone() {
  return (
    <div className="grid gap-5">
      <PageHeader title={<Trans>Experiment</Trans>} />
      <Panel>
        <EmptyState
          icon={FlaskConical}
          title={<Trans>This experiment is not here</Trans>}
          action={
            <Link to="/experiments" className={buttonLooks()}>
              <Trans>See your experiments</Trans>
            </Link>
          }
        >
          <Trans>It was taken away from its draft, or it belongs to somebody else.</Trans>
        </EmptyState>
      </Panel>
    </div>
  );
}
