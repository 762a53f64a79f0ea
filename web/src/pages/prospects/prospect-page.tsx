import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function ProspectPage() {
  const { t } = useLingui();
  useTitle(t`Prospect`);
  return <PageHeader title={<Trans>Prospect</Trans>} />;
}
