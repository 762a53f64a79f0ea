import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { TextField } from '../../ui/text-field.tsx';

type Props = { value: string | undefined; onChange: (code: string | undefined) => void };

/** What is typed stays as typed; the file is read anew once it is a whole code, or nothing. */
export function CountryField({ value, onChange }: Props) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(value ?? '');
  const code = typed.trim().toUpperCase();
  const whole = /^[A-Z]{2}$/.test(code);
  return (
    <TextField
      id="country"
      name="country"
      label={t`Country of numbers without a country code`}
      hint={t`Two letters, such as BD. Left empty: the workspace’s country.`}
      error={code.length >= 2 && !whole ? t`Write the two letters of a country, such as BD.` : undefined}
      autoComplete="off"
      value={typed}
      onChange={(next) => {
        setTyped(next);
        const given = next.trim().toUpperCase();
        const read = /^[A-Z]{2}$/.test(given) ? given : undefined;
        if (read !== value) onChange(read);
      }}
    />
  );
}
