import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft, Send, Undo2, Users } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button, buttonLooks } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Stat } from '../../ui/stat.tsx';
import { Status } from '../../ui/status.tsx';
import { importWords, type Import } from './import-words.ts';
import { Rejects } from './rejects.tsx';

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
  if (query.data) return <Shown item={query.data} />;
  if (query.isError)
    return (
      <ErrorState error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />
    );
  return <Skeleton className="h-72" />;
}

function Shown({ item }: { item: Import }) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
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
          done &&
          mayWrite && (
            <>
              <UndoButton item={item} />
              <Link to="/prospects" search={{ import_id: item.id }} className={buttonLooks()}>
                <Users className="size-4" aria-hidden />
                <Trans>See these people</Trans>
              </Link>
              <Link to="/campaigns/new" search={{ import_id: item.id }} className={buttonLooks('primary')}>
                <Send className="size-4" aria-hidden />
                <Trans>Write to them</Trans>
              </Link>
            </>
          )
        }
      />
      {busy.includes(item.status) && (
        <div className="grid gap-1.5" role="status">
          <ProgressBar
            label={t`Progress of ${name}`}
            text={`${Math.floor(item.progress * 100)}%`}
            whole={1}
            parts={[{ key: 'done', value: item.progress, className: 'bg-accent' }]}
          />
          <p className="text-sm text-muted">{i18n._(words.meaning)}</p>
        </div>
      )}
      {item.status === 'failed' && (
        <p role="alert" className="rounded-md bg-danger-tint px-4 py-3 text-danger">
          {item.error_detail ?? i18n._(words.meaning)}
        </p>
      )}
      {item.undo && (
        <p className="rounded-md bg-raised px-4 py-3">
          <Trans>
            {exact(item.undo.deleted)} people were removed again, {exact(item.undo.restored)} put back as they
            were, {exact(item.undo.kept)} kept because somebody had worked with them since.
          </Trans>
        </p>
      )}
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-4">
        <Stat name="added" label={t`Added`} value={exact(item.rows_imported)} note={t`of ${all} rows`} />
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
          note={t`listed below with why`}
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
          <Trans>
            {exact(item.opt_outs_respected)} rows grant what the person had withdrawn: recorded, without
            effect.
          </Trans>
        </p>
      )}
      {item.rows_rejected > 0 && <Rejects item={item} mayWrite={mayWrite} />}
    </div>
  );
}

function UndoButton({ item }: { item: Import }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const added = exact(item.rows_imported);
  const updated = exact(item.rows_updated);
  return (
    <>
      <Button icon={<Undo2 className="size-4" aria-hidden />} onClick={() => setAsking(true)}>
        <Trans>Undo this import</Trans>
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        danger
        title={t`Undo this import?`}
        action={t`Undo import`}
        consequences={[
          <Trans key="added">
            The {added} people it added are removed, unless somebody wrote to them since.
          </Trans>,
          <Trans key="updated">The {updated} it updated get back what stood there before.</Trans>,
          <Trans key="consent">Consents from this file no longer count, from now on.</Trans>,
        ]}
        onConfirm={async () => {
          await api('POST /api/v1/imports/{id}/undo', { path: { id: item.id } });
          await queries.invalidateQueries({ queryKey: ['import', item.id] });
        }}
      />
    </>
  );
}
