import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function DemoPage() {
  const { t } = useLingui();
  useTitle(t`Simulators`);
  return <PageHeader title={<Trans>Simulators</Trans>} />;
}
