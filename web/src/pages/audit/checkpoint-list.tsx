import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { FileCheck, Stamp } from 'lucide-react';
import { api, type Answer } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Badge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Instant } from '../../ui/instant.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

type Checkpoints = Answer<'GET /api/v1/audit/checkpoints'>;

/** What was signed of the trail: when, how far, and where else it is kept. */
export function CheckpointList() {
  const list = useQuery({
    queryKey: ['GET /api/v1/audit/checkpoints'],
    queryFn: ({ signal }) => api('GET /api/v1/audit/checkpoints', { signal }),
    refetchInterval: 30_000,
  });
  return (
    <div className="grid gap-3">
      <p className="max-w-[76ch] text-muted">
        <Trans>
          Once a minute Sampark signs how many entries there are, and their last seal. Somebody who owns the
          database cannot forge the signature: entries cut off at the end, or a restored backup, show.
        </Trans>
      </p>
      {list.data && <Where {...list.data} />}
      <Panel>
        <ListStates
          query={list}
          count={list.data?.items.length}
          filtered={false}
          onClear={() => {}}
          empty={
            <EmptyState icon={Stamp} title={<Trans>Nothing has been signed yet</Trans>}>
              <Trans>The first checkpoint comes within a minute after the first entry.</Trans>
            </EmptyState>
          }
        >
          {list.data ? <Rows {...list.data} /> : <Skeleton className="m-4 h-48" />}
        </ListStates>
      </Panel>
    </div>
  );
}

function Where({ file, webhook }: Pick<Checkpoints, 'file' | 'webhook'>) {
  return (
    <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[auto_minmax(0,1fr)]">
      <dt className="text-muted">
        <Trans>Kept on the server</Trans>
      </dt>
      <dd className="font-mono text-xs break-all sm:pt-0.5">{file}</dd>
      <dt className="text-muted">
        <Trans>Sent to</Trans>
      </dt>
      <dd>
        {webhook ?? (
          <Trans>
            nobody yet: set SAMPARK_AUDIT_WEBHOOK to an address that the database’s owner cannot write to
          </Trans>
        )}
      </dd>
    </dl>
  );
}

function Rows({ items, webhook }: Checkpoints) {
  const { t } = useLingui();
  const { longDate, clockTime } = useFormat();
  return (
    <ul aria-label={t`Checkpoints`} className="divide-y divide-line">
      {items.map((one) => {
        const at = new Date(one.at);
        return (
          <li
            key={`${one.at} ${one.entries}`}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:px-5"
          >
            <FileCheck className="size-4 shrink-0 text-muted" aria-hidden />
            <span className="tabular min-w-0 flex-1 basis-48">
              <Instant at={at}>
                {longDate(at)}, {clockTime(at, true)}
              </Instant>
            </span>
            <span className="tabular text-muted">
              <Plural value={one.entries} one="# entry" other="# entries" />
            </span>
            <span className="flex flex-wrap gap-1.5">
              {one.signed ? (
                <Badge tone="ok">
                  <Trans>Signed</Trans>
                </Badge>
              ) : (
                <Badge tone="danger">
                  <Trans>Not our signature</Trans>
                </Badge>
              )}
              {webhook !== null &&
                (one.taken_at === null ? (
                  <Badge tone="warn">
                    <Trans>Not taken by the webhook</Trans>
                  </Badge>
                ) : (
                  <Badge tone="ok">
                    <Trans>Sent away</Trans>
                  </Badge>
                ))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
