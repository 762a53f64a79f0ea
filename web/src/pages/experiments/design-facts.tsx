import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Instant } from '../../ui/instant.tsx';
import type { Experiment } from './results.ts';
import { usePoints } from './use-points.ts';
import { judgedBy, variesWords } from './words.ts';

/** What was fixed before the first message. */
export function DesignFacts({ experiment }: { experiment: Experiment }) {
  const { t, i18n } = useLingui();
  const { exact, duration, date } = useFormat();
  const points = usePoints();
  const { expected_rate, people_planned, launched_at } = experiment;
  return (
    <Card id="design" title={t`What was planned`} note={t`Fixed since the start.`}>
      <Facts
        items={[
          { name: <Trans>What differs</Trans>, value: i18n._(variesWords[experiment.varies].name) },
          { name: <Trans>What decides</Trans>, value: i18n._(judgedBy(experiment).name) },
          ...(expected_rate === null
            ? []
            : [{ name: <Trans>Expected as it is</Trans>, value: points.rate(expected_rate) }]),
          {
            name: <Trans>Smallest difference worth knowing</Trans>,
            value: <Trans>{points.chosen(experiment.minimum_effect)} points</Trans>,
          },
          ...(people_planned === null
            ? []
            : [{ name: <Trans>People a version</Trans>, value: exact(people_planned) }]),
          { name: <Trans>In the trial</Trans>, value: points.share(experiment.trial_share) },
          ...(experiment.holdout_share > 0
            ? [{ name: <Trans>Holdout (get nothing)</Trans>, value: points.share(experiment.holdout_share) }]
            : []),
          {
            name: <Trans>Silence counts as a no after</Trans>,
            value: duration(experiment.settle_minutes * 60),
          },
          ...(launched_at
            ? [
                {
                  name: <Trans>Started</Trans>,
                  value: <Instant at={new Date(launched_at)}>{date(new Date(launched_at))}</Instant>,
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}
