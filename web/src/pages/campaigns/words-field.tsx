import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { useState } from 'react';
import { TextField } from '../../ui/text-field.tsx';

type Props = {
  id: string;
  label: string;
  placeholder?: string;
  hint?: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** How a value is shown; itself when left out. */
  show?: (value: string) => string;
  /** The value a typed word stands for, or undefined when it is none. */
  accept?: (word: string) => string | undefined;
  suggestions?: readonly string[];
};

/** Several words: typed with Enter or a comma, shown as chips that can be taken off. */
export function WordsField({
  id,
  label,
  hint,
  placeholder,
  values,
  onChange,
  show,
  accept,
  suggestions,
}: Props) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string>();
  const add = (typed: string) => {
    const words = typed
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean);
    const taken = words.map((word) => (accept ? accept(word) : word));
    const bad = words.find((_, index) => taken[index] === undefined);
    setWrong(bad === undefined ? undefined : t`“${bad}” does not fit.`);
    setText(bad ?? '');
    const good = taken.filter((word): word is string => word !== undefined);
    if (good.length > 0) onChange([...new Set([...values, ...good])]);
  };
  return (
    <div className="grid content-start gap-2">
      <div
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || !text.trim()) return;
          event.preventDefault();
          add(text);
        }}
        onBlur={() => text.trim() && add(text)}
      >
        <TextField
          id={id}
          name={id}
          label={label}
          autoComplete="off"
          {...(placeholder ? { placeholder } : {})}
          {...(hint ? { hint } : {})}
          {...(suggestions ? { suggestions } : {})}
          value={text}
          error={wrong}
          onChange={(value) => (value.endsWith(',') ? add(value) : setText(value))}
        />
      </div>
      {values.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {values.map((value) => {
            const name = show ? show(value) : value;
            return (
              <li key={value}>
                <button
                  type="button"
                  aria-label={t`Remove ${name}`}
                  onClick={() => onChange(values.filter((one) => one !== value))}
                  className="inline-flex min-h-7 items-center gap-1.5 rounded-full bg-accent-tint ps-3 pe-2 text-sm font-medium text-accent pointer-coarse:min-h-11"
                >
                  {name}
                  <X className="size-3.5" aria-hidden />
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
