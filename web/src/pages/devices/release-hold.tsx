import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { needsPairing, type Account } from './device-state.ts';

const leastWords = 10;

/** An administrator's decision that a held sender, or one whose access was renewed, may go on; the reason is recorded. */
export function ReleaseHold({ account }: { account: Account }) {
  const { t } = useLingui();
  const id = useId();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const release = useMutation({
    mutationFn: () =>
      api('PATCH /api/v1/accounts/{id}', { path: { id: account.id }, body: { release_hold: reason.trim() } }),
    onSuccess: async () => {
      setOpen(false);
      setReason('');
      await queries.invalidateQueries({ queryKey: ['devices', 'summary'] });
      await queries.invalidateQueries({ queryKey: ['device', account.device_id] });
    },
  });
  const renewed = needsPairing(account);
  return (
    <div>
      <Button onClick={() => setOpen(true)}>
        {renewed ? <Trans>Its access is renewed</Trans> : <Trans>Decide that it may go on</Trans>}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t`Let this sender go on?`}
        description={
          renewed ? (
            <Trans>
              It sends again at once. If its access is still refused, it stops again with the first message,
              and that message waits.
            </Trans>
          ) : (
            <Trans>
              The platform set this limit for a reason. Sending on before it is cleared there can end the
              account for good. Messages of its people have waited; they go out again from here.
            </Trans>
          )
        }
        footer={
          <Button
            kind="primary"
            busy={release.isPending}
            disabled={reason.trim().length < leastWords}
            onClick={() => release.mutate()}
          >
            <Trans>Let it go on</Trans>
          </Button>
        }
      >
        <TextArea
          id={`${id}-reason`}
          label={t`Why it may go on`}
          hint={
            renewed
              ? t`For example: paired again with the new phone. It is kept with your name.`
              : t`For example: the platform lifted the restriction after our appeal. It is kept with your name.`
          }
          value={reason}
          onChange={setReason}
          error={release.error ? errorText(release.error).title : undefined}
        />
      </Dialog>
    </div>
  );
}
