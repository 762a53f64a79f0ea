import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';

type Reason = 'person_request' | 'admin_decision';

/** Whose decision a number's place on the list is, and why; `given` is what the API is told. */
export function useSuppressionReason() {
  const [reason, setReason] = useState<Reason>('person_request');
  const [note, setNote] = useState('');
  const given = { reason, ...(note.trim() ? { note: note.trim() } : {}) };
  return { given, reason, setReason, note, setNote };
}

/** Who decided says who can take it back. `id` sets the two fields apart from those of another form. */
export function SuppressionReason({
  id,
  reason,
  setReason,
  note,
  setNote,
}: { id: string } & Omit<ReturnType<typeof useSuppressionReason>, 'given'>) {
  const { t } = useLingui();
  return (
    <>
      <SelectField<Reason>
        id={`${id}-reason`}
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
        id={`${id}-note`}
        name="note"
        label={t`Why`}
        autoComplete="off"
        value={note}
        onChange={setNote}
      />
    </>
  );
}
