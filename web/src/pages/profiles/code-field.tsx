import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useCodes, useRegionNames, type CodeKind } from '../../i18n/region-names.ts';
import { TextField } from '../../ui/text-field.tsx';

/** One language or country, typed by name or code; suggestions come while typing. */
export function CodeField(props: {
  id: string;
  kind: CodeKind;
  label: string;
  hint?: string;
  value: string;
  error?: string | undefined;
  /** Besides the countries: the EU and the EEA have rules of their own. */
  more?: Readonly<Record<string, string>>;
  onChange: (code: string) => void;
}) {
  const { t } = useLingui();
  const names = useRegionNames();
  const { names: all, codeOf } = useCodes(props.kind);
  const more = props.more ?? {};
  const nameOf = (code: string) => more[code] ?? (code ? names[props.kind](code) : '');
  // Undefined: nobody is typing, the chosen one shows.
  const [typed, setTyped] = useState<string>();
  const find = (text: string) =>
    Object.keys(more).find(
      (code) => code.toLowerCase() === text.trim().toLowerCase() || more[code] === text.trim(),
    ) ?? codeOf(text);
  const unknown = typed !== undefined && typed.trim() !== '' && find(typed) === undefined;
  return (
    <div onBlur={() => !unknown && setTyped(undefined)}>
      <TextField
        id={props.id}
        name={props.id}
        label={props.label}
        autoComplete="off"
        {...(props.hint ? { hint: props.hint } : {})}
        suggestions={[...Object.values(more), ...all]}
        value={typed ?? nameOf(props.value)}
        error={unknown ? t`We know none of this name. Choose one from the list.` : props.error}
        onChange={(text) => {
          setTyped(text);
          const code = find(text);
          if (code !== undefined) props.onChange(code);
          else if (text.trim() === '') props.onChange('');
        }}
      />
    </div>
  );
}
