import { Trans, useLingui } from '@lingui/react/macro';
import type { CountryRule } from '@sampark/contracts/country-rules.ts';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useErrorText } from '../../lib/error-text.ts';
import { purposes } from '../../lib/purposes.ts';
import { typedNumber } from '../../lib/typed-number.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { CodeField } from '../../ui/code-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary, type SummaryItem } from '../../ui/error-summary.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useDayNames } from './use-day-names.ts';

type CountryDialogProps = {
  rule?: CountryRule;
  taken: readonly string[];
  onSave: (rule: CountryRule) => Promise<void>;
  onClose: () => void;
};

/** One country's hours, days and cap, and what they rest on. */
export function CountryDialog({ rule, taken, onSave, onClose }: CountryDialogProps) {
  const { t, i18n } = useLingui();
  const id = useId();
  const errorText = useErrorText();
  const days = useDayNames();
  const [country, setCountry] = useState(rule?.country ?? '');
  const [about, setAbout] = useState<CountryRule['purposes']>(rule?.purposes ?? ['marketing']);
  const [start, setStart] = useState(rule?.quiet_hours?.start ?? '');
  const [end, setEnd] = useState(rule?.quiet_hours?.end ?? '');
  const [quietDays, setQuietDays] = useState<readonly number[]>(rule?.quiet_days ?? []);
  const [cap, setCap] = useState(rule?.weekly_cap?.toString() ?? '');
  const [saysStop, setSaysStop] = useState(rule?.opt_out_line ?? false);
  const [source, setSource] = useState(rule?.source ?? '');
  const [faults, setFaults] = useState<SummaryItem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const save = useMutation({ mutationFn: onSave, onSuccess: onClose });
  const code = country.trim().toUpperCase();
  const submit = () => {
    if (save.isPending) return;
    const items: SummaryItem[] = [];
    const fault = (field: string, text: string) => items.push({ fieldId: `${id}-${field}`, text });
    const limit = cap.trim() === '' ? null : typedNumber(cap);
    if (!/^[A-Z]{2}$/.test(code)) fault('country', t`Choose a country: there is none of this name`);
    else if (!rule && taken.includes(code)) fault('country', t`This country has rules already: edit those`);
    if (about.length === 0) fault('purposes', t`Tick what it is about`);
    if ((start === '') !== (end === '')) fault('end', t`Enter both times, or none`);
    if (quietDays.length > 6) fault('days', t`Leave at least one day`);
    if (limit === undefined || (limit ?? 0) > 10_000) fault('cap', t`Enter a whole number, or nothing`);
    if (source.trim().length < 3) fault('source', t`Say what it rests on`);
    setFaults(items);
    setAttempt((n) => n + 1);
    if (items.length > 0 || limit === undefined) return;
    save.mutate({
      country: code,
      purposes: about,
      quiet_hours: start && end ? { start, end } : null,
      quiet_days: quietDays.toSorted((a, b) => a - b),
      weekly_cap: limit,
      ...(saysStop ? { opt_out_line: true } : {}),
      source: source.trim(),
    });
  };
  const errorFor = (field: string) => faults.find((one) => one.fieldId === `${id}-${field}`)?.text;
  return (
    <Dialog
      open
      onClose={onClose}
      title={rule ? t`Edit the country’s rules` : t`Add a country`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Go back</Trans>
          </Button>
          <Button kind="primary" type="submit" form={id} busy={save.isPending}>
            <Trans>Save rules</Trans>
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {faults.length > 0 && (
          <ErrorSummary key={attempt} title={t`This cannot be saved yet`} items={faults} />
        )}
        {save.error && faults.length === 0 && (
          <ErrorSummary key={`s${attempt}`} title={errorText(save.error).title}>
            {errorText(save.error).remedy}
          </ErrorSummary>
        )}
        <CodeField
          id={`${id}-country`}
          name="country"
          kind="region"
          label={t`Country`}
          value={country}
          disabled={rule !== undefined}
          error={errorFor('country')}
          onChange={setCountry}
        />
        <fieldset id={`${id}-purposes`} tabIndex={-1} className="flex flex-wrap gap-x-5 gap-y-2">
          <legend className="mb-1 font-medium">
            <Trans>What it is about</Trans>
          </legend>
          {purposes.map((purpose) => (
            <Checkbox
              key={purpose}
              label={i18n._(purposeNames[purpose])}
              checked={about.includes(purpose)}
              onChange={(on) => setAbout(on ? [...about, purpose] : about.filter((one) => one !== purpose))}
            />
          ))}
        </fieldset>
        <div className="grid grid-cols-2 gap-4">
          <TextField
            id={`${id}-start`}
            name="start"
            type="time"
            label={t`Nothing from`}
            autoComplete="off"
            value={start}
            onChange={setStart}
          />
          <TextField
            id={`${id}-end`}
            name="end"
            type="time"
            label={t`Until`}
            autoComplete="off"
            value={end}
            error={errorFor('end')}
            onChange={setEnd}
          />
        </div>
        <fieldset id={`${id}-days`} tabIndex={-1} className="flex flex-wrap gap-x-5 gap-y-2">
          <legend className="mb-1 font-medium">
            <Trans>Nothing on these days</Trans>
          </legend>
          {days.map((name, day) => (
            <Checkbox
              key={name}
              label={name}
              checked={quietDays.includes(day)}
              onChange={(on) =>
                setQuietDays(on ? [...quietDays, day] : quietDays.filter((one) => one !== day))
              }
            />
          ))}
        </fieldset>
        <TextField
          id={`${id}-cap`}
          name="cap"
          inputMode="numeric"
          label={t`Most in a week, if there is a limit`}
          autoComplete="off"
          value={cap}
          error={errorFor('cap')}
          onChange={setCap}
        />
        <Checkbox
          label={t`Campaign messages say how to stop them`}
          hint={t`Whatever the workspace chose. Where the text does not say it, a line is put under it.`}
          checked={saysStop}
          onChange={setSaysStop}
        />
        <TextArea
          id={`${id}-source`}
          label={t`What it rests on`}
          hint={t`The law or rule, and where it stands.`}
          rows={2}
          value={source}
          error={errorFor('source')}
          onChange={setSource}
        />
      </form>
    </Dialog>
  );
}
