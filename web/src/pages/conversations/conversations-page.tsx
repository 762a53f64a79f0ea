import { Trans, useLingui } from '@lingui/react/macro';
import { useTitle } from '../../lib/use-title.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function ConversationsPage() {
  const { t } = useLingui();
  useTitle(t`Conversations`);
  return <PageHeader title={<Trans>Conversations</Trans>} />;
}
