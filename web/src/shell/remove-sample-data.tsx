import { useLingui } from '@lingui/react/macro';
import { api } from '../api/client.ts';
import { forget } from '../api/session.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

/** The one action that leaves an empty Sampark, ready for one's own workspace. */
export function RemoveSampleData({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t`Remove the sample data?`}
      consequences={[
        t`Every sample person, campaign, conversation and sender is deleted for good.`,
        t`The simulators and the demo logins end. What is being sent there now stops.`,
        t`Next you set up your own workspace; this takes a minute.`,
      ]}
      action={t`Remove sample data`}
      danger
      typed={t`remove`}
      onConfirm={async () => {
        await api('POST /api/v1/demo/removal', { body: { confirm: 'remove' } });
        forget('signed-out');
        window.location.replace('/setup');
      }}
    />
  );
}
