import type { LucideIcon } from 'lucide-react';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

export type Tone = 'neutral' | 'info' | 'ok' | 'warn' | 'danger';

const tones: Record<Tone, string> = {
  neutral: 'bg-raised text-muted',
  info: 'bg-info-tint text-info',
  ok: 'bg-ok-tint text-ok',
  warn: 'bg-warn-tint text-warn',
  danger: 'bg-danger-tint text-danger',
};

export const toneText: Record<Tone, string> = {
  neutral: 'text-muted',
  info: 'text-info',
  ok: 'text-ok',
  warn: 'text-warn',
  danger: 'text-danger',
};

type StatusProps = { icon: LucideIcon; word: string; tone: Tone; meaning: string };

/** Icon, word and colour say the state; its meaning in one sentence comes on hover and focus. */
export function Status({ icon: Icon, word, tone, meaning }: StatusProps) {
  return (
    <Tooltip content={meaning}>
      <button
        type="button"
        className={classNames(
          'inline-flex min-h-6 cursor-help items-center gap-1.5 rounded-full px-2 text-xs font-medium whitespace-nowrap',
          tones[tone],
        )}
      >
        <Icon className="size-3.5" aria-hidden />
        {word}
        <span className="sr-only">. {meaning}</span>
      </button>
    </Tooltip>
  );
}
