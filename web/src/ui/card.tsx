import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

type CardProps = {
  /** Names the region; its heading carries this id. */
  id: string;
  title: string;
  note?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
};

export function Card({ id, title, note, actions, className, children }: CardProps) {
  return (
    <section
      aria-labelledby={id}
      className={classNames('min-w-0 rounded-lg border border-line bg-surface', className)}
    >
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-4 pb-3 sm:px-5">
        <div className="grid min-w-0 gap-0.5">
          <h2 id={id} className="text-lg font-semibold">
            {title}
          </h2>
          {note && <p className="text-sm text-muted">{note}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      <div className="px-4 pb-4 sm:px-5 sm:pb-5">{children}</div>
    </section>
  );
}
