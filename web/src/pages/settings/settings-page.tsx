import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function SettingsPage() {
  const { t } = useLingui();
  useTitle(t`Settings`);
  return <PageHeader title={<Trans>Settings</Trans>} />;
}
