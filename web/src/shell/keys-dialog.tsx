import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useShortcut, useShortcutList } from '../lib/shortcuts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { KeyHint } from '../ui/key-hint.tsx';

/** `?`: the keys that work on the page on screen. */
export function KeysDialog() {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const shortcuts = useShortcutList();
  useShortcut('?', t`Show these keys`, () => setOpen(true));
  return (
    <Dialog
      open={open}
      onClose={() => setOpen(false)}
      title={t`Keys on this page`}
      description={<Trans>They rest while you type. You can switch them off in Settings.</Trans>}
    >
      <ul className="divide-y divide-line">
        <KeyRow keys="Ctrl K" label={t`Go anywhere, find anything`} />
        {shortcuts.map((one) => (
          <KeyRow key={one.keys} {...one} />
        ))}
      </ul>
    </Dialog>
  );
}

function KeyRow({ keys, label }: { keys: string; label: string }) {
  return (
    <li className="flex min-h-9 items-center justify-between gap-4">
      <span>{label}</span>
      <KeyHint keys={keys} />
    </li>
  );
}
