import { Field } from '@base-ui/react/field';
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, Eye, EyeOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { classNames } from './class-names.ts';

type TextFieldProps = {
  id: string;
  label: string;
  name: string;
  type?: 'text' | 'email' | 'password' | 'number' | 'tel' | 'date' | 'time' | 'datetime-local' | 'url';
  autoComplete: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  /** The same words as in the summary above the form. */
  error?: string | undefined;
  required?: boolean;
  placeholder?: string;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel';
  min?: string | number;
  max?: string | number;
  disabled?: boolean;
  /** Offered by the browser while typing; anything else can be written, too. */
  suggestions?: readonly string[];
};

/** A labelled line of text; a password can be shown. Errors stay until the field is right. */
export function TextField({
  id,
  label,
  type = 'text',
  value,
  onChange,
  hint,
  error,
  ...rest
}: TextFieldProps) {
  const [shown, setShown] = useState(false);
  const secret = type === 'password';
  return (
    <Field.Root invalid={error !== undefined} name={rest.name} className="grid content-start gap-1.5">
      <Field.Label htmlFor={id} className="font-medium">
        {label}
      </Field.Label>
      <div className="relative">
        <Field.Control
          id={id}
          type={secret && shown ? 'text' : type}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          autoComplete={rest.autoComplete}
          required={rest.required}
          placeholder={rest.placeholder}
          inputMode={rest.inputMode}
          min={rest.min}
          max={rest.max}
          disabled={rest.disabled}
          list={rest.suggestions && `${id}-list`}
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          className={classNames(
            'block min-h-11 w-full rounded-md border bg-surface px-3 text-lg text-text sm:min-h-9 sm:text-base',
            // Within: the parts of a time field take the focus instead of the field.
            'focus-within:outline-2 focus-within:outline-offset-0 focus-within:outline-accent',
            error ? 'border-danger' : 'border-control',
            secret && 'pe-12',
            rest.disabled && 'cursor-not-allowed bg-raised text-muted',
          )}
        />
        {rest.suggestions && (
          <datalist id={`${id}-list`}>
            {rest.suggestions.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        )}
        {secret && <ShowPassword shown={shown} onToggle={() => setShown(!shown)} fieldId={id} />}
      </div>
      {hint && <Field.Description className="text-sm text-muted">{hint}</Field.Description>}
      {error && (
        <Field.Error match className="flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          <span>
            <span className="sr-only">
              <Trans>Error:</Trans>{' '}
            </span>
            {error}
          </span>
        </Field.Error>
      )}
    </Field.Root>
  );
}

function ShowPassword(props: { shown: boolean; onToggle: () => void; fieldId: string }) {
  const { t } = useLingui();
  const Icon = props.shown ? EyeOff : Eye;
  return (
    <button
      type="button"
      onClick={props.onToggle}
      aria-controls={props.fieldId}
      aria-label={props.shown ? t`Hide password` : t`Show password`}
      className="absolute inset-y-0 end-0 grid w-11 place-items-center rounded-md text-muted hover:text-text"
    >
      <Icon className="size-4" aria-hidden />
    </button>
  );
}
