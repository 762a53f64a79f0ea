import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function EditCampaignPage() {
  const { t } = useLingui();
  useTitle(t`Edit campaign`);
  return <PageHeader title={<Trans>Edit campaign</Trans>} />;
}
