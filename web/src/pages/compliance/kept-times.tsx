import { Trans, useLingui } from '@lingui/react/macro';
import { lawfulLeast } from '@sampark/contracts/retention.ts';
import { CircleAlert } from 'lucide-react';
import { typedNumber } from '../../lib/typed-number.ts';
import { Select } from '../../ui/select.tsx';
import { classWords, type DataClass, type Regime, type Report } from './records-words.ts';
import { useLength } from './use-length.ts';
import { useSource } from './use-source.ts';

export type Typed = { text: string; unit: 'years' | 'months' };
export type TypedTimes = Record<DataClass, Typed>;
const classes = Object.keys(classWords) as DataClass[];
const mostMonths = 1200;

/** What somebody sees first: their own times, in years where they are some. */
export function typedFrom(report: Report): TypedTimes {
  return Object.fromEntries(
    report.classes.map(({ data_class, own_months: own, lawful_months }) => {
      const unit = (own ?? lawful_months) % 12 === 0 ? 'years' : 'months';
      const text = own === null ? '' : String(unit === 'years' ? own / 12 : own);
      return [data_class, { text, unit }];
    }),
  ) as TypedTimes;
}

/** The choice in months; a class that is wrong or empty is not in it. */
export function monthsOf(typed: TypedTimes): Partial<Record<DataClass, number>> {
  return Object.fromEntries(
    classes.flatMap((one) => {
      const months = monthsIn(typed[one]);
      return months === undefined ? [] : [[one, months]];
    }),
  );
}

function monthsIn({ text, unit }: Typed): number | undefined {
  const number = typedNumber(text);
  return number === undefined ? undefined : number * (unit === 'years' ? 12 : 1);
}

/** What is wrong with each time under these rules, in words. */
export function useTimeFaults(): (
  typed: TypedTimes,
  regimes: readonly Regime[],
) => Partial<Record<DataClass, string>> {
  const { t } = useLingui();
  const length = useLength();
  return (typed, regimes) => {
    const fault = (one: DataClass): string | undefined => {
      if (typed[one].text.trim() === '') return undefined;
      const months = monthsIn(typed[one]);
      const least = lawfulLeast(regimes, one);
      const time = length(least.months);
      const { source } = least;
      if (months === undefined) return t`A whole number, such as 7.`;
      if (months > mostMonths) return t`At most 100 years.`;
      if (months >= least.months) return undefined;
      return source === 'Sampark'
        ? t`At least ${time}: less is never kept.`
        : t`${source} asks for at least ${time}. Less is possible only where that rule does not apply to you.`;
    };
    return Object.fromEntries(
      classes.flatMap((one) => {
        const words = fault(one);
        return words === undefined ? [] : [[one, words]];
      }),
    );
  };
}

type Props = {
  typed: TypedTimes;
  regimes: readonly Regime[];
  faults: Partial<Record<DataClass, string>>;
  onChange: (typed: TypedTimes) => void;
};

/** Each class with what the rules ask, and room for longer. */
export function KeptTimes({ typed, regimes, faults, onChange }: Props) {
  const { t, i18n } = useLingui();
  const length = useLength();
  const sourceName = useSource();
  return (
    <ul className="grid divide-y divide-line rounded-md border border-line">
      {classes.map((one) => {
        const { text, unit } = typed[one];
        const least = lawfulLeast(regimes, one);
        const name = i18n._(classWords[one].name);
        const fault = faults[one];
        const id = `kept-${one}`;
        const change = (next: Partial<Typed>) => onChange({ ...typed, [one]: { ...typed[one], ...next } });
        return (
          <li
            key={one}
            className="grid items-center gap-x-4 gap-y-1 px-3 py-2 sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <label htmlFor={id} className="grid min-w-0">
              <span className="font-medium">{name}</span>
              <span className="text-sm text-muted">
                {length(least.months)} · {sourceName(least.source)}
              </span>
            </label>
            <span className="flex items-center gap-1 [&>:last-child]:w-24">
              <input
                id={id}
                type="text"
                inputMode="numeric"
                autoComplete="off"
                value={text}
                placeholder={t`as asked`}
                aria-invalid={fault ? true : undefined}
                aria-describedby={fault ? `${id}-fault` : undefined}
                onChange={(event) => change({ text: event.currentTarget.value })}
                className={`tabular min-h-11 w-28 rounded-md border bg-surface px-3 text-lg placeholder:text-muted sm:min-h-9 sm:text-base ${fault ? 'border-danger' : 'border-control'}`}
              />
              <Select
                label={t`${name}: years or months`}
                value={unit}
                items={[
                  { value: 'years', label: t`years` },
                  { value: 'months', label: t`months` },
                ]}
                onChange={(next) => change({ unit: next })}
              />
            </span>
            {fault && (
              <p
                id={`${id}-fault`}
                role="alert"
                className="flex items-start gap-1.5 text-sm text-danger sm:col-span-2"
              >
                <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
                {fault}
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export function TimesHint() {
  return (
    <p className="text-sm text-muted">
      <Trans>Empty: as long as the rules ask. A proof stays as long as what it proves.</Trans>
    </p>
  );
}
