import { requestKinds, requestWays, type RequestKind } from '@sampark/contracts/request-kinds.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { requestKindWords, requestWayNames } from '../../reasons/request-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { refreshPerson, requestsKey } from './person.ts';

const today = () => new Date().toLocaleDateString('en-CA');

/** What a person asked for, as a colleague heard or read it. The month runs from the day it came. */
export function RecordRequestDialog({ personId, onClose }: { personId: string; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [kind, setKind] = useState<RequestKind>('copy');
  const [way, setWay] = useState<(typeof requestWays)[number]>('phone');
  const [day, setDay] = useState(today);
  const [note, setNote] = useState('');
  const record = useMutation({
    mutationFn: () =>
      api('POST /api/v1/privacy-requests', {
        body: {
          ...{ prospect_id: personId, kind, came_by: way },
          ...(note.trim() ? { note: note.trim() } : {}),
          ...(day && day !== today() ? { received_at: new Date(`${day}T12:00:00`).toISOString() } : {}),
        },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: requestsKey(personId) });
      await queries.invalidateQueries({ queryKey: ['GET /api/v1/privacy-requests'] });
      if (kind === 'objection') await refreshPerson(queries, personId);
      showToast(t`The request is recorded`);
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`What do they ask for?`}
      footer={
        <Button kind="primary" type="submit" form="record-request" busy={record.isPending}>
          <Trans>Record the request</Trans>
        </Button>
      }
    >
      <form
        id="record-request"
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!record.isPending) record.mutate();
        }}
      >
        {record.error && (
          <ErrorSummary key={record.failureCount} title={errorText(record.error).title}>
            {errorText(record.error).remedy}
          </ErrorSummary>
        )}
        <SelectField<RequestKind>
          id="request-kind"
          label={t`Request`}
          hint={i18n._(requestKindWords[kind].hint)}
          value={kind}
          items={requestKinds.map((one) => ({ value: one, label: i18n._(requestKindWords[one].name) }))}
          onChange={setKind}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField<(typeof requestWays)[number]>
            id="request-way"
            label={t`How it came`}
            value={way}
            items={requestWays.map((one) => ({ value: one, label: i18n._(requestWayNames[one]) }))}
            onChange={setWay}
          />
          <TextField
            id="request-day"
            name="day"
            type="date"
            label={t`When it came`}
            autoComplete="off"
            max={today()}
            value={day}
            onChange={setDay}
          />
        </div>
        <TextArea
          id="request-note"
          label={t`In their words`}
          hint={t`Erased with the person. An answer is due one month after the day it came.`}
          rows={3}
          value={note}
          onChange={setNote}
        />
      </form>
    </Dialog>
  );
}
