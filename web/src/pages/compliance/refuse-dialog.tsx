import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { TextArea } from '../../ui/text-area.tsx';

type Props = { open: boolean; onClose: () => void; onRefuse: (note: string) => Promise<void> };

/** Not without a reason: the author reads it. */
export function RefuseDialog({ open, onClose, onRefuse }: Props) {
  const { t } = useLingui();
  const [note, setNote] = useState('');
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t`Do not send this message?`}
      danger
      consequences={[
        t`It is skipped for good; one person is enough for that.`,
        t`It cannot be taken back.`,
        t`Its author is told, with your reason.`,
      ]}
      action={t`Do not send it`}
      disabled={!note.trim()}
      onConfirm={() => onRefuse(note.trim())}
    >
      <TextArea
        id="refuse-note"
        label={t`Why it is not sent`}
        hint={t`Say what has to change. It is kept in the log.`}
        value={note}
        onChange={setNote}
      />
    </ConfirmDialog>
  );
}
