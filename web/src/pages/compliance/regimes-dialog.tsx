import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { authorised } from '../../api/calls.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { regimeWords, type Regime, type Report } from './records-words.ts';

const all = Object.keys(regimeWords) as Regime[];

/** Which rules apply, and messages for longer than they ask. */
export function RegimesDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<readonly Regime[]>(report.regimes);
  const own = Object.fromEntries(
    report.classes.flatMap((one) => (one.own_months === null ? [] : [[one.data_class, one.own_months]])),
  );
  const [years, setYears] = useState(own['messages'] ? String(own['messages'] / 12) : '');
  const [reason, setReason] = useState('');
  const wanted = Number(years.replace(',', '.'));
  const yearsWrong = years.trim() !== '' && !(wanted > 0 && wanted <= 100);
  const save = useMutation({
    mutationFn: () => {
      const { messages: _messages, ...others } = own;
      return authorised<Report>('/api/v1/retention', {
        method: 'PUT',
        headers: { 'if-match': `"${report.version}"` },
        body: {
          regimes: [...chosen],
          months: { ...others, ...(years.trim() === '' ? {} : { messages: Math.round(wanted * 12) }) },
          reason: reason.trim(),
        },
      });
    },
    onSuccess: (answer) => {
      queries.setQueryData(['GET /api/v1/retention'], answer);
      onClose();
    },
  });
  const ready = reason.trim().length >= 3 && !yearsWrong;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Which rules apply`}
      footer={
        <Button kind="primary" type="submit" form="regimes" busy={save.isPending} disabled={!ready}>
          <Trans>Keep by these rules</Trans>
        </Button>
      }
    >
      <form
        id="regimes"
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !save.isPending) save.mutate();
        }}
      >
        {save.error && (
          <ErrorSummary key={save.failureCount} title={errorText(save.error).title}>
            {errorText(save.error).remedy}
          </ErrorSummary>
        )}
        <p className="text-sm text-muted">
          <Trans>The longest time of those you choose counts. Fewer rules may let records go tonight.</Trans>
        </p>
        <fieldset className="grid gap-3">
          <legend className="sr-only">
            <Trans>Rules</Trans>
          </legend>
          {all.map((one) => (
            <Checkbox
              key={one}
              label={i18n._(regimeWords[one].name)}
              hint={i18n._(regimeWords[one].what)}
              checked={chosen.includes(one)}
              onChange={(on) => setChosen(on ? [...chosen, one] : chosen.filter((other) => other !== one))}
            />
          ))}
        </fieldset>
        <TextField
          id="regimes-years"
          name="years"
          inputMode="decimal"
          label={t`Keep messages longer: years`}
          hint={t`Empty: as long as the rules ask.`}
          autoComplete="off"
          value={years}
          onChange={setYears}
          error={yearsWrong ? t`A number of years, such as 7.` : undefined}
        />
        <TextField
          id="regimes-reason"
          name="reason"
          label={t`Why`}
          hint={t`The audit trail keeps it.`}
          autoComplete="off"
          value={reason}
          onChange={setReason}
        />
      </form>
    </Dialog>
  );
}
