import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { showToast } from '../../ui/toasts.tsx';
import type { Request } from './request.ts';

type Props = {
  request: Request;
  outcome: 'completed' | 'refused';
  onClose: () => void;
  onDone: () => Promise<void>;
};

export function CloseDialog({ request, outcome, onClose, onDone }: Props) {
  const { t } = useLingui();
  const [note, setNote] = useState('');
  const refusing = outcome === 'refused';
  const erasing = !refusing && request.kind === 'erasure';
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      danger={erasing}
      title={
        refusing ? t`Refuse this request?` : erasing ? t`Erase this person for good?` : t`Is it answered?`
      }
      action={refusing ? t`Refuse the request` : erasing ? t`Erase this person` : t`Answered: done`}
      disabled={refusing && !note.trim()}
      {...(erasing ? { typed: t`ERASE` } : {})}
      consequences={
        refusing
          ? [
              t`The person has to be told why, and that they can complain to the authority or go to court.`,
              t`It is closed; what they ask later is a new request.`,
            ]
          : erasing
            ? [
                request.kept
                  ? t`Their details are emptied at once. What has to be kept can be read until then; after that its key is destroyed.`
                  : t`The key to everything kept about them is destroyed: nobody can read it again, from no backup either.`,
                t`Messages to them that still wait are cancelled.`,
                t`Their number stays on the do-not-contact list, unreadable, so that nobody brings it back.`,
                t`Figures of campaigns stay as they are, and the audit trail still verifies.`,
              ]
            : [t`The person has what they asked for.`, t`It is closed; what they ask later is a new request.`]
      }
      onConfirm={async () => {
        await api('POST /api/v1/privacy-requests/{id}/close', {
          path: { id: request.id },
          body: { outcome, ...(note.trim() ? { note: note.trim() } : {}) },
        });
        await onDone();
        showToast(refusing ? t`The request is refused` : t`The request is answered`);
      }}
    >
      {!erasing && (
        <TextArea
          id="close-note"
          label={refusing ? t`Why, as the person is told it` : t`How it was answered`}
          rows={3}
          value={note}
          onChange={setNote}
        />
      )}
    </ConfirmDialog>
  );
}
