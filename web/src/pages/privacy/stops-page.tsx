import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { ComplianceTabs } from '../compliance/compliance-tabs.tsx';
import { ConsentsView } from './consents-view.tsx';
import { LookUpCard } from './look-up-card.tsx';
import { NumbersView } from './numbers-view.tsx';
import { OptOutsView } from './opt-outs-view.tsx';
import { stopViews } from './routes.ts';

const route = getRouteApi('/app/compliance/consent');

/** Everybody one must not write to, why, and what people agreed to. */
export function StopsPage() {
  const { t } = useLingui();
  useTitle(t`Consent and stops`);
  const user = useUser();
  const { view = 'numbers' } = route.useSearch();
  const navigate = route.useNavigate();
  if (user?.role === 'standard') return <Navigate to="/compliance/review" replace />;
  return (
    <div className="mx-auto grid w-full max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader
        title={<Trans>Consent and stops</Trans>}
        note={<Trans>Everyone and every number that must not be written to, and why.</Trans>}
      />
      <ComplianceTabs value="consent" />
      <LookUpCard />
      <TabLinks
        label={t`What is shown`}
        items={[
          { value: 'numbers', label: t`Do not contact` },
          { value: 'people', label: t`People who stopped` },
          { value: 'ledger', label: t`Every consent` },
        ]}
        value={view}
        onChange={(next) => void navigate({ search: { view: stopViews.find((one) => one === next) } })}
      />
      {view === 'numbers' ? <NumbersView /> : view === 'people' ? <OptOutsView /> : <ConsentsView />}
    </div>
  );
}
