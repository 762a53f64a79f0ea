import { Trans } from '@lingui/react/macro';
import { Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { Me } from '../api/auth-types.ts';

const PaletteWindow = lazy(async () => ({ default: (await import('./palette-window.tsx')).PaletteWindow }));

/** Ctrl K or ⌘K: pages, actions, people and campaigns by name. */
export function Palette({ user }: { user: Me }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      setOpen((shown) => !shown);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="inline-flex min-h-8 items-center gap-2 rounded-md px-2 text-muted hover:bg-raised hover:text-text md:border md:border-control md:pe-1.5 pointer-coarse:min-h-11"
      >
        <Search className="size-4" aria-hidden />
        <span className="sr-only md:not-sr-only">
          <Trans>Find or go to</Trans>
        </span>
        <kbd className="hidden rounded-sm bg-raised px-1.5 py-0.5 font-mono text-xs md:block" aria-hidden>
          Ctrl K
        </kbd>
      </button>
      {open && (
        <Suspense>
          <PaletteWindow user={user} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
