import { Trans, useLingui } from '@lingui/react/macro';
import { useShortcutList } from '../lib/shortcuts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { KeyHint } from '../ui/key-hint.tsx';

/** The keys that work on the page on screen. Loaded with the first opening. */
export function KeysWindow({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const shortcuts = useShortcutList();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Keys on this page`}
      description={<Trans>They rest while you type. You can switch them off in Settings.</Trans>}
    >
      {/* Longer than the window and nothing to press in it: the keyboard has to be able to scroll it. */}
      <div role="region" aria-label={t`Keys on this page`} tabIndex={0}>
        <ul className="divide-y divide-line">
          <KeyRow keys="Ctrl K" label={t`Go anywhere, find anything`} />
          {shortcuts.map((one) => (
            <KeyRow key={one.keys} {...one} />
          ))}
        </ul>
      </div>
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
