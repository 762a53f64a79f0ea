import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { authorised } from '../../api/calls.ts';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { KeptPreview } from './kept-preview.tsx';
import { KeptTimes, monthsOf, TimesHint, typedFrom, useTimeFaults } from './kept-times.tsx';
import { regimeWords, type Regime, type Report } from './records-words.ts';

const all = Object.keys(regimeWords) as Regime[];

/** Which rules apply, and longer times: first what it would change, then, with a reason, the change. */
export function KeptDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<readonly Regime[]>(report.regimes);
  const [typed, setTyped] = useState(() => typedFrom(report));
  const [reason, setReason] = useState('');
  const faults = useTimeFaults()(typed, chosen);
  const choice = { regimes: [...chosen], months: monthsOf(typed) };
  const tried = useMutation({
    mutationFn: () => api('POST /api/v1/retention/preview', { body: choice }),
  });
  const save = useMutation({
    mutationFn: () =>
      authorised<Report>('/api/v1/retention', {
        method: 'PUT',
        headers: { 'if-match': `"${report.version}"` },
        body: { ...choice, reason: reason.trim() },
      }),
    onSuccess: (answer) => {
      queries.setQueryData(['GET /api/v1/retention'], answer);
      onClose();
    },
  });
  const wrong = Object.keys(faults).length > 0;
  const shown = tried.data;
  const error = save.error ?? tried.error;
  const back = () => {
    save.reset();
    tried.reset();
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={shown ? t`What this changes` : t`How long things are kept`}
      footer={
        shown ? (
          <>
            <Button onClick={back}>
              <Trans>Go back</Trans>
            </Button>
            <Button
              kind="primary"
              busy={save.isPending}
              disabled={reason.trim().length < 3}
              onClick={() => save.mutate()}
            >
              <Trans>Keep by these rules</Trans>
            </Button>
          </>
        ) : (
          <Button kind="primary" type="submit" form="kept-choice" busy={tried.isPending} disabled={wrong}>
            <Trans>See what this changes</Trans>
          </Button>
        )
      }
    >
      {error && (
        <div className="pb-4">
          <ErrorSummary key={tried.failureCount + save.failureCount} title={errorText(error).title}>
            {errorText(error).remedy}
          </ErrorSummary>
        </div>
      )}
      {shown ? (
        <div className="grid gap-4">
          <KeptPreview now={report} then={shown} />
          <TextField
            id="kept-reason"
            name="reason"
            label={t`Why`}
            hint={t`The audit trail keeps it.`}
            autoComplete="off"
            value={reason}
            onChange={setReason}
          />
        </div>
      ) : (
        <form
          id="kept-choice"
          className="grid gap-5"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!wrong && !tried.isPending) tried.mutate();
          }}
        >
          <fieldset className="grid gap-3">
            <legend className="pb-2 font-semibold">
              <Trans>Rules that apply to you</Trans>
            </legend>
            <div className="grid gap-3 sm:grid-cols-2">
              {all.map((one) => (
                <Checkbox
                  key={one}
                  label={i18n._(regimeWords[one].name)}
                  hint={i18n._(regimeWords[one].what)}
                  checked={chosen.includes(one)}
                  onChange={(on) =>
                    setChosen(on ? [...chosen, one] : chosen.filter((other) => other !== one))
                  }
                />
              ))}
            </div>
            <p className="text-sm text-muted">
              <Trans>The longest time of those you choose counts.</Trans>
            </p>
          </fieldset>
          <fieldset className="grid gap-2">
            <legend className="pb-1 font-semibold">
              <Trans>Your own times</Trans>
            </legend>
            <TimesHint />
            <KeptTimes typed={typed} regimes={chosen} faults={faults} onChange={setTyped} />
          </fieldset>
        </form>
      )}
    </Dialog>
  );
}
