import { useState, type ReactNode } from 'react';
import { useFormat } from '../../../i18n/use-format.ts';
import { typedDecimal } from '../../../lib/typed-number.ts';
import { TextField } from '../../../ui/text-field.tsx';

type Props = {
  id: string;
  label: string;
  /** A share from 0 to 1; null: left empty. */
  value: number | null;
  least: number;
  most: number;
  hint?: ReactNode;
  /** Said while what stands there is no share within `least` and `most`. */
  wrong: string;
  onChange: (value: number) => void;
};

/** A share as people type it, in percent or points, in Latin or Bengali digits. What is no such number is not passed on. */
export function PercentField({ value, least, most, onChange, wrong, ...rest }: Props) {
  const { tag } = useFormat();
  const shown = (share: number | null) =>
    share === null
      ? ''
      : new Intl.NumberFormat(tag, { maximumFractionDigits: 3, useGrouping: false }).format(share * 100);
  const [typed, setTyped] = useState<{ text: string; of: number | null }>();
  // What was typed stands until the value becomes another by other means.
  const text = typed && typed.of === value ? typed.text : shown(value);
  const share = shareOf(text);
  const fits = (one: number | undefined): one is number => one !== undefined && one >= least && one <= most;
  return (
    <TextField
      {...rest}
      name={rest.id}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      error={fits(share) ? undefined : wrong}
      onChange={(next) => {
        const given = shareOf(next);
        setTyped({ text: next, of: fits(given) ? given : value });
        if (fits(given)) onChange(given);
      }}
    />
  );
}

function shareOf(text: string): number | undefined {
  const percent = typedDecimal(text.replace('%', ''));
  return percent === undefined ? undefined : Math.round(percent * 1000) / 100_000;
}
