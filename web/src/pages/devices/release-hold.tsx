import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import type { Account } from './device-state.ts';

const leastWords = 10;

/** An administrator's word that a sender's access was renewed beside us, the phone paired again; it is recorded. */
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
  return (
    <div>
      <Button onClick={() => setOpen(true)}>
        <Trans>Its access is renewed</Trans>
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t`Let this sender go on?`}
        description={
          <Trans>
            It sends again at once. If its access is still refused, it stops again with the first message, and
            that message waits.
          </Trans>
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
          hint={t`For example: paired again with the new phone. It is kept with your name.`}
          value={reason}
          onChange={setReason}
          error={release.error ? errorText(release.error).title : undefined}
        />
      </Dialog>
    </div>
  );
}
