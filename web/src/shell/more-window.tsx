import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Dialog } from '../ui/dialog.tsx';

/** The pages that have no room on the bar. */
export function MoreWindow({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const { t } = useLingui();
  return (
    <Dialog open onClose={onClose} title={t`More pages`}>
      <ul className="grid gap-0.5">{children}</ul>
    </Dialog>
  );
}
