import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Leaf } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { BanCard } from './ban-card.tsx';
import { panelKey } from './panel-key.ts';
import { ReplyCard } from './reply-card.tsx';
import { SimulatorCard } from './simulator-card.tsx';

/** Makes the simulated platforms misbehave, so that one can watch what Sampark makes of it. */
export function DemoPage() {
  const { t } = useLingui();
  useTitle(t`Simulators`);
  const queries = useQueryClient();
  const panel = useQuery({
    queryKey: panelKey,
    queryFn: ({ signal }) => api('GET /api/v1/demo/panel', { signal }),
    refetchInterval: 3_000,
    retry: false,
  });
  const calm = useMutation({
    mutationFn: () => api('POST /api/v1/demo/calm'),
    onSuccess: (answer) => queries.setQueryData(panelKey, answer),
  });
  return (
    <div className="grid gap-5">
      <PageHeader
        title={<Trans>Simulators</Trans>}
        note={
          <Trans>
            Four invented platforms on this machine. Make it hard for them and watch what happens.
          </Trans>
        }
        actions={
          panel.data && (
            <Button
              icon={<Leaf className="size-4" aria-hidden />}
              busy={calm.isPending}
              onClick={() => calm.mutate()}
            >
              <Trans>Make all well again</Trans>
            </Button>
          )
        }
      />
      {panel.data ? (
        <>
          <div className="grid gap-5 sm:grid-cols-2">
            {panel.data.items.map((one) => (
              <SimulatorCard key={one.channel} state={one} />
            ))}
          </div>
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <ReplyCard />
            <BanCard />
          </div>
        </>
      ) : panel.isError ? (
        <ErrorState error={panel.error} retrying={panel.isFetching} onRetry={() => void panel.refetch()} />
      ) : (
        <div role="status" aria-label={t`Loading`}>
          <Skeleton className="h-96" />
        </div>
      )}
    </div>
  );
}
