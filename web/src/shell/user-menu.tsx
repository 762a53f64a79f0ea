import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown, LogOut } from 'lucide-react';
import { useState } from 'react';
import type { Me } from '../api/auth-types.ts';
import { signOut } from '../api/calls.ts';
import { useErrorText } from '../lib/error-text.ts';
import { roleWords } from '../lib/words.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';

export function UserMenu({ user }: { user: Me }) {
  const { t, i18n } = useLingui();
  const errorText = useErrorText();
  const [failed, setFailed] = useState<unknown>();
  const name = user.name;
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            className="inline-flex min-h-8 items-center pointer-coarse:min-h-11 gap-1.5 rounded-md px-1.5 text-muted transition-colors duration-100 hover:bg-raised hover:text-text data-popup-open:bg-raised"
          >
            <span className="grid size-6 place-items-center rounded-full bg-accent-tint text-xs font-semibold text-accent">
              {initials(name)}
            </span>
            <span className="sr-only">{t`Account of ${name}`}</span>
            <ChevronDown className="size-3.5" aria-hidden />
          </button>
        }
        heading={
          <>
            <p className="font-medium">{name}</p>
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

/** First letters as readers see them: a Bengali letter with its vowel sign is one. */
function initials(name: string): string {
  const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...letters.segment(word)][0]?.segment ?? '')
    .join('')
    .toLocaleUpperCase();
}
