// `j` and `k` walk the rows of a list, Enter opens the one they stand on.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useShortcut } from './shortcuts.ts';

export function useCurrentRow(keys: readonly string[], open: (key: string) => void): string | undefined {
  const { t } = useLingui();
  const [current, setCurrent] = useState<string>();
  const move = (by: 1 | -1) => {
    const at = current === undefined ? -1 : keys.indexOf(current);
    const next = keys[Math.max(0, Math.min(keys.length - 1, at === -1 && by === -1 ? 0 : at + by))];
    if (next === undefined) return;
    setCurrent(next);
    document.querySelector(`[data-row="${CSS.escape(next)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  useShortcut('j', t`Next row`, () => move(1));
  useShortcut('k', t`Previous row`, () => move(-1));
  useShortcut('o', t`Open the row`, () => {
    if (current !== undefined) open(current);
  });
  return current;
}
