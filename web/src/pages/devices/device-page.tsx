import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function DevicePage() {
  const { t } = useLingui();
  useTitle(t`Sender`);
  return <PageHeader title={<Trans>Sender</Trans>} />;
}
