import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

export type SelectItem<T extends string> = { value: T; label: string };

type SelectProps<T extends string> = {
  label: string;
  value: T;
  items: SelectItem<T>[];
  onChange: (value: T) => void;
  icon?: ReactNode;
  /** Shows the icon alone where there is little room; the label stays its name. */
  compact?: boolean;
};

export function Select<T extends string>({ label, value, items, onChange, icon, compact }: SelectProps<T>) {
  const chosen = items.find((item) => item.value === value)?.label ?? '';
  return (
    <BaseSelect.Root
      items={items}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
      modal={false}
    >
      <BaseSelect.Trigger
        aria-label={`${label}: ${chosen}`}
        className="inline-flex min-h-8 items-center pointer-coarse:min-h-11 gap-1.5 rounded-md border border-transparent px-2 text-muted transition-colors duration-100 select-none hover:bg-raised hover:text-text data-popup-open:bg-raised data-popup-open:text-text"
      >
        {icon}
        <span className={compact ? 'hidden md:inline' : undefined}>
          <BaseSelect.Value />
        </span>
        <BaseSelect.Icon>
          <ChevronDown className="size-3.5" aria-hidden />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner
          sideOffset={4}
          collisionPadding={8}
          alignItemWithTrigger={false}
          align="end"
          className="z-50"
        >
          <BaseSelect.Popup className="popup min-w-40 p-1">
            <BaseSelect.List>
              {items.map((item) => (
                <BaseSelect.Item
                  key={item.value}
                  value={item.value}
                  className="flex min-h-9 items-center justify-between pointer-coarse:min-h-11 gap-4 rounded-md px-2.5 select-none data-highlighted:bg-raised"
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
  );
}
