import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ComplianceTabs } from './compliance-tabs.tsx';
import { HoldsCard } from './holds-card.tsx';
import { KeptCard } from './kept-card.tsx';
import { SupervisionCard } from './supervision-card.tsx';

/** How long everything is kept, what must not go, and what supervisors look at. */
export function RecordsPage() {
  const { t } = useLingui();
  useTitle(t`Record keeping`);
  const reviewer = useUser()?.role !== 'standard';
  const report = useQuery({
    queryKey: ['GET /api/v1/retention'],
    queryFn: ({ signal }) => api('GET /api/v1/retention', { signal }),
    enabled: reviewer,
  });
  if (!reviewer) return <Navigate to="/compliance/review" replace />;
  return (
    <div className="mx-auto grid w-full max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader title={<Trans>Record keeping</Trans>} />
      <ComplianceTabs value="records" />
      {report.data ? (
        <KeptCard report={report.data} />
      ) : report.error ? (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} />
      ) : (
        <div role="status" aria-label={t`Loading`}>
          <Skeleton className="h-72" />
        </div>
      )}
      <HoldsCard />
      <SupervisionCard />
    </div>
  );
}
