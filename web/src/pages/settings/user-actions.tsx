import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Ellipsis, KeyRound, Smartphone, Unlink } from 'lucide-react';
import { useState } from 'react';
import { api, type Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CopyText } from '../../ui/error-state.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { ActionError } from './action-error.tsx';

/** For a colleague who cannot get in: a link to a new password, or a second step that starts anew. */
export function UserActions({ user }: { user: Item<'GET /api/v1/users'> }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<'password' | 'factor' | 'provider'>();
  const { id, name } = user;
  return (
    <>
      <Menu
        trigger={
          <Button kind="quiet" icon={<Ellipsis className="size-4" aria-hidden />}>
            <span className="sr-only">{t`More for ${name}`}</span>
          </Button>
        }
      >
        <MenuItem icon={<KeyRound className="size-4" aria-hidden />} onClick={() => setOpen('password')}>
          <Trans>Link to a new password</Trans>
        </MenuItem>
        <MenuItem icon={<Smartphone className="size-4" aria-hidden />} onClick={() => setOpen('factor')}>
          <Trans>Reset the second step</Trans>
        </MenuItem>
        <MenuItem icon={<Unlink className="size-4" aria-hidden />} onClick={() => setOpen('provider')}>
          <Trans>Remove the single sign-on connection</Trans>
        </MenuItem>
      </Menu>
      {open === 'password' && <PasswordLink id={id} name={name} onClose={() => setOpen(undefined)} />}
      <ConfirmDialog
        open={open === 'factor'}
        onClose={() => setOpen(undefined)}
        danger
        title={t`Reset the second step of ${name}?`}
        action={t`Reset it`}
        consequences={[
          t`They are signed out everywhere; their codes and recovery codes stop working.`,
          t`At the next sign-in the password suffices, or a new second step is set up if you require one.`,
          t`Make sure that it is really they who ask: it stands in the audit trail under your name.`,
        ]}
        onConfirm={async () => {
          await api('DELETE /api/v1/users/{id}/second-factor', { path: { id } });
          showToast(t`The second step of ${name} was reset`);
        }}
      />
      <ConfirmDialog
        open={open === 'provider'}
        onClose={() => setOpen(undefined)}
        danger
        title={t`Remove the single sign-on connection of ${name}?`}
        action={t`Remove it`}
        consequences={[
          t`They are signed out everywhere.`,
          t`Whoever next comes from the provider with this address, verified there, is connected to this account.`,
        ]}
        onConfirm={async () => {
          await api('DELETE /api/v1/users/{id}/single-sign-on', { path: { id } });
          showToast(t`The single sign-on connection of ${name} was removed`);
        }}
      />
    </>
  );
}

function PasswordLink(props: { id: string; name: string; onClose: () => void }) {
  const { t } = useLingui();
  const { withZone } = useFormat();
  const { id, name } = props;
  const make = useMutation({
    mutationFn: () => api('POST /api/v1/users/{id}/password-link', { path: { id } }),
  });
  const until = make.data ? withZone(new Date(make.data.expires_at)) : '';
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t`A new password for ${name}`}
      description={t`Whoever has the link can choose the password. Hand it to nobody else.`}
      footer={
        make.data ? (
          <Button kind="primary" onClick={props.onClose}>
            <Trans>Done</Trans>
          </Button>
        ) : (
          <Button kind="primary" busy={make.isPending} onClick={() => make.mutate()}>
            <Trans>Make the link</Trans>
          </Button>
        )
      }
    >
      {make.data ? (
        <div className="grid gap-2">
          <p>
            <Trans>It works once, until {until}, and is shown only now.</Trans>
          </p>
          <CopyText label={t`Link`} text={make.data.link} />
        </div>
      ) : (
        <p className="text-muted">
          <Trans>The password they have goes on working until they choose the new one.</Trans>
        </p>
      )}
      <ActionError error={make.error} />
    </Dialog>
  );
}
