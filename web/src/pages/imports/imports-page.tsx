import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Upload } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { useList } from '../../lib/use-list.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Ago } from '../../ui/ago.tsx';
import { buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status } from '../../ui/status.tsx';
import { importWords, type Import } from './import-words.ts';

export function ImportsPage() {
  const { t } = useLingui();
  useTitle(t`Imports`);
  const user = useUser();
  const list = useList('GET /api/v1/imports', {}, { refetchEveryMs: 3_000 });
  const newLink = user?.role !== 'compliance' && (
    <Link to="/imports/new" className={buttonLooks('primary')}>
      <Upload className="size-4" aria-hidden />
      <Trans>Import contacts</Trans>
    </Link>
  );
  return (
    <div className="grid gap-5">
      <PageHeader title={<Trans>Imports</Trans>} actions={newLink} />
      <Panel>
        <ListStates
          query={list}
          count={list.rows?.length}
          filtered={false}
          onClear={() => {}}
          empty={
            <EmptyState icon={Upload} title={<Trans>Nothing was imported yet</Trans>} action={newLink}>
              <Trans>Bring a CSV file as any tool exports it. You see what will happen before it does.</Trans>
            </EmptyState>
          }
        >
          {list.rows ? (
            <ul aria-label={t`Imports`} className="divide-y divide-line">
              {list.rows.map((one) => (
                <ImportRow key={one.id} item={one} />
              ))}
            </ul>
          ) : (
            <div role="status" aria-label={t`Loading`} className="grid gap-4 p-4">
              <Skeleton className="h-12" />
              <Skeleton className="h-12" />
            </div>
          )}
          <MoreButton query={list} />
        </ListStates>
      </Panel>
    </div>
  );
}

function ImportRow({ item }: { item: Import }) {
  const { t, i18n } = useLingui();
  const { exact, percent } = useFormat();
  const words = importWords[item.status];
  const name = item.file_name ?? t`A file without a name`;
  const added = exact(item.rows_imported);
  const updated = exact(item.rows_updated);
  const rejected = exact(item.rows_rejected);
  return (
    <li className="grid gap-2 px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            to="/imports/$id"
            params={{ id: item.id }}
            className="inline-flex min-h-6 items-center font-medium break-all underline-offset-2 hover:underline"
          >
            {name}
          </Link>
          <Status
            icon={words.icon}
            tone={words.tone}
            word={i18n._(words.word)}
            meaning={i18n._(words.meaning)}
          />
        </span>
        <span className="text-sm text-muted">
          <Ago at={item.created_at} />
        </span>
      </div>
      {item.status === 'running' && (
        <ProgressBar
          label={t`Progress of ${name}`}
          text={percent(Math.floor(item.progress * 100), 100)}
          whole={1}
          parts={[{ key: 'done', value: item.progress, className: 'bg-accent' }]}
        />
      )}
      <p className="tabular flex flex-wrap gap-x-4 text-sm text-muted">
        <span>{t`${added} added`}</span>
        <span>{t`${updated} updated`}</span>
        <span className={item.rows_rejected > 0 ? 'text-danger' : undefined}>{t`${rejected} rejected`}</span>
      </p>
    </li>
  );
}
