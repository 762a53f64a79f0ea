import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { boxLooks } from './picker-parts.tsx';

type ChoiceProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Options of the browser's own list: a phone shows it the way its owner knows. */
  children: ReactNode;
  /** What the keyboard is sent back to after a step. */
  part: string;
  strong?: boolean;
  invalid?: boolean;
  disabled: boolean;
  className?: string;
};

/** One of a few, with the same frame as the fields beside it. */
export function Choice(props: ChoiceProps) {
  return (
    <span className={`relative block min-w-0 ${props.className ?? ''}`}>
      <select
        aria-label={props.label}
        aria-invalid={props.invalid ? true : undefined}
        data-part={props.part}
        disabled={props.disabled}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        className={`${boxLooks} min-h-9 w-full min-w-0 appearance-none truncate ps-2.5 pe-8 focus-visible:outline-offset-0 pointer-coarse:min-h-11 ${props.strong ? 'font-medium' : ''}`}
      >
        {props.children}
      </select>
      <ChevronDown
        className="pointer-events-none absolute inset-y-0 end-2.5 my-auto size-4 text-muted"
        aria-hidden
      />
    </span>
  );
}
