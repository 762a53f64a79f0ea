import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft, FileX, Send, Users } from 'lucide-react';
import { useEffect } from 'react';
import { api } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Ago } from '../../ui/ago.tsx';
import { buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Stat } from '../../ui/stat.tsx';
import { Status } from '../../ui/status.tsx';
import { stoppedWords } from './import-errors.ts';
import { importWords, type Import } from './import-words.ts';
import { Rejects } from './rejects.tsx';
import { UndoButton } from './undo-button.tsx';

const route = getRouteApi('/app/imports/$id');
const busy: readonly string[] = ['uploaded', 'running', 'undoing'];

export function ImportPage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const query = useQuery({
    queryKey: ['import', id],
    queryFn: ({ signal }) => api('GET /api/v1/imports/{id}', { path: { id }, signal }),
    refetchInterval: ({ state }) => (busy.includes(state.data?.status ?? 'running') ? 1_000 : false),
  });
  useTitle(query.data?.file_name ?? t`Import`);
  const queries = useQueryClient();
  const status = query.data?.status;
  useEffect(() => {
    // People were added or taken away: lists of them shown before are out of date.
    if (status && !busy.includes(status))
      void queries.invalidateQueries({ queryKey: ['GET /api/v1/prospects'] });
  }, [queries, status]);
  if (query.data) return <Shown item={query.data} />;
  if (query.error instanceof ApiProblem && query.error.status === 404) return <Gone />;
  if (query.isError)
    return (
      <ErrorState error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />
    );
  return (
    <div role="status" aria-label={t`Loading`}>
      <Skeleton className="h-72" />
    </div>
  );
}

function Gone() {
  return (
    <EmptyState
      icon={FileX}
      title={<Trans>This import is not here</Trans>}
      action={
        <Link to="/imports" className={buttonLooks()}>
          <Trans>See your imports</Trans>
        </Link>
      }
    >
      <Trans>It may be a colleague’s: everybody sees their own.</Trans>
    </EmptyState>
  );
}

function Shown({ item }: { item: Import }) {
  const { t, i18n } = useLingui();
  const { exact, percent } = useFormat();
  const user = useUser();
  const words = importWords[item.status];
  const done = item.status === 'completed';
  const name = item.file_name ?? t`A file without a name`;
  const all = exact(item.rows_total);
  const mayWrite = user?.role !== 'compliance';
  return (
    <div className="grid gap-5">
      <PageHeader
        above={
          <Link
            to="/imports"
            className="-ms-1 inline-flex min-h-6 items-center gap-1 text-sm font-medium text-muted hover:text-text"
          >
            <ChevronLeft className="size-4" aria-hidden />
            <Trans>Imports</Trans>
          </Link>
        }
        title={name}
        note={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Status
              icon={words.icon}
              tone={words.tone}
              word={i18n._(words.word)}
              meaning={i18n._(words.meaning)}
            />
            <Ago at={item.created_at} />
          </span>
        }
        actions={
          mayWrite &&
          (done || item.status === 'failed') && (
            <>
              <UndoButton item={item} />
              <Link to="/prospects" search={{ import_id: item.id }} className={buttonLooks()}>
                <Users className="size-4" aria-hidden />
                <Trans>See these people</Trans>
              </Link>
              {done && (
                <Link to="/campaigns/new" search={{ import_id: item.id }} className={buttonLooks('primary')}>
                  <Send className="size-4" aria-hidden />
                  <Trans>Write to them</Trans>
                </Link>
              )}
            </>
          )
        }
      />
      {busy.includes(item.status) && (
        <div className="grid gap-1.5" role="status">
          <ProgressBar
            label={t`Progress of ${name}`}
            text={percent(Math.floor(item.progress * 100), 100)}
            whole={1}
            parts={[{ key: 'done', value: item.progress, className: 'bg-accent' }]}
          />
          <p className="text-sm text-muted">{i18n._(words.meaning)}</p>
        </div>
      )}
      {item.status === 'failed' && (
        <p role="alert" className="rounded-md bg-danger-tint px-4 py-3 text-danger">
          {i18n._(stoppedWords[item.error_code ?? ''] ?? words.meaning)}{' '}
          <Trans>What it had added until then is here; you can undo it, or import the file again.</Trans>
        </p>
      )}
      {item.undo && (
        <p className="rounded-md bg-raised px-4 py-3">
          <Plural
            value={item.undo.deleted}
            one={`${exact(item.undo.deleted)} person was removed again.`}
            other={`${exact(item.undo.deleted)} people were removed again.`}
          />{' '}
          <Plural
            value={item.undo.restored}
            one={`${exact(item.undo.restored)} was put back as they were.`}
            other={`${exact(item.undo.restored)} were put back as they were.`}
          />{' '}
          <Plural
            value={item.undo.kept}
            one={`${exact(item.undo.kept)} stays, because somebody had worked with them since.`}
            other={`${exact(item.undo.kept)} stay, because somebody had worked with them since.`}
          />
        </p>
      )}
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-4">
        <Stat
          name="added"
          label={t`Added`}
          value={exact(item.rows_imported)}
          note={plural(item.rows_total, { one: `of ${all} row`, other: `of ${all} rows` })}
        />
        <Stat
          name="updated"
          label={t`Updated`}
          value={exact(item.rows_updated)}
          note={t`were here already`}
        />
        <Stat
          name="rejected"
          label={t`Rejected`}
          value={exact(item.rows_rejected)}
          note={item.rows_rejected > 0 ? t`listed below with why` : t`no row was refused`}
        />
        <Stat
          name="silent"
          label={t`Without consent`}
          value={exact(item.rows_without_consent)}
          note={t`imported, cannot be messaged`}
        />
      </dl>
      {item.opt_outs_respected > 0 && (
        <p className="text-sm text-muted">
          <Plural
            value={item.opt_outs_respected}
            one={`${exact(item.opt_outs_respected)} row grants what the person had withdrawn: recorded, without effect.`}
            other={`${exact(item.opt_outs_respected)} rows grant what the person had withdrawn: recorded, without effect.`}
          />
        </p>
      )}
      {item.rows_rejected > 0 && <Rejects item={item} mayWrite={mayWrite} />}
    </div>
  );
}
