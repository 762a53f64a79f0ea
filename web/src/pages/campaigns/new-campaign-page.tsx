import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function NewCampaignPage() {
  const { t } = useLingui();
  useTitle(t`New campaign`);
  return <PageHeader title={<Trans>New campaign</Trans>} />;
}
