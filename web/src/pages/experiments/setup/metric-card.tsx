import { Trans, useLingui } from '@lingui/react/macro';
import type { ExperimentMetric } from '@sampark/contracts/experiments.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import type { Step } from '../../campaigns/lists.ts';
import { usePoints } from '../use-points.ts';
import { metricWords } from '../words.ts';
import type { Design } from './design.ts';
import { ConversionWayField } from './conversion-way-field.tsx';
import { PercentField } from './percent-field.tsx';
import { SettleField } from './settle-field.tsx';
import type { Plan } from './use-plan.ts';

type Props = {
  design: Design;
  plan: Plan | undefined;
  /** The campaign counts visits of its links. */
  counted: boolean;
  onChange: (design: Design) => void;
  onGo: (step: Step) => void;
};
const metrics = Object.keys(metricWords) as ExperimentMetric[];

/** What decides which version is better, and how small a difference is still worth knowing. */
export function MetricCard({ design, plan, counted, onChange, onGo }: Props) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const points = usePoints();
  const words = metricWords[design.metric];
  const suggested = plan?.suggested_rate;
  const rateText = suggested ? points.rate(suggested.rate) : '';
  const messagesText = suggested ? exact(suggested.messages) : '';
  return (
    <Card
      id="metric"
      title={t`What decides`}
      note={t`Choose it now: a measure chosen after looking at the numbers finds winners everywhere.`}
    >
      <div className="grid gap-5">
        <SelectField
          id="metric-choice"
          label={t`The better version is the one where more people do this`}
          value={design.metric}
          items={metrics.map((value) => ({ value, label: i18n._(metricWords[value].name) }))}
          hint={
            design.metric !== 'converted' && (
              <>
                {i18n._(words.what)} {i18n._(words.caveat)}
              </>
            )
          }
          onChange={(metric) => onChange({ ...design, metric, converted_by: 'told' })}
        />
        {design.metric === 'converted' && (
          <ConversionWayField design={design} counted={counted} onGo={onGo} onChange={onChange} />
        )}
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <div className="grid content-start gap-2">
            <PercentField
              id="expected-rate"
              label={t`How many do it as it is now, percent`}
              hint={t`A guess is enough. It sets how many people are needed, not who wins.`}
              value={design.expected_rate}
              least={0.001}
              most={0.999}
              wrong={t`Give a number above 0 and below 100.`}
              onChange={(expected_rate) => onChange({ ...design, expected_rate })}
            />
            {suggested && suggested.rate !== design.expected_rate && suggested.rate > 0 && (
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
                <span>
                  <Trans>
                    Your last 90 days: {rateText} of {messagesText} messages.
                  </Trans>
                </span>
                <Button
                  onClick={() =>
                    onChange({ ...design, expected_rate: Math.round(suggested.rate * 1000) / 1000 })
                  }
                >
                  <Trans>Use {rateText}</Trans>
                </Button>
              </p>
            )}
          </div>
          <PercentField
            id="minimum-effect"
            label={t`Smallest difference worth knowing, points`}
            hint={t`From 10% to 15% are 5 points. The smaller, the more people it takes.`}
            value={design.minimum_effect}
            least={0.001}
            most={0.9}
            wrong={t`Give a number above 0 and below 90.`}
            onChange={(minimum_effect) => onChange({ ...design, minimum_effect })}
          />
        </div>
        <SettleField
          minutes={design.settle_minutes}
          onChange={(settle_minutes) => onChange({ ...design, settle_minutes })}
        />
      </div>
    </Card>
  );
}
