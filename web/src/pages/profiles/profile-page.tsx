import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft, CircleUserRound } from 'lucide-react';
import { ApiProblem } from '../../api/problem.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ProfileEditor } from './profile-editor.tsx';
import { profileQuery } from './use-profiles.ts';

const route = getRouteApi('/app/profiles/$id');

export function ProfilePage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const user = useUser();
  const isNew = id === 'new';
  const profile = useQuery({ ...profileQuery(id), enabled: !isNew });
  useTitle(isNew ? t`New profile` : (profile.data?.name ?? t`Profile`));
  const denied = isNew && user?.role === 'compliance';
  if (isNew ? denied : !profile.data) {
    const gone = denied || (profile.error instanceof ApiProblem && profile.error.status === 404);
    return (
      <div className="mx-auto grid w-full max-w-[1280px] gap-5">
        <BackLink />
        {gone ? (
          <EmptyState
            icon={CircleUserRound}
            title={denied ? <Trans>Your role reads profiles</Trans> : <Trans>This profile is not here</Trans>}
            action={
              <Link to="/profiles" className={buttonLooks()}>
                <Trans>See the profiles</Trans>
              </Link>
            }
          >
            {denied ? (
              <Trans>Portfolio managers and administrators write them.</Trans>
            ) : (
              <Trans>Somebody deleted it, or it belongs to somebody else.</Trans>
            )}
          </EmptyState>
        ) : profile.isError ? (
          <ErrorState
            error={profile.error}
            retrying={profile.isFetching}
            onRetry={() => void profile.refetch()}
          />
        ) : (
          <div role="status" aria-label={t`Loading`} className="grid gap-4">
            <Skeleton className="h-16" />
            <Skeleton className="h-96" />
          </div>
        )}
      </div>
    );
  }
  return (
    <div className="mx-auto grid w-full max-w-[1280px] grid-cols-[minmax(0,1fr)] gap-5">
      <BackLink />
      <ProfileEditor
        key={id}
        profile={isNew ? undefined : profile.data}
        mayWrite={user?.role !== 'compliance'}
      />
    </div>
  );
}

function BackLink() {
  return (
    <Link
      to="/profiles"
      className="-ms-1 -mb-3 inline-flex min-h-6 items-center gap-1 justify-self-start text-sm font-medium text-muted hover:text-text"
    >
      <ChevronLeft className="size-4" aria-hidden />
      <Trans>Profiles</Trans>
    </Link>
  );
}
