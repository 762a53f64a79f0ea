import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function CampaignsPage() {
  const { t } = useLingui();
  useTitle(t`Campaigns`);
  return <PageHeader title={<Trans>Campaigns</Trans>} />;
}
