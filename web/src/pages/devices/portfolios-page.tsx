import { Trans, useLingui } from '@lingui/react/macro';
import { Briefcase, ChevronLeft, Info, Plus } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { PortfolioCard } from './portfolio-card.tsx';
import { PortfolioDialog } from './portfolio-dialog.tsx';
import { usePortfolios } from './use-fleet.ts';

/** Each business with its tier: how many people it reached in the moving 24 hours, and when there is room again. */
export function PortfoliosPage() {
  const { t } = useLingui();
  useTitle(t`WhatsApp portfolios`);
  const admin = useUser()?.role === 'admin';
  const portfolios = usePortfolios();
  const [adding, setAdding] = useState(false);
  const add = (
    <Button icon={<Plus className="size-4" aria-hidden />} onClick={() => setAdding(true)}>
      <Trans>Add a portfolio</Trans>
    </Button>
  );
  const items = portfolios.data?.items;
  return (
    <div className="grid gap-5">
      <PageHeader
        above={
          <Link
            to="/devices"
            className="-ms-1 inline-flex min-h-6 items-center gap-1 text-sm font-medium text-muted hover:text-text"
          >
            <ChevronLeft className="size-4" aria-hidden />
            <Trans>Senders</Trans>
          </Link>
        }
        title={<Trans>WhatsApp portfolios</Trans>}
        actions={admin && items && items.length > 0 && add}
      />
      <Notice icon={Info} tone="info" title={t`The tier belongs to the business.`}>
        <Trans>
          WhatsApp counts how many different people a business opens a conversation with in any 24 hours. All
          its numbers share that count: more numbers send faster, but reach nobody more. The tier rises by
          itself with good quality.
        </Trans>
      </Notice>
      <ListStates
        query={portfolios}
        count={items?.length}
        filtered={false}
        onClear={() => undefined}
        empty={
          <Panel>
            <EmptyState icon={Briefcase} title={<Trans>No portfolio yet</Trans>} action={admin && add}>
              <Trans>
                Add the business your WhatsApp numbers belong to, so that its tier is never exceeded.
              </Trans>
            </EmptyState>
          </Panel>
        }
      >
        {items ? (
          <div className="grid items-start gap-5 xl:grid-cols-2">
            {items.map((one) => (
              <PortfolioCard key={one.id} portfolio={one} admin={admin} />
            ))}
          </div>
        ) : (
          <div role="status" aria-label={t`Loading`}>
            <Skeleton className="h-60" />
          </div>
        )}
      </ListStates>
      {adding && <PortfolioDialog onClose={() => setAdding(false)} />}
    </div>
  );
}
