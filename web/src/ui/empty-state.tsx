import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Nothing here: why, and the one action that would change it. */
export function EmptyState(props: {
  icon: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const Icon = props.icon;
  return (
    <div className="grid place-items-center gap-1 px-4 py-8 text-center">
      <span className="mb-2 grid size-10 place-items-center rounded-full bg-raised text-subtle">
        <Icon className="size-5" aria-hidden />
      </span>
      <p className="font-medium">{props.title}</p>
      {props.children && <p className="max-w-[52ch] text-sm text-muted">{props.children}</p>}
      {props.action && <div className="mt-3 flex flex-wrap justify-center gap-2">{props.action}</div>}
    </div>
  );
}
