import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function CampaignPage() {
  const { t } = useLingui();
  useTitle(t`Campaign`);
  return <PageHeader title={<Trans>Campaign</Trans>} />;
}
