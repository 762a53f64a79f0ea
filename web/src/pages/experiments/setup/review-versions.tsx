import { Trans, useLingui } from '@lingui/react/macro';
import type { Step } from '../../campaigns/lists.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { usePoints } from '../use-points.ts';
import { VersionMark } from '../version-mark.tsx';
import { guardrailWords, judgedBy, variesWords } from '../words.ts';
import { keyAt, type Design } from './design.ts';
import { PeopleBar } from './people-bar.tsx';
import { usePlan } from './use-plan.ts';

type Props = { campaign: string; design: Design; onGo: (step: Step) => void };

/** The experiment in one look, before it goes out: afterwards none of it can be changed. */
export function ReviewVersions({ campaign, design, onGo }: Props) {
  const { t, i18n } = useLingui();
  const { exact, duration } = useFormat();
  const points = usePoints();
  const plan = usePlan(campaign, design).data;
  const guardrails = (['opt_out', 'failure'] as const).filter((name) => design.guardrails[name].on);
  return (
    <Card
      id="review-versions"
      title={t`The experiment`}
      note={t`Fixed from the start on: a test changed on the way proves nothing.`}
      actions={
        <Button kind="quiet" onClick={() => onGo('versions')}>
          <Trans>Change it</Trans>
        </Button>
      }
    >
      <div className="grid gap-5">
        <ul className="grid gap-2">
          {design.variants.map((one, at) => (
            <li key={keyAt(at)} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <VersionMark letter={keyAt(at)} />
              <span className="min-w-0 font-medium break-words">{one.name}</span>
              <span className="tabular text-muted">{points.share(one.share)}</span>
              {one.is_control && (
                <Badge tone="info">
                  <Trans>Control</Trans>
                </Badge>
              )}
            </li>
          ))}
        </ul>
        <PeopleBar design={design} people={plan?.audience?.reachable} />
        <Facts
          items={[
            { name: <Trans>What differs</Trans>, value: i18n._(variesWords[design.varies].name) },
            { name: <Trans>What decides</Trans>, value: i18n._(judgedBy(design).name) },
            {
              name: <Trans>Smallest difference worth knowing</Trans>,
              value: <Trans>{points.chosen(design.minimum_effect)} points</Trans>,
            },
            ...(plan
              ? [
                  {
                    name: <Trans>People a version</Trans>,
                    value: plan.audience ? (
                      <Trans>
                        {exact(plan.audience.per_variant)} of {exact(plan.any_time.per_variant)} needed
                      </Trans>
                    ) : (
                      exact(plan.any_time.per_variant)
                    ),
                  },
                ]
              : []),
            {
              name: <Trans>Silence counts as a no after</Trans>,
              value: duration(design.settle_minutes * 60),
            },
            {
              name: <Trans>Guardrails</Trans>,
              value:
                guardrails.length === 0 ? (
                  <Trans>None</Trans>
                ) : (
                  guardrails
                    .map((name) => {
                      const margin = points.chosen(design.guardrails[name].margin);
                      return t`${i18n._(guardrailWords[name].name)}: ${margin} points above the control`;
                    })
                    .join('; ')
                ),
            },
          ]}
        />
      </div>
    </Card>
  );
}
