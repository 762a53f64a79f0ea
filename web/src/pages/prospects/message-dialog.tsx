import { Trans, useLingui } from '@lingui/react/macro';
import type { Purpose } from '@sampark/contracts/domain.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { usePersonError } from './person-errors.ts';
import { refreshPerson, type Person } from './person.ts';

const kinds = ['service', 'marketing'] as const satisfies readonly Purpose[];

/** One message to one person, through the same rules as a campaign's. */
export function MessageDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const id = useId();
  const queries = useQueryClient();
  const errorText = usePersonError();
  const reason = useReasonText();
  const [text, setText] = useState('');
  const [purpose, setPurpose] = useState<Purpose>('service');
  const send = useMutation({
    mutationFn: () =>
      api('POST /api/v1/messages', { body: { prospect_id: person.id, purpose, content: text } }),
    onSuccess: async (message) => {
      await refreshPerson(queries, person.id);
      if (message.delivery_status === 'skipped') return;
      showToast(t`Message on its way`);
      onClose();
    },
  });
  const refused = send.data?.delivery_status === 'skipped' ? send.data : undefined;
  const why = refused?.decision?.reasons.map((one) => reason(one.code, one.code).what) ?? [];
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Write a message`}
      description={<Trans>It goes to the first channel this person agreed to and can be reached on.</Trans>}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Go back</Trans>
          </Button>
          <Button kind="primary" busy={send.isPending} disabled={!text.trim()} onClick={() => send.mutate()}>
            <Trans>Send to 1 person</Trans>
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {send.error && (
          <ErrorSummary key={send.failureCount} title={errorText(send.error).title}>
            {errorText(send.error).remedy}
          </ErrorSummary>
        )}
        {refused && (
          <ErrorSummary title={t`It was not sent: the rules do not allow it`}>{why.join('. ')}</ErrorSummary>
        )}
        <SelectField
          id={`${id}-purpose`}
          label={t`What it is about`}
          value={purpose}
          items={kinds.map((value) => ({ value, label: i18n._(purposeNames[value]) }))}
          onChange={setPurpose}
        />
        <TextArea id={`${id}-text`} label={t`Message`} value={text} onChange={setText} rows={5} />
      </div>
    </Dialog>
  );
}
