import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { useShortcut } from '../../lib/shortcuts.ts';

/** `j`/`k`, and Alt+J/Alt+K from inside the answer too: the next and the previous conversation of the list. */
export function useStep(ids: readonly string[], chosen: string | undefined, open: (id: string) => void) {
  const { t } = useLingui();
  const move = (by: 1 | -1) => {
    const at = chosen === undefined ? -1 : ids.indexOf(chosen);
    const next = ids[at === -1 ? 0 : Math.max(0, Math.min(ids.length - 1, at + by))];
    if (next === undefined) return;
    open(next);
    document.querySelector(`[data-row="${CSS.escape(next)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const latest = useRef(move);
  useEffect(() => {
    latest.current = move;
  });
  useShortcut('j', t`Next conversation`, () => move(1));
  useShortcut('k', t`Previous conversation`, () => move(-1));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
      if (event.code !== 'KeyJ' && event.code !== 'KeyK') return;
      event.preventDefault();
      latest.current(event.code === 'KeyJ' ? 1 : -1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return { next: () => move(1) };
}
