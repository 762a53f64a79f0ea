import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function NewImportPage() {
  const { t } = useLingui();
  useTitle(t`Import contacts`);
  return <PageHeader title={<Trans>Import contacts</Trans>} />;
}
