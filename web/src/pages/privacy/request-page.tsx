import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useTitle } from '../../lib/use-title.ts';
import { DaysLeft } from '../../reasons/days-left.tsx';
import { requestKindWords, requestStateWords, requestWayNames } from '../../reasons/request-words.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Facts } from '../../ui/facts.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { requestKey, type Request } from './request.ts';
import { ErasureProof } from './erasure-proof.tsx';
import { KeptNotice } from './kept-notice.tsx';
import { RequestSteps } from './request-steps.tsx';
import { RequestWork } from './request-work.tsx';
import { useCallName } from '../../lib/call-name.ts';

const route = getRouteApi('/app/compliance/requests/$id');

export function RequestPage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const request = useQuery({
    queryKey: requestKey(id),
    queryFn: ({ signal }) => api('GET /api/v1/privacy-requests/{id}', { path: { id }, signal }),
  });
  useTitle(t`Privacy request`);
  if (request.data) return <Shown request={request.data} />;
  if (request.isError)
    return (
      <ErrorState
        error={request.error}
        retrying={request.isFetching}
        onRetry={() => void request.refetch()}
      />
    );
  return (
    <div role="status" aria-label={t`Loading`} className="grid gap-5">
      <Skeleton className="h-14 max-w-96" />
      <Skeleton className="h-72" />
    </div>
  );
}

function Shown({ request }: { request: Request }) {
  const { t, i18n } = useLingui();
  const callName = useCallName();
  const { longDate } = useFormat();
  const kind = requestKindWords[request.kind];
  const { person } = request;
  const way = i18n._(requestWayNames[request.came_by]);
  const received = longDate(new Date(request.received_at));
  const open = request.state === 'open';
  return (
    <div className="mx-auto grid w-full max-w-[1000px] gap-5">
      <PageHeader
        above={
          <Link
            to="/compliance/requests"
            className="-ms-1 inline-flex min-h-6 items-center gap-1 text-sm font-medium text-muted hover:text-text"
          >
            <ChevronLeft className="size-4" aria-hidden />
            <Trans>Privacy requests</Trans>
          </Link>
        }
        title={i18n._(kind.name)}
        note={
          person ? (
            <Link
              to="/prospects/$id"
              params={{ id: person.id }}
              className="underline decoration-control underline-offset-2"
            >
              {callName(person.name)}
            </Link>
          ) : (
            <Trans>Somebody whose record is gone</Trans>
          )
        }
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 gap-5">
          {request.kept && <KeptNotice kept={request.kept} />}
          {open && <RequestWork request={request} />}
          {request.kind === 'erasure' && request.state === 'completed' && person && (
            <ErasureProof personId={person.id} />
          )}
          <RequestSteps request={request} />
        </div>
        <Card id="facts" title={t`The request`} className="max-lg:order-first">
          <Facts
            items={[
              {
                name: t`State`,
                value: (
                  <span className={open ? 'text-info' : request.state === 'completed' ? 'text-ok' : ''}>
                    {i18n._(requestStateWords[request.state])}
                  </span>
                ),
              },
              ...(request.days_left === null
                ? []
                : [
                    {
                      name: t`Last day`,
                      value: <DaysLeft dueOn={request.due_on} left={request.days_left} />,
                    },
                  ]),
              { name: t`Came`, value: `${received}, ${way}` },
              { name: t`Recorded by`, value: request.recorded_by_name ?? t`the person themselves` },
              { name: t`Who works on it`, value: request.assigned_to?.name ?? t`Nobody yet` },
              ...(request.extended_at === null
                ? []
                : [{ name: t`More time since`, value: longDate(new Date(request.extended_at)) }]),
            ]}
          />
          <p className="mt-3 text-sm text-muted">{i18n._(kind.hint)}</p>
        </Card>
      </div>
    </div>
  );
}
