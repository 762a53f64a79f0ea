import { useLingui } from '@lingui/react/macro';
import { CircleCheck, CircleX, Hand, TriangleAlert, Wrench, type LucideIcon } from 'lucide-react';
import type { Answer } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { classNames } from '../../ui/class-names.ts';
import { toneText, type Tone } from '../../ui/status.tsx';
import type { states } from './routes.ts';

type State = (typeof states)[number];
type Props = {
  summary: Answer<'GET /api/v1/devices/summary'> | undefined;
  chosen: State | undefined;
  onChoose: (state: State | undefined) => void;
};

/** How many are in which state; pressing one shows those, pressing it again shows all. */
export function StateTiles({ summary, chosen, onChoose }: Props) {
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
    <div className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-5">
      {tiles.map(({ state, icon: Icon, tone, word }) => {
        const count = summary?.[state];
        const on = chosen === state;
        return (
          <button
            key={state}
            type="button"
            aria-pressed={on}
            onClick={() => onChoose(on ? undefined : state)}
            className={classNames(
              'grid min-w-0 content-start gap-0.5 px-4 py-3.5 text-start focus-visible:-outline-offset-2 last:max-sm:col-span-2',
              on ? 'bg-accent-tint' : 'bg-surface hover:bg-raised',
            )}
          >
            <span
              className={`inline-flex items-center gap-1.5 text-sm font-medium ${count ? toneText[tone] : 'text-muted'}`}
            >
              <Icon className="size-4" aria-hidden />
              {word}
            </span>
            <span className="tabular text-2xl font-semibold">{count === undefined ? '…' : exact(count)}</span>
          </button>
        );
      })}
    </div>
  );
}
