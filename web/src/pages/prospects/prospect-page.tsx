import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft, UserX } from 'lucide-react';
import { ApiProblem } from '../../api/problem.ts';
import { api } from '../../api/client.ts';
import { useRegionNames } from '../../i18n/region-names.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ConsentCard } from './consent-card.tsx';
import { CopyCard } from './copy-card.tsx';
import { listAsLeft } from './last-list.ts';
import { HeldNotice } from './held-notice.tsx';
import { IdentitiesCard } from './identities-card.tsx';
import { PersonActions } from './person-actions.tsx';
import { usePersonName } from './person-name.ts';
import { PersonFacts } from './person-facts.tsx';
import { Timeline } from './timeline.tsx';
import { RequestsCard } from './requests-card.tsx';
import { personKey, type Person } from './person.ts';

const route = getRouteApi('/app/prospects/$id');

export function ProspectPage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const person = useQuery({
    queryKey: personKey(id),
    queryFn: ({ signal }) => api('GET /api/v1/prospects/{id}', { path: { id }, signal }),
  });
  useTitle(person.data?.name ?? t`Prospect`);
  if (person.data) return <Shown person={person.data} />;
  if (!person.isError) return <Loading />;
  if (person.error instanceof ApiProblem && person.error.status === 404) return <Gone />;
  return (
    <ErrorState error={person.error} retrying={person.isFetching} onRetry={() => void person.refetch()} />
  );
}

function Shown({ person }: { person: Person }) {
  const user = useUser();
  const nameOf = usePersonName();
  const { region, language } = useRegionNames();
  const mayWrite = user?.role !== 'compliance';
  const place = [
    person.phone_number,
    person.email,
    person.country && region(person.country),
    person.language && language(person.language),
  ].filter((one) => one && one !== nameOf(person));
  return (
    <div className="grid gap-5">
      <PageHeader
        above={<BackToList />}
        title={nameOf(person)}
        note={<span className="tabular">{place.join(' · ')}</span>}
        actions={mayWrite && <PersonActions person={person} />}
      />
      <HeldNotice person={person} mayDecide={mayWrite} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_360px]">
        <Timeline personId={person.id} />
        <div className="grid min-w-0 gap-5 max-lg:order-first">
          <ConsentCard person={person} mayWrite={mayWrite} />
          <IdentitiesCard personId={person.id} />
          <PersonFacts person={person} />
          {user !== undefined && user.role !== 'standard' && <CopyCard person={person} />}
          <RequestsCard person={person} />
        </div>
      </div>
    </div>
  );
}

function BackToList() {
  return (
    <Link
      to="/prospects"
      search={listAsLeft()}
      className="-ms-1 inline-flex min-h-6 items-center gap-1 text-sm font-medium text-muted hover:text-text"
    >
      <ChevronLeft className="size-4" aria-hidden />
      <Trans>Prospects</Trans>
    </Link>
  );
}

function Loading() {
  const { t } = useLingui();
  return (
    <div role="status" aria-label={t`Loading`} className="grid gap-5">
      <Skeleton className="h-14 max-w-96" />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_360px]">
        <Skeleton className="h-96" />
        <Skeleton className="h-72" />
      </div>
    </div>
  );
}

function Gone() {
  return (
    <EmptyState
      icon={UserX}
      title={<Trans>This person is not here</Trans>}
      action={
        <Link to="/prospects" className={buttonLooks()}>
          <Trans>See your prospects</Trans>
        </Link>
      }
    >
      <Trans>They were deleted, or are in somebody else’s book. A colleague can share them with you.</Trans>
    </EmptyState>
  );
}
