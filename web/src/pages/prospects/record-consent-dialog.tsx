import { Trans, useLingui } from '@lingui/react/macro';
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { channels } from '../../lib/channels.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { purposes } from '../../lib/purposes.ts';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { usePersonError } from './person-errors.ts';
import { refreshPerson, type Person } from './person.ts';
import { useSourceName } from '../../reasons/source-name.ts';

const sources = ['meeting', 'phone', 'letter', 'agreement', 'web_form'] as const;

/** A grant or a withdrawal the person gave outside the channels. After an opt-out only the person's own act grants again. */
export function RecordConsentDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const id = useId();
  const queries = useQueryClient();
  const errorText = usePersonError();
  const sourceName = useSourceName();
  const [action, setAction] = useState<'granted' | 'withdrawn'>('granted');
  const [channel, setChannel] = useState<Channel>('whatsapp');
  const [purpose, setPurpose] = useState<Purpose>('marketing');
  const [source, setSource] = useState<(typeof sources)[number]>('meeting');
  const [wording, setWording] = useState('');
  const record = useMutation({
    mutationFn: () =>
      api('POST /api/v1/prospects/{id}/consents', {
        path: { id: person.id },
        body: {
          channel,
          purpose,
          action,
          source,
          evidence: wording.trim() ? { wording: wording.trim() } : {},
        },
      }),
    onSuccess: async () => {
      await refreshPerson(queries, person.id);
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Record what this person said`}
      description={<Trans>An entry is never changed or removed afterwards; a later one can follow it.</Trans>}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Go back</Trans>
          </Button>
          <Button kind="primary" type="submit" form={id} busy={record.isPending}>
            {action === 'granted' ? <Trans>Record consent</Trans> : <Trans>Record withdrawal</Trans>}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="grid gap-4"
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
        <div className="grid gap-4 sm:grid-cols-3">
          <SelectField
            id={`${id}-action`}
            label={t`They`}
            value={action}
            items={[
              { value: 'granted', label: t`agreed` },
              { value: 'withdrawn', label: t`withdrew` },
            ]}
            onChange={setAction}
          />
          <SelectField
            id={`${id}-channel`}
            label={t`on`}
            value={channel}
            items={channels.map((value) => ({ value, label: channelNames[value] }))}
            onChange={setChannel}
          />
          <SelectField
            id={`${id}-purpose`}
            label={t`for`}
            value={purpose}
            items={purposes.map((value) => ({ value, label: i18n._(purposeNames[value]) }))}
            onChange={setPurpose}
          />
        </div>
        <SelectField
          id={`${id}-source`}
          label={t`Where they said it`}
          value={source}
          items={sources.map((value) => ({ value, label: sourceName(value) }))}
          onChange={setSource}
        />
        <TextArea
          id={`${id}-wording`}
          label={t`What exactly was agreed`}
          hint={t`The words they saw or said: this is the proof.`}
          rows={3}
          value={wording}
          onChange={setWording}
        />
      </form>
    </Dialog>
  );
}
