import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Lock } from 'lucide-react';
import { buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** Instead of the pages that create and launch, for a role that only reads. */
export function ReadersOnly({ id }: { id?: string }) {
  return (
    <EmptyState
      icon={Lock}
      title={<Trans>Your role reads campaigns</Trans>}
      action={
        id === undefined ? (
          <Link to="/campaigns" className={buttonLooks()}>
            <Trans>See the campaigns</Trans>
          </Link>
        ) : (
          <Link to="/campaigns/$id" params={{ id }} className={buttonLooks()}>
            <Trans>See this campaign</Trans>
          </Link>
        )
      }
    >
      <Trans>Portfolio managers and administrators write and launch them.</Trans>
    </EmptyState>
  );
}
