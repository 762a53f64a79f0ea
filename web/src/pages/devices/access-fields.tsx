import { useLingui } from '@lingui/react/macro';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { choiceWords, fieldWords } from './access-words.ts';
import type { ChannelKind } from './use-channel-kinds.ts';

/** One field for each thing the platform wants; secrets are hidden while typed. */
export function AccessFields(props: {
  id: string;
  fields: ChannelKind['credentials'];
  values: Readonly<Record<string, string>>;
  onChange: (values: Record<string, string>) => void;
  /** Empty required ones are named only after the first try. */
  tried: boolean;
}) {
  const { t, i18n } = useLingui();
  return props.fields.map((field) => {
    const words = fieldWords[field.name];
    const name = words ? i18n._(words.name) : field.name;
    const value = props.values[field.name] ?? '';
    const [usual] = field.choices ?? [];
    if (field.choices && usual !== undefined)
      return (
        <SelectField
          key={field.name}
          id={`${props.id}-${field.name}`}
          label={name}
          hint={words?.where && i18n._(words.where)}
          value={value || usual}
          items={field.choices.map((one) => {
            const known = choiceWords[one];
            return { value: one, label: known ? i18n._(known) : one };
          })}
          onChange={(next) => props.onChange({ ...props.values, [field.name]: next })}
        />
      );
    return (
      <TextField
        key={field.name}
        id={`${props.id}-${field.name}`}
        name={field.name}
        type={field.secret ? 'password' : 'text'}
        // A password manager would save an account's secret under the person's own name.
        autoComplete={field.secret ? 'new-password' : 'off'}
        label={field.required ? name : t`${name} (optional)`}
        value={value}
        onChange={(next) => props.onChange({ ...props.values, [field.name]: next })}
        hint={words?.where && i18n._(words.where)}
        error={props.tried && field.required && !value.trim() ? t`Fill in: ${name}` : undefined}
        {...(field.secret ? {} : { placeholder: field.example })}
      />
    );
  });
}

/** What was typed, without what was left empty. */
export function filled(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : [])),
  );
}
