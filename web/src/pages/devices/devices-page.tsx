import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function DevicesPage() {
  const { t } = useLingui();
  useTitle(t`Senders`);
  return <PageHeader title={<Trans>Senders</Trans>} />;
}
