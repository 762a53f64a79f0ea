import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { PersonField } from '../../ui/person-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { classWords, type DataClass } from './records-words.ts';

type Kind = 'person' | 'campaign' | 'manager' | 'class';

/** Names one thing, and everything about it stays. */
export function HoldDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useLingui();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [kind, setKind] = useState<Kind>('person');
  const [chosen, setChosen] = useState<string>();
  const [reason, setReason] = useState('');
  const campaigns = useQuery({
    queryKey: ['hold', 'campaigns'],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns', { query: { limit: 200 }, signal }),
    enabled: kind === 'campaign',
  }).data?.items;
  // Who has flags or messages is known to the overview of compliance, which both roles may read.
  const managers = useQuery({
    queryKey: ['GET /api/v1/supervision'],
    queryFn: ({ signal }) => api('GET /api/v1/supervision', { signal }),
    enabled: kind === 'manager',
  }).data?.managers;
  const make = useMutation({
    mutationFn: () => {
      const field = {
        person: 'prospect_id',
        campaign: 'campaign_id',
        manager: 'user_id',
        class: 'data_class',
      }[kind];
      return api('POST /api/v1/legal-holds', { body: { [field]: chosen, reason: reason.trim() } });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['GET /api/v1/legal-holds'] });
      await queries.invalidateQueries({ queryKey: ['GET /api/v1/retention'] });
      onClose();
    },
  });
  const ready = chosen !== undefined && reason.trim().length >= 3;
  const items =
    kind === 'campaign'
      ? (campaigns ?? []).map((one) => ({ value: one.id, label: one.name }))
      : kind === 'manager'
        ? (managers ?? []).map((one) => ({ value: one.id, label: one.name }))
        : (Object.keys(classWords) as DataClass[]).map((one) => ({
            value: one,
            label: i18n._(classWords[one].name),
          }));
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Make a legal hold`}
      footer={
        <Button kind="primary" type="submit" form="hold" busy={make.isPending} disabled={!ready}>
          <Trans>Hold the records</Trans>
        </Button>
      }
    >
      <form
        id="hold"
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !make.isPending) make.mutate();
        }}
      >
        {make.error && (
          <ErrorSummary key={make.failureCount} title={errorText(make.error).title}>
            {errorText(make.error).remedy}
          </ErrorSummary>
        )}
        <SelectField<Kind>
          id="hold-kind"
          label={t`What is held`}
          value={kind}
          items={[
            { value: 'person', label: t`A person` },
            { value: 'campaign', label: t`A campaign` },
            { value: 'manager', label: t`A portfolio manager` },
            { value: 'class', label: t`A whole class of data` },
          ]}
          onChange={(next) => {
            setKind(next);
            setChosen(undefined);
          }}
        />
        {kind === 'person' ? (
          <PersonField label={t`Who`} onPick={setChosen} />
        ) : (
          <SelectField
            key={kind}
            id="hold-which"
            label={t`Which`}
            value={chosen ?? ''}
            items={items}
            onChange={setChosen}
          />
        )}
        <TextField
          id="hold-reason"
          name="reason"
          label={t`Why`}
          hint={t`Such as the number of the case.`}
          autoComplete="off"
          value={reason}
          onChange={setReason}
        />
      </form>
    </Dialog>
  );
}
