import { useState } from 'react';
import { useCodes, useRegionNames, type CodeKind } from '../i18n/region-names.ts';
import { TextField } from './text-field.tsx';

type CodeFieldProps = {
  id: string;
  name: string;
  label: string;
  kind: CodeKind;
  /** The code, such as BD or bn; or what was typed and is none. */
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  error?: string | undefined;
  disabled?: boolean;
};

/** A country or a language: written or chosen by its name, or by its two letters; kept as the code. */
export function CodeField({ kind, value, onChange, ...rest }: CodeFieldProps) {
  const nameOf = useRegionNames()[kind];
  const { names, codeOf } = useCodes(kind);
  // While it is being written the field shows the writing; afterwards the name of what it stands for.
  const [typed, setTyped] = useState<{ text: string; value: string }>();
  return (
    <div onBlur={() => setTyped(undefined)}>
      <TextField
        {...rest}
        // Half a name is no mistake yet.
        error={typed ? undefined : rest.error}
        autoComplete="off"
        suggestions={names}
        value={typed?.value === value ? typed.text : value && nameOf(value)}
        onChange={(text) => {
          const next = codeOf(text) ?? text.trim();
          setTyped({ text, value: next });
          onChange(next);
        }}
      />
    </div>
  );
}
