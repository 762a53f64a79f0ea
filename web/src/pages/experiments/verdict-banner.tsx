import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { toneText, type Tone } from '../../ui/status.tsx';
import type { VerdictText } from './use-verdict-text.ts';

const frames: Record<Tone, string> = {
  neutral: 'border-line bg-surface',
  info: 'border-info bg-info-tint',
  ok: 'border-ok bg-ok-tint',
  warn: 'border-warn bg-warn-tint',
  danger: 'border-danger bg-danger-tint',
};

/** What may be said now, with its numbers, the rule that says it, and what can be done about it. */
export function VerdictBanner({ text, children }: { text: VerdictText; children?: ReactNode }) {
  const Icon = text.icon;
  return (
    <section
      aria-labelledby="verdict-title"
      data-verdict={text.tone}
      className={classNames('rounded-lg border p-4 sm:p-5', frames[text.tone])}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="flex min-w-0 flex-1 basis-80 gap-3">
          <Icon className={classNames('mt-0.5 size-6 shrink-0', toneText[text.tone])} aria-hidden />
          <div className="grid min-w-0 gap-1">
            <h2 id="verdict-title" className="text-xl font-semibold">
              {text.title}
            </h2>
            <p className="tabular text-lg">{text.sentence}</p>
            {text.now && (
              <p data-verdict-now className="tabular">
                {text.now}
              </p>
            )}
            <p className="text-sm text-muted">
              <span className="font-medium">
                <Trans>The rule:</Trans>
              </span>{' '}
              {text.rule}
            </p>
          </div>
        </div>
        {children && <div className="flex flex-wrap gap-2">{children}</div>}
      </div>
    </section>
  );
}
