import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function ImportPage() {
  const { t } = useLingui();
  useTitle(t`Import`);
  return <PageHeader title={<Trans>Import</Trans>} />;
}
