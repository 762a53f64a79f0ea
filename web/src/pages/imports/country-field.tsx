import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { CodeField } from '../../ui/code-field.tsx';

type Props = { value: string | undefined; onChange: (code: string | undefined) => void };

/** What is typed stays as typed; the file is read anew once it names a country, or nothing. */
export function CountryField({ value, onChange }: Props) {
  const { t } = useLingui();
  const [given, setGiven] = useState(value ?? '');
  const whole = /^[A-Z]{2}$/.test(given);
  return (
    <CodeField
      id="country"
      name="country"
      kind="region"
      label={t`Country of numbers without a country code`}
      hint={t`Left empty: the workspace’s country.`}
      error={given.length > 2 && !whole ? t`There is no country of this name.` : undefined}
      value={given}
      onChange={(next) => {
        setGiven(next);
        const read = /^[A-Z]{2}$/.test(next) ? next : undefined;
        if (read !== value) onChange(read);
      }}
    />
  );
}
