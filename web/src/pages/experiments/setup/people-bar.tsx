import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../i18n/use-format.ts';
import { classNames } from '../../../ui/class-names.ts';
import { versionFills } from '../version-mark.tsx';
import { usePoints } from '../use-points.ts';
import { keyAt, type Design } from './design.ts';

type Props = {
  design: Design;
  /** People who would get a message; undefined while unknown. */ people: number | undefined;
};

/** The audience as one bar: who is left out, who gets which version, who waits for the winner. */
export function PeopleBar({ design, people }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const points = usePoints();
  const whole = 10_000;
  const kept = whole - design.holdout_share;
  const inTrial = (kept * design.trial_share) / whole;
  const parts = [
    {
      key: 'holdout',
      name: t`Holdout: get nothing`,
      share: design.holdout_share,
      look: 'bg-text/15',
    },
    ...design.variants.map((one, at) => ({
      key: keyAt(at),
      name: `${keyAt(at)} · ${one.name}`,
      share: (inTrial * one.share) / whole,
      look: versionFills[at] ?? '',
    })),
    {
      key: 'rest',
      name: t`Wait for the winner`,
      share: kept - inTrial,
      look: 'bg-raised border border-control border-dashed',
    },
  ].filter((one) => one.share > 0);
  const count = (share: number) => exact(Math.round(((people ?? 0) * share) / whole));
  return (
    <div className="grid gap-3">
      <div className="flex h-3 gap-0.5 overflow-hidden rounded-full" aria-hidden>
        {parts.map((one) => (
          <span key={one.key} className={one.look} style={{ inlineSize: `${one.share / 100}%` }} />
        ))}
      </div>
      <ul className="tabular grid gap-x-6 gap-y-1 text-sm sm:grid-cols-2">
        {parts.map((one) => (
          <li key={one.key} className="flex items-center justify-between gap-3">
            <span className="flex min-w-0 items-center gap-2">
              <span className={classNames('size-2.5 shrink-0 rounded-sm', one.look)} aria-hidden />
              <span className="min-w-0 break-words">{one.name}</span>
            </span>
            <span className="shrink-0 text-muted">
              {people === undefined ? (
                points.share(Math.round(one.share))
              ) : (
                <Trans>
                  about {count(one.share)} ({points.share(Math.round(one.share))})
                </Trans>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
