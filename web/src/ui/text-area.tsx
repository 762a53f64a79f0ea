import { CircleAlert } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';

type TextAreaProps = {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  hint?: ReactNode;
  error?: string | undefined;
  lang?: string;
  placeholder?: string;
  disabled?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
};

/** Several lines of text. A plain textarea: every input method works in it, Bengali ones included. */
export function TextArea({ id, label, value, onChange, hint, error, rows = 4, ...rest }: TextAreaProps) {
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <textarea
        {...rest}
        id={id}
        rows={rows}
        value={value}
        dir="auto"
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy || undefined}
        className={classNames(
          'block w-full rounded-md border bg-surface px-3 py-2 text-lg text-text focus-visible:outline-offset-0 sm:text-base',
          error ? 'border-danger' : 'border-control',
        )}
      />
      {hint && (
        <div id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </div>
      )}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          {error}
        </p>
      )}
    </div>
  );
}
