import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';

type Reason = 'person_request' | 'admin_decision';

/** Puts a number on the list; whose decision that was says who can take it back. */
export function SuppressDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [phone, setPhone] = useState('');
  const [reason, setReason] = useState<Reason>('person_request');
  const [note, setNote] = useState('');
  const add = useMutation({
    mutationFn: () =>
      api('POST /api/v1/suppressions', {
        body: {
          phone: phone.trim(),
          reason,
          ...(note.trim() ? { note: note.trim() } : {}),
        },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['GET /api/v1/suppressions'] });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Never contact this number`}
      footer={
        <Button kind="primary" type="submit" form="suppress" busy={add.isPending} disabled={!phone.trim()}>
          <Trans>Add to the list</Trans>
        </Button>
      }
    >
      <form
        id="suppress"
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (phone.trim() && !add.isPending) add.mutate();
        }}
      >
        {add.error && (
          <ErrorSummary key={add.failureCount} title={errorText(add.error).title}>
            {errorText(add.error).remedy}
          </ErrorSummary>
        )}
        <TextField
          id="suppress-phone"
          name="phone"
          inputMode="tel"
          label={t`Phone`}
          autoComplete="off"
          value={phone}
          onChange={setPhone}
        />
        <SelectField<Reason>
          id="suppress-reason"
          label={t`Whose decision`}
          hint={
            reason === 'person_request'
              ? t`Cannot be taken back here: only the person can, by writing to you.`
              : t`An administrator can take the number off again.`
          }
          value={reason}
          items={[
            { value: 'person_request', label: t`The person asked for it` },
            { value: 'admin_decision', label: t`We decided it` },
          ]}
          onChange={setReason}
        />
        <TextField
          id="suppress-note"
          name="note"
          label={t`Why`}
          autoComplete="off"
          value={note}
          onChange={setNote}
        />
      </form>
    </Dialog>
  );
}
