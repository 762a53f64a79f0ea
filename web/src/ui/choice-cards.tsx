import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type Choice<T extends string> = { value: T; label: ReactNode; hint?: ReactNode; icon?: ReactNode };

/** One of a few, each explained: radio buttons, so that the arrow keys work as everywhere. */
export function ChoiceCards<T extends string>(props: {
  id: string;
  label: string;
  items: readonly Choice<T>[];
  value: T | undefined;
  onChange: (value: T) => void;
  columns?: boolean;
}) {
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{props.label}</legend>
      <div className={classNames('grid gap-2', props.columns && 'sm:grid-cols-2')}>
        {props.items.map((item) => {
          const on = item.value === props.value;
          const id = `${props.id}-${item.value}`;
          return (
            <div
              key={item.value}
              className={classNames(
                'relative flex gap-3 rounded-lg border p-3 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent',
                on ? 'border-accent bg-accent-tint' : 'border-control hover:bg-raised',
              )}
            >
              <input
                id={id}
                type="radio"
                name={props.id}
                checked={on}
                onChange={() => props.onChange(item.value)}
                aria-describedby={item.hint ? `${id}-hint` : undefined}
                className="size-6 shrink-0 accent-(--accent) outline-none after:absolute after:inset-0"
              />
              <div className="grid min-w-0 content-start gap-0.5">
                <label htmlFor={id} className="inline-flex min-h-6 items-center gap-2 font-medium">
                  {item.icon}
                  {item.label}
                </label>
                {item.hint && (
                  <p id={`${id}-hint`} className="text-sm text-muted">
                    {item.hint}
                  </p>
                )}
              </div>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
