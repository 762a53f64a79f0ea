import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../../i18n/use-format.ts';
import { typedNumber } from '../../../lib/typed-number.ts';
import { SelectField } from '../../../ui/select-field.tsx';
import { TextField } from '../../../ui/text-field.tsx';

type Unit = 'minutes' | 'hours' | 'days';
const minutesIn: Record<Unit, number> = { minutes: 1, hours: 60, days: 1440 };
const most = 30 * 1440;

/** A length of time in the largest unit that says it whole. */
const unitOf = (minutes: number): Unit =>
  minutes % 1440 === 0 ? 'days' : minutes % 60 === 0 ? 'hours' : 'minutes';

/** How long after its message somebody who did nothing is counted as one who does not. */
export function SettleField(props: { minutes: number; onChange: (minutes: number) => void }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const [unit, setUnit] = useState(() => unitOf(props.minutes));
  const [text, setText] = useState(() => exact(props.minutes / minutesIn[unitOf(props.minutes)]));
  const minutesOf = (typed: string, of: Unit) => {
    const count = typedNumber(typed);
    const minutes = count === undefined ? 0 : count * minutesIn[of];
    return minutes >= 1 && minutes <= most ? minutes : undefined;
  };
  const change = (typed: string, of: Unit) => {
    setText(typed);
    setUnit(of);
    const minutes = minutesOf(typed, of);
    if (minutes !== undefined) props.onChange(minutes);
  };
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <TextField
        id="settle"
        name="settle"
        label={t`Silence counts as a no after`}
        hint={t`Somebody who has not done it by then is counted as one who does not.`}
        inputMode="numeric"
        autoComplete="off"
        value={text}
        error={minutesOf(text, unit) === undefined ? t`Give a whole number, up to 30 days.` : undefined}
        onChange={(typed) => change(typed, unit)}
      />
      <SelectField<Unit>
        id="settle-unit"
        label={t`Unit`}
        value={unit}
        items={[
          { value: 'minutes', label: t`Minutes` },
          { value: 'hours', label: t`Hours` },
          { value: 'days', label: t`Days` },
        ]}
        onChange={(next) => change(text, next)}
      />
    </div>
  );
}
