import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { dateStyles, type DateStyle, type Format } from '../markup/expression.ts';

type Props = {
  id: string;
  variable: string;
  format: Format | null;
  onChange: (format: Format | null) => void;
};

/** What each can be written as: a name is no date. */
const fixed: Readonly<Record<string, readonly Format['kind'][]>> = {
  phone_number: ['digits'],
  lead_score: ['number', 'digits'],
  asset_class_interests: ['list'],
  ...Object.fromEntries(
    [
      'first_name',
      'last_name',
      'name',
      'email',
      'language',
      'country',
      'time_zone',
      'sender_name',
      'preferences_url',
    ].map((name) => [name, []]),
  ),
};
const kinds = ['date', 'number', 'money', 'percent', 'digits', 'list'] as const;
const sampleDay = new Date('2026-03-05T14:30:00Z');

/** How a value is written. The reader's language decides the rest, so the examples are those of the one who writes. */
export function FormatFields({ id, variable, format, onChange }: Props) {
  const { t } = useLingui();
  const { tag } = useFormat();
  const offered = fixed[variable] ?? kinds;
  if (offered.length === 0 && !format) return null;
  const words: Record<Format['kind'] | 'plain', string> = {
    plain: t`As it stands on record`,
    date: t`As a date`,
    number: t`As a number`,
    money: t`As an amount of money`,
    percent: t`As a percentage`,
    digits: t`With the digits of the reader`,
    list: t`As a list`,
  };
  const start: Record<Format['kind'], Format> = {
    date: { kind: 'date', style: 'long' },
    number: { kind: 'number', digits: null },
    money: { kind: 'money', currency: 'BDT', minor: false },
    percent: { kind: 'percent', of100: false },
    digits: { kind: 'digits' },
    list: { kind: 'list', or: false },
  };
  const choose = (kind: Format['kind'] | 'plain') => onChange(kind === 'plain' ? null : start[kind]);
  return (
    <>
      <SelectField
        id={`${id}-format`}
        label={t`Written`}
        value={format?.kind ?? 'plain'}
        items={(
          ['plain', ...kinds.filter((one) => offered.includes(one) || one === format?.kind)] as const
        ).map((value) => ({ value, label: words[value] }))}
        onChange={choose}
      />
      {format?.kind === 'date' && (
        <SelectField<DateStyle>
          id={`${id}-style`}
          label={t`Looks like`}
          value={format.style}
          items={dateStyles.map((value) => ({ value, label: shownDate(tag, value) }))}
          onChange={(style) => onChange({ ...format, style })}
        />
      )}
      {format?.kind === 'number' && (
        <SelectField
          id={`${id}-digits`}
          label={t`Digits after the point`}
          value={String(format.digits ?? 'any')}
          items={['any', '0', '1', '2'].map((value) => ({
            value,
            label: value === 'any' ? t`As many as it has` : new Intl.NumberFormat(tag).format(Number(value)),
          }))}
          onChange={(value) => onChange({ ...format, digits: value === 'any' ? null : Number(value) })}
        />
      )}
      {format?.kind === 'money' && <MoneyFields id={id} format={format} onChange={onChange} />}
      {format?.kind === 'percent' && (
        <SelectField
          id={`${id}-of`}
          label={t`The value on record`}
          value={format.of100 ? 'hundredths' : 'share'}
          items={[
            { value: 'share', label: t`0.075 means 7.5%` },
            { value: 'hundredths', label: t`7.5 means 7.5%` },
          ]}
          onChange={(value) => onChange({ ...format, of100: value === 'hundredths' })}
        />
      )}
      {format?.kind === 'list' && (
        <SelectField
          id={`${id}-list`}
          label={t`Before the last one`}
          value={format.or ? 'or' : 'and'}
          items={[
            { value: 'and', label: t`and` },
            { value: 'or', label: t`or` },
          ]}
          onChange={(value) => onChange({ ...format, or: value === 'or' })}
        />
      )}
    </>
  );
}

type Money = Extract<Format, { kind: 'money' }>;

function MoneyFields(props: { id: string; format: Money; onChange: (format: Format) => void }) {
  const { t } = useLingui();
  const { id, format, onChange } = props;
  return (
    <>
      <TextField
        id={`${id}-currency`}
        name="currency"
        label={t`Currency`}
        hint={t`Three letters, such as BDT, USD, AED.`}
        autoComplete="off"
        value={format.currency}
        error={/^[A-Z]{3}$/.test(format.currency) ? undefined : t`Three letters are needed.`}
        onChange={(value) =>
          onChange({
            ...format,
            currency: value
              .toUpperCase()
              .replace(/[^A-Z]/g, '')
              .slice(0, 3),
          })
        }
      />
      <SelectField
        id={`${id}-unit`}
        label={t`The value on record`}
        value={format.minor ? 'minor' : 'major'}
        items={[
          { value: 'major', label: t`Whole amounts: taka, dollars` },
          { value: 'minor', label: t`The smallest unit: poisha, cents` },
        ]}
        onChange={(value) => onChange({ ...format, minor: value === 'minor' })}
      />
    </>
  );
}

function shownDate(tag: string, style: DateStyle): string {
  const options: Record<DateStyle, Intl.DateTimeFormatOptions> = {
    short: { dateStyle: 'short' },
    medium: { dateStyle: 'medium' },
    long: { dateStyle: 'long' },
    full: { dateStyle: 'full' },
    weekday: { weekday: 'long' },
    time: { timeStyle: 'short' },
  };
  return new Intl.DateTimeFormat(tag, { ...options[style], timeZone: 'UTC' }).format(sampleDay);
}
