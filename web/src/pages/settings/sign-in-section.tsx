import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Switch } from '../../ui/switch.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { ActionError } from './action-error.tsx';
import { SingleSignOnCard } from './single-sign-on-card.tsx';

const key = ['GET /api/v1/workspace/sign-in'];

/** How everybody of the workspace signs in. */
export function SignInSection() {
  return (
    <div className="grid gap-5">
      <SecondStepCard />
      <SingleSignOnCard />
    </div>
  );
}

function SecondStepCard() {
  const { t } = useLingui();
  const queries = useQueryClient();
  const settings = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/workspace/sign-in', { signal }),
  });
  const change = useMutation({
    mutationFn: (second_factor_required: boolean) =>
      api('PATCH /api/v1/workspace/sign-in', { body: { second_factor_required } }),
    onSuccess: (next) => {
      queries.setQueryData(key, next);
      showToast(t`Saved`);
    },
  });
  return (
    <Card id="sign-in" title={t`How people sign in`} note={t`For everybody of this workspace.`}>
      {settings.isError ? (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      ) : settings.data === undefined ? (
        <Skeleton className="h-16" />
      ) : (
        <Switch
          label={t`Require a second step`}
          hint={t`Besides the password, a code from the person’s phone. Who has none yet sets it up at the next sign-in; sessions that are open now go on.`}
          checked={settings.data.second_factor_required}
          disabled={change.isPending}
          onChange={(on) => change.mutate(on)}
        />
      )}
      <ActionError error={change.error} />
    </Card>
  );
}
