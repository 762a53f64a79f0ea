import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import type { Tone } from './status.tsx';

const tones: Record<Tone, string> = {
  neutral: 'bg-raised [&>svg]:text-muted',
  info: 'bg-info-tint [&>svg]:text-info',
  ok: 'bg-ok-tint [&>svg]:text-ok',
  warn: 'bg-warn-tint [&>svg]:text-warn',
  danger: 'bg-danger-tint [&>svg]:text-danger',
};

/** A lasting remark about what stands below it. */
export function Notice(props: { icon: LucideIcon; tone: Tone; title: string; children?: ReactNode }) {
  const Icon = props.icon;
  return (
    <div className={classNames('flex gap-2.5 rounded-md px-3.5 py-2.5', tones[props.tone])}>
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0">
        <p>
          <strong className="font-semibold">{props.title}</strong>{' '}
          <span className="text-muted">{props.children}</span>
        </p>
      </div>
    </div>
  );
}
