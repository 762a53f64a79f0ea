import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

export type SelectItem<T extends string> = { value: T; label: string };

type SelectProps<T extends string> = {
  label: string;
  value: T;
  items: readonly SelectItem<T>[];
  onChange: (value: T) => void;
  icon?: ReactNode;
  /** Shows the icon alone where there is little room; the label stays its name. */
  compact?: boolean;
};

/**
 * One of a few, without a frame: for tools beside a title. The browser's own list: it needs no code of ours on the first
 * page, and a phone shows it the way its owner knows.
 */
export function Select<T extends string>({ label, value, items, onChange, icon, compact }: SelectProps<T>) {
  const chosen = items.find((item) => item.value === value)?.label ?? '';
  return (
    <span className="relative inline-flex min-h-8 items-center gap-1.5 rounded-md px-2 text-muted transition-colors duration-100 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent hover:bg-raised hover:text-text pointer-coarse:min-h-11">
      {icon}
      <span aria-hidden className={compact ? 'hidden md:inline' : undefined}>
        {chosen}
      </span>
      <ChevronDown className="size-3.5" aria-hidden />
      <select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const next = items.find((item) => item.value === event.currentTarget.value);
          if (next) onChange(next.value);
        }}
        className="absolute inset-0 cursor-pointer appearance-none bg-surface text-text opacity-0"
      >
        {items.map((item) => (
          <option key={item.value} value={item.value}>
            {item.label}
          </option>
        ))}
      </select>
    </span>
  );
}
