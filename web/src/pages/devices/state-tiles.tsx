import { Plural, useLingui } from '@lingui/react/macro';
import { CircleCheck, CircleX, Hand, TriangleAlert, Wrench, type LucideIcon } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { classNames } from '../../ui/class-names.ts';
import { toneText, type Tone } from '../../ui/status.tsx';
import type { State, StateCounts } from './fleet-view.ts';

type Props = {
  counts: StateCounts | undefined;
  chosen: State | undefined;
  onChoose: (state: State | undefined) => void;
};

/** How many are in which state; pressing one shows those, pressing it again shows all. */
export function StateTiles({ counts, chosen, onChoose }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const tiles: { state: State; icon: LucideIcon; tone: Tone; word: string }[] = [
    { state: 'offline', icon: CircleX, tone: 'danger', word: t`Offline` },
    { state: 'held', icon: Hand, tone: 'danger', word: t`Held` },
    { state: 'degraded', icon: TriangleAlert, tone: 'warn', word: t`Degraded` },
    { state: 'maintenance', icon: Wrench, tone: 'neutral', word: t`In maintenance` },
    { state: 'healthy', icon: CircleCheck, tone: 'ok', word: t`Healthy` },
  ];
  return (
    <div
      role="group"
      aria-label={t`By state`}
      className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-5"
    >
      {tiles.map(({ state, icon: Icon, tone, word }) => {
        const count = counts?.[state];
        const on = chosen === state;
        return (
          <button
            key={state}
            type="button"
            aria-pressed={on}
            onClick={() => onChoose(on ? undefined : state)}
            className={classNames(
              'grid min-w-0 content-start gap-0.5 border-b-2 px-3 pt-2 pb-1.5 text-start sm:px-4 sm:pt-3.5 sm:pb-3 focus-visible:-outline-offset-2 last:max-sm:col-span-2',
              on ? 'border-accent bg-accent-tint' : 'border-transparent bg-surface hover:bg-raised',
            )}
          >
            <span
              className={`inline-flex items-center gap-1.5 text-sm font-medium ${count ? toneText[tone] : 'text-muted'}`}
            >
              <Icon className="size-4 shrink-0" aria-hidden />
              {word}
            </span>
            <span className="flex flex-wrap items-baseline gap-x-2">
              <span className="tabular text-xl font-semibold sm:text-2xl">
                {count === undefined ? '…' : exact(count)}
              </span>
              {state === 'maintenance' && counts !== undefined && counts.draining > 0 && (
                <span className="text-sm text-muted">
                  <Plural value={counts.draining} one="# draining" other="# draining" />
                </span>
              )}
            </span>
          </button>
        );
      })}
    </div>
  );
}
