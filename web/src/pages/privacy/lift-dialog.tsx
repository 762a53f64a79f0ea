import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Stop } from './stop-line.tsx';

export function LiftDialog({ stop, onClose }: { stop: Stop; onClose: () => void }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      danger
      title={t`Take this number off the list?`}
      action={t`Take off`}
      disabled={reason.trim().length < 5}
      consequences={[
        t`Messages may go to it again, as far as its owner agreed to them.`,
        t`Only the end of the number is known here: to put it back you need the whole number.`,
      ]}
      onConfirm={async () => {
        await api('POST /api/v1/suppressions/{id}/lift', {
          path: { id: stop.id },
          body: { reason: reason.trim() },
        });
        await queries.invalidateQueries({ queryKey: ['GET /api/v1/suppressions'] });
      }}
    >
      <TextField
        id="lift-reason"
        name="reason"
        label={t`Why (kept in the log)`}
        autoComplete="off"
        value={reason}
        onChange={setReason}
      />
    </ConfirmDialog>
  );
}
