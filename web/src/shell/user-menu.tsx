import { useLingui } from '@lingui/react/macro';
import { ChevronDown } from 'lucide-react';
import { lazy, Suspense, useState, type ComponentProps } from 'react';
import type { Me } from '../api/auth-types.ts';

const UserMenuList = lazy(async () => ({ default: (await import('./user-menu-list.tsx')).UserMenuList }));

/** Whose session this is, and the way out of it. What it opens is loaded with the first press. */
export function UserMenu({ user }: { user: Me }) {
  const [asked, setAsked] = useState(false);
  const closed = <AccountButton name={user.name} aria-haspopup="menu" onClick={() => setAsked(true)} />;
  if (!asked) return closed;
  return (
    <Suspense fallback={closed}>
      <UserMenuList user={user} trigger={<AccountButton name={user.name} />} />
    </Suspense>
  );
}

function AccountButton({ name, ...rest }: { name: string } & ComponentProps<'button'>) {
  const { t } = useLingui();
  return (
    <button
      type="button"
      {...rest}
      className="inline-flex min-h-8 items-center pointer-coarse:min-h-11 gap-1.5 rounded-md px-1.5 text-muted transition-colors duration-100 hover:bg-raised hover:text-text data-popup-open:bg-raised"
    >
      <span className="grid size-6 place-items-center rounded-full bg-accent-tint text-xs font-semibold text-accent">
        {initials(name)}
      </span>
      <span className="sr-only">{t`Account of ${name}`}</span>
      <ChevronDown className="size-3.5" aria-hidden />
    </button>
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
