import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { ActionError } from './action-error.tsx';

/** Takes the password and a code: one of them alone must not do. Who has no password is sent to the provider. */
export function RemoveFactorDialog({ onClose, byPassword }: { onClose: () => void; byPassword: boolean }) {
  const { t } = useLingui();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const remove = useMutation({
    mutationFn: () =>
      api('POST /api/v1/me/second-factor/removal', {
        body: { ...(byPassword ? { password } : {}), code: code.trim() },
      }),
    onSuccess: () => {
      showToast(t`The second step is removed.`);
      onClose();
    },
  });
  const ready = (password !== '' || !byPassword) && code.trim().length >= 6;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Remove the second step?`}
      description={
        byPassword
          ? t`Then your password alone opens your account, and your recovery codes stop working.`
          : t`Then your provider alone opens your account, and your recovery codes stop working.`
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Go back</Trans>
          </Button>
          <Button kind="danger" type="submit" form="remove-factor" busy={remove.isPending} disabled={!ready}>
            <Trans>Remove it</Trans>
          </Button>
        </>
      }
    >
      <form
        id="remove-factor"
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !remove.isPending) remove.mutate();
        }}
      >
        {byPassword && (
          <TextField
            id="remove-password"
            name="password"
            type="password"
            label={t`Password`}
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
          />
        )}
        <TextField
          id="remove-code"
          name="code"
          label={t`Code, or a recovery code`}
          autoComplete="one-time-code"
          value={code}
          onChange={setCode}
        />
        <ActionError error={remove.error} />
      </form>
    </Dialog>
  );
}
