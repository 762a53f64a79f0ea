import { Switch as BaseSwitch } from '@base-ui/react/switch';
import { useId, type ReactNode } from 'react';

type SwitchProps = {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
};

/** On or off, at once: nothing has to be saved afterwards. */
export function Switch(props: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="grid min-w-0 gap-0.5">
        <label htmlFor={id} className="font-medium">
          {props.label}
        </label>
        {props.hint && <p className="text-sm text-muted">{props.hint}</p>}
      </div>
      <BaseSwitch.Root
        id={id}
        checked={props.checked}
        disabled={props.disabled ?? false}
        onCheckedChange={(checked) => props.onChange(checked)}
        className="relative mt-0.5 inline-flex h-6 w-10 shrink-0 items-center rounded-full border border-control bg-raised px-0.5 transition-colors duration-100 data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <BaseSwitch.Thumb className="size-4 rounded-full bg-control transition-transform duration-100 data-checked:translate-x-[18px] data-checked:bg-on-accent" />
      </BaseSwitch.Root>
    </div>
  );
}
