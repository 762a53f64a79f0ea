import { CSPProvider } from '@base-ui/react/csp-provider';
import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronDown, CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import type { SelectItem } from './select.tsx';

type SelectFieldProps<T extends string> = {
  id: string;
  label: string;
  value: T | null;
  items: readonly SelectItem<T>[];
  onChange: (value: T) => void;
  placeholder?: string;
  hint?: ReactNode;
  error?: string | undefined;
  disabled?: boolean;
};

/** One of a few values, as a field of a form. */
export function SelectField<T extends string>({
  id,
  label,
  value,
  items,
  onChange,
  ...rest
}: SelectFieldProps<T>) {
  return (
    <div className="grid content-start gap-1.5">
      <span id={`${id}-label`} className="font-medium">
        {label}
      </span>
      {/* The one part that brings a style element, which our policy refuses: its rule is in main.css. */}
      <CSPProvider disableStyleElements>
        <BaseSelect.Root
          items={[...items]}
          value={value}
          disabled={rest.disabled ?? false}
          onValueChange={(next) => {
            if (next !== null) onChange(next);
          }}
          modal={false}
        >
          <BaseSelect.Trigger
            id={id}
            aria-labelledby={`${id}-label ${id}`}
            aria-invalid={rest.error ? true : undefined}
            className={classNames(
              'inline-flex min-h-11 w-full items-center justify-between gap-2 rounded-md border bg-surface px-3 text-start select-none hover:bg-raised data-disabled:cursor-not-allowed data-disabled:opacity-60 sm:min-h-9',
              rest.error ? 'border-danger' : 'border-control',
            )}
          >
            <BaseSelect.Value>
              {(chosen: T | null) =>
                items.find((item) => item.value === chosen)?.label ?? (
                  <span className="text-subtle">{rest.placeholder}</span>
                )
              }
            </BaseSelect.Value>
            <BaseSelect.Icon>
              <ChevronDown className="size-4 text-muted" aria-hidden />
            </BaseSelect.Icon>
          </BaseSelect.Trigger>
          <BaseSelect.Portal>
            <BaseSelect.Positioner
              sideOffset={4}
              collisionPadding={8}
              alignItemWithTrigger={false}
              className="z-50"
            >
              <BaseSelect.Popup className="popup max-h-[min(360px,var(--available-height))] min-w-(--anchor-width) overflow-y-auto p-1">
                <BaseSelect.List>
                  {items.map((item) => (
                    <BaseSelect.Item
                      key={item.value}
                      value={item.value}
                      className="flex min-h-9 items-center justify-between gap-4 rounded-md px-2.5 select-none data-highlighted:bg-raised pointer-coarse:min-h-11"
                    >
                      <BaseSelect.ItemText>{item.label}</BaseSelect.ItemText>
                      <BaseSelect.ItemIndicator>
                        <Check className="size-4 text-accent" aria-hidden />
                      </BaseSelect.ItemIndicator>
                    </BaseSelect.Item>
                  ))}
                </BaseSelect.List>
              </BaseSelect.Popup>
            </BaseSelect.Positioner>
          </BaseSelect.Portal>
        </BaseSelect.Root>
      </CSPProvider>
      {rest.hint && <p className="text-sm text-muted">{rest.hint}</p>}
      {rest.error && (
        <p className="flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          {rest.error}
        </p>
      )}
    </div>
  );
}
