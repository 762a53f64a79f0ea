import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Nothing here yet: why, and what would bring it. */
export function EmptyState(props: { icon: LucideIcon; title: string; children?: ReactNode }) {
  const Icon = props.icon;
  return (
    <div className="grid place-items-center gap-1 px-4 py-8 text-center">
      <span className="mb-2 grid size-10 place-items-center rounded-full bg-raised text-subtle">
        <Icon className="size-5" aria-hidden />
      </span>
      <p className="font-medium">{props.title}</p>
      {props.children && <p className="max-w-[52ch] text-sm text-muted">{props.children}</p>}
    </div>
  );
}
