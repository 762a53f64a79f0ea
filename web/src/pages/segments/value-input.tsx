import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useCodes, useRegionNames } from '../../i18n/region-names.ts';
import { Choice } from './choice.tsx';
import { consents, fieldSpecs, outcomes, type Input } from './fields.ts';
import { boxLooks } from './picker-parts.tsx';
import { consentWords, outcomeWords } from './segment-words.ts';
import { SomeField } from './some-field.tsx';
import type { Leaf } from './tree.ts';
import { bothForms, instantOf, localOf, numberOrText, textOf, wordsOf } from './typed-values.ts';
import type { Known } from './use-fields.ts';

type Props = {
  leaf: Leaf;
  known: Known;
  invalid: boolean;
  disabled: boolean;
  onChange: (value: unknown) => void;
};
const lineLooks = `${boxLooks} min-h-9 w-full min-w-0 px-3 focus-visible:outline-offset-0 pointer-coarse:min-h-11`;

/** What a question compares with, as its operator wants it. */
export function ValueInput(props: Props) {
  const input = fieldSpecs[props.leaf.field].ops[props.leaf.op];
  if (!input) return null;
  switch (input.kind) {
    case 'nothing':
      return null;
    case 'number':
    case 'days':
      return <NumberInput {...props} kind={input.kind} />;
    case 'range':
      return <Two {...props} one={(more) => <NumberInput {...props} {...more} kind="number" />} />;
    case 'instant':
      return <InstantInput {...props} />;
    case 'span':
      return <Two {...props} one={(more) => <InstantInput {...props} {...more} />} />;
    case 'text':
      return <TextInput {...props} />;
    case 'some':
      return <SomeInput {...props} of={input.of} />;
    case 'yes_no':
    case 'consent':
    case 'outcome':
      return <ChoiceInput {...props} kind={input.kind} />;
  }
}

type OneOf = Pick<Props, 'onChange'> & { value: unknown; label: string };

function Two({ leaf, onChange, one }: Props & { one: (more: OneOf) => React.ReactNode }) {
  const { t } = useLingui();
  const [from, to] = Array.isArray(leaf.value) ? (leaf.value as unknown[]) : [];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-2">
      {one({ value: from, label: t`From`, onChange: (next) => onChange([next, to]) })}
      <span aria-hidden className="text-muted">
        –
      </span>
      {one({ value: to, label: t`To`, onChange: (next) => onChange([from, next]) })}
    </div>
  );
}

function NumberInput(props: Props & Partial<OneOf> & { kind: 'number' | 'days' }) {
  const { t } = useLingui();
  const value = 'value' in props ? props.value : props.leaf.value;
  const [text, setText] = useState<string>();
  const days = props.kind === 'days';
  // What is being typed stays as it is typed, so that a point or a Bengali digit is not taken away.
  const shown = text !== undefined && numberOrText(text) === value ? text : textOf(value);
  return (
    <span className="relative block">
      <input
        type="text"
        inputMode={days ? 'numeric' : 'decimal'}
        autoComplete="off"
        aria-label={props.label ?? (days ? t`Number of days` : t({ message: 'Number', context: 'how much' }))}
        aria-invalid={props.invalid ? true : undefined}
        data-part="value"
        disabled={props.disabled}
        value={shown}
        onChange={(event) => {
          setText(event.currentTarget.value);
          props.onChange(numberOrText(event.currentTarget.value));
        }}
        className={`${lineLooks} tabular ${days ? 'pe-14' : ''}`}
      />
      {days && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 end-3 flex items-center text-muted"
        >
          {t`days`}
        </span>
      )}
    </span>
  );
}

function InstantInput(props: Props & Partial<OneOf>) {
  const { t } = useLingui();
  const value = 'value' in props ? props.value : props.leaf.value;
  return (
    <input
      type="datetime-local"
      aria-label={props.label ?? t`Day and time, by your clock`}
      aria-invalid={props.invalid ? true : undefined}
      data-part="value"
      disabled={props.disabled}
      value={localOf(value)}
      onChange={(event) => props.onChange(instantOf(event.currentTarget.value))}
      className={lineLooks}
    />
  );
}

function TextInput({ leaf, invalid, disabled, onChange }: Props) {
  const { t } = useLingui();
  return (
    <input
      type="text"
      dir="auto"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={200}
      aria-label={t`Text to look for`}
      aria-invalid={invalid ? true : undefined}
      placeholder={leaf.field === 'phone_number' ? '+880' : ''}
      data-part="value"
      disabled={disabled}
      value={typeof leaf.value === 'string' ? leaf.value : ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      className={lineLooks}
    />
  );
}

type Lists = Extract<Input, { kind: 'some' }>['of'];
function SomeInput({ leaf, known, of, ...rest }: Props & { of: Lists }) {
  const { t } = useLingui();
  const names = useRegionNames();
  const regions = useCodes('region');
  const languages = useCodes('language');
  const here = known.values(leaf.field).map((one) => one.value);
  const codes = of === 'region' ? regions : of === 'language' ? languages : undefined;
  const everywhere = codes
    ? codes.names.flatMap((name) => codes.codeOf(name) ?? [])
    : of === 'zone'
      ? Intl.supportedValuesOf('timeZone')
      : [];
  const nameOf =
    of === 'region' || of === 'language'
      ? names[of]
      : of === 'imports'
        ? (id: string) => known.named(id) ?? t`An import without a name`
        : (value: string) => value;
  const label = {
    region: t`Countries`,
    language: t`Languages`,
    zone: t`Time zones`,
    words: t`Interests`,
    values: t`Values`,
    imports: t`Imports`,
  }[of];
  return (
    <SomeField
      label={label}
      placeholder={of === 'values' || of === 'words' ? t`Type and press Enter` : t`Choose or type`}
      values={wordsOf(leaf.value)}
      items={[...new Set([...here, ...everywhere])]}
      nameOf={nameOf}
      free={of === 'values' || of === 'words'}
      invalid={rest.invalid}
      disabled={rest.disabled}
      onChange={(values) => rest.onChange(of === 'values' ? bothForms(values) : values)}
    />
  );
}

function ChoiceInput({
  leaf,
  kind,
  invalid,
  disabled,
  onChange,
}: Props & { kind: 'yes_no' | 'consent' | 'outcome' }) {
  const { t, i18n } = useLingui();
  const choices: [string, string][] =
    kind === 'consent'
      ? consents.map((one) => [one, i18n._(consentWords[one])])
      : kind === 'outcome'
        ? outcomes.map((one) => [one, i18n._(outcomeWords[one])])
        : [
            ['true', t`yes`],
            ['false', t`no`],
          ];
  return (
    <Choice
      part="value"
      label={
        kind === 'outcome'
          ? t`What became of its message`
          : t({ message: 'Answer', context: 'what somebody said' })
      }
      invalid={invalid}
      disabled={disabled}
      value={textOf(leaf.value)}
      onChange={(value) => onChange(kind === 'yes_no' ? value === 'true' : value)}
    >
      {leaf.value === undefined && <option value="" />}
      {choices.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </Choice>
  );
}
