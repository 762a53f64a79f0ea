import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function SetupPage() {
  const { t } = useLingui();
  useTitle(t`Set up`);
  return <PageHeader title={<Trans>Set up</Trans>} />;
}
