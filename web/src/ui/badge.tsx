import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import type { Tone } from './status.tsx';

const tones: Record<Tone, string> = {
  neutral: 'bg-raised text-muted',
  info: 'bg-info-tint text-info',
  ok: 'bg-ok-tint text-ok',
  warn: 'bg-warn-tint text-warn',
  danger: 'bg-danger-tint text-danger',
};

/** A short word about a row. For a state whose meaning needs a sentence there is Status. */
export function Badge(props: { tone?: Tone; icon?: LucideIcon; children: ReactNode }) {
  const Icon = props.icon;
  return (
    <span
      className={classNames(
        'inline-flex min-h-5 items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap',
        tones[props.tone ?? 'neutral'],
      )}
    >
      {Icon && <Icon className="size-3" aria-hidden />}
      {props.children}
    </span>
  );
}
