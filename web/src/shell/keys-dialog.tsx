import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';
import { useShortcut } from '../lib/shortcuts.ts';

const KeysWindow = lazy(async () => ({ default: (await import('./keys-window.tsx')).KeysWindow }));

/** `?` shows the keys of the page. */
export function KeysDialog() {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  useShortcut('?', t`Show these keys`, () => setOpen(true));
  if (!open) return null;
  return (
    <Suspense>
      <KeysWindow onClose={() => setOpen(false)} />
    </Suspense>
  );
}
