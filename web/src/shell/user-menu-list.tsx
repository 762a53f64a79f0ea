import { Trans, useLingui } from '@lingui/react/macro';
import { LogOut } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { Me } from '../api/auth-types.ts';
import { signOut } from '../api/calls.ts';
import { useErrorText } from '../lib/error-text.ts';
import { roleWords } from '../lib/words.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';

export function UserMenuList({ user, trigger }: { user: Me; trigger: ReactElement }) {
  const { i18n } = useLingui();
  const errorText = useErrorText();
  const [failed, setFailed] = useState<unknown>();
  return (
    <>
      <Menu
        defaultOpen
        trigger={trigger}
        heading={
          <>
            <p className="font-medium">{user.name}</p>
            <p className="text-sm text-muted">{user.email}</p>
            <p className="text-sm text-muted">{i18n._(roleWords[user.role].name)}</p>
          </>
        }
      >
        <MenuItem
          icon={<LogOut className="size-4 text-muted" aria-hidden />}
          onClick={() => void signOut().catch(setFailed)}
        >
          <Trans>Sign out</Trans>
        </MenuItem>
      </Menu>
      {failed !== undefined && (
        <p role="alert" className="text-sm text-danger">
          <Trans>You are still signed in.</Trans> {errorText(failed).title}
        </p>
      )}
    </>
  );
}
