import type { ReactNode } from 'react';

/** The page's name, what it is about, and its actions; the first heading a reader meets. */
export function PageHeader(props: {
  title: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  above?: ReactNode;
  /** One small action, such as a menu: it stays beside the name on a phone, too. */
  beside?: boolean;
}) {
  return (
    <header
      className={`flex justify-between gap-x-6 gap-y-3 ${props.beside ? 'items-start' : 'flex-wrap items-end'}`}
    >
      <div className="grid min-w-0 gap-0.5">
        {props.above}
        <h1 className="text-2xl font-semibold break-words">{props.title}</h1>
        {props.note && <div className="text-muted">{props.note}</div>}
      </div>
      {props.actions && <div className="flex flex-wrap items-center gap-2">{props.actions}</div>}
    </header>
  );
}
