import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function ProspectsPage() {
  const { t } = useLingui();
  useTitle(t`Prospects`);
  return <PageHeader title={<Trans>Prospects</Trans>} />;
}
