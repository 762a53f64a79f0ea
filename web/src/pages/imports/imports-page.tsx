import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function ImportsPage() {
  const { t } = useLingui();
  useTitle(t`Imports`);
  return <PageHeader title={<Trans>Imports</Trans>} />;
}
