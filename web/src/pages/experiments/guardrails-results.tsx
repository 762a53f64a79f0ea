import { Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, OctagonX } from 'lucide-react';
import { Card } from '../../ui/card.tsx';
import type { Comparison, Experiment } from './results.ts';
import { usePoints } from './use-points.ts';
import { VersionMark } from './version-mark.tsx';
import { guardrailWords } from './words.ts';

type Props = { experiment: Experiment; comparisons: readonly Comparison[] };

/** Whether any version does harm. */
export function GuardrailsResults({ experiment, comparisons }: Props) {
  const { t, i18n } = useLingui();
  const points = usePoints();
  const watched = (['opt_out', 'failure'] as const).filter((name) => experiment.guardrails[name].on);
  return (
    <Card
      id="guardrail-results"
      title={t`Guardrails`}
      note={t`A version that is shown to do more harm than its margin allows is stopped by itself.`}
    >
      {watched.length === 0 ? (
        <p className="text-muted">
          <Trans>All are off: no version is stopped by itself.</Trans>
        </p>
      ) : (
        <div className="grid gap-4">
          {watched.map((name) => {
            const margin = points.chosen(experiment.guardrails[name].margin);
            return (
              <div key={name} className="grid gap-1.5">
                <p>
                  <span className="font-medium">{i18n._(guardrailWords[name].name)}</span>{' '}
                  <span className="text-sm text-muted">
                    <Trans>at most {margin} points above the control</Trans>
                  </span>
                </p>
                <ul className="grid gap-1.5">
                  {comparisons.map((one) => {
                    const found = one.guardrails.find((each) => each.name === name);
                    const by = points.signed(found?.difference ?? 0);
                    return (
                      <li key={one.variant} className="tabular flex items-center gap-2 text-sm">
                        <VersionMark letter={one.variant} />
                        <span>
                          <Trans>{by} points</Trans>
                        </span>
                        {found?.stopped ? (
                          <span className="flex items-center gap-1.5 font-medium text-danger">
                            <OctagonX className="size-4" aria-hidden />
                            <Trans>Stopped</Trans>
                          </span>
                        ) : (
                          <span className="flex items-center gap-1.5 text-muted">
                            <CircleCheck className="size-4 text-ok" aria-hidden />
                            <Trans>Within it</Trans>
                          </span>
                        )}
                      </li>
                    );
                  })}
                </ul>
              </div>
            );
          })}
        </div>
      )}
    </Card>
  );
}
