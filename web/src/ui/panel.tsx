import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A framed surface without a heading of its own: around a list, a table, a form. */
export function Panel(props: { className?: string; children: ReactNode }) {
  return (
    <div
      className={classNames(
        'min-w-0 overflow-hidden rounded-lg border border-line bg-surface',
        props.className,
      )}
    >
      {props.children}
    </div>
  );
}
