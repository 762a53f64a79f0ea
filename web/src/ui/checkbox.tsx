import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import { useId, type ReactNode } from 'react';

type CheckboxProps = {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  /** Some of what it stands for. */
  some?: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  /** The label is read out but not shown: for the first column of a table. */
  bare?: boolean;
};

export function Checkbox(props: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <span className="grid min-h-6 place-items-center">
        <BaseCheckbox.Root
          id={id}
          checked={props.checked}
          indeterminate={props.some ?? false}
          disabled={props.disabled ?? false}
          onCheckedChange={(checked) => props.onChange(checked)}
          className="relative grid size-[18px] place-items-center rounded-sm border border-control bg-surface after:absolute after:-inset-2 data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50 data-indeterminate:border-accent data-indeterminate:bg-accent"
        >
          <BaseCheckbox.Indicator className="grid place-items-center text-on-accent">
            {props.some ? (
              <Minus className="size-3.5" aria-hidden />
            ) : (
              <Check className="size-3.5" aria-hidden />
            )}
          </BaseCheckbox.Indicator>
        </BaseCheckbox.Root>
      </span>
      <div className={props.bare ? 'sr-only' : 'grid min-w-0 gap-0.5 pt-0.5'}>
        <label htmlFor={id}>{props.label}</label>
        {props.hint && <p className="text-sm text-muted">{props.hint}</p>}
      </div>
    </div>
  );
}
