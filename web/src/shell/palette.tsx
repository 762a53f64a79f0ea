import { Trans } from '@lingui/react/macro';
import { Search } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { Me } from '../api/auth-types.ts';

const PaletteWindow = lazy(async () => ({ default: (await import('./palette-window.tsx')).PaletteWindow }));

/** Ctrl K or ⌘K: pages, actions, people and campaigns by name. */
export function Palette({ user }: { user: Me }) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  // Beside the state, which the next letter would be ahead of.
  const asked = useRef(false);
  const show = useCallback((shown: boolean) => {
    asked.current = shown;
    setText('');
    setOpen(shown);
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.isComposing) return;
      if (event.ctrlKey || event.metaKey) {
        if (event.key.toLowerCase() !== 'k') return;
        event.preventDefault();
        show(!asked.current);
      } else if (asked.current && !isInPalette(document.activeElement)) {
        if (event.key !== 'Escape' && event.key.length !== 1) return;
        // Whoever types at once means the field that is about to come: no shortcut and no other field takes its letters.
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Escape') show(false);
        else setText((typed) => typed + event.key);
      }
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [show]);
  return (
    <>
      <button
        type="button"
        onClick={() => show(true)}
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
          <PaletteWindow user={user} text={text} onText={setText} onClose={() => show(false)} />
        </Suspense>
      )}
    </>
  );
}

function isInPalette(element: Element | null): boolean {
  return element !== null && element.closest('[data-palette]') !== null;
}
