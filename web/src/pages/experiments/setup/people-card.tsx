import { Trans, useLingui } from '@lingui/react/macro';
import { Card } from '../../../ui/card.tsx';
import { PercentField } from './percent-field.tsx';
import { PeopleBar } from './people-bar.tsx';
import type { Design } from './design.ts';

type Props = { design: Design; people: number | undefined; onChange: (design: Design) => void };

/** How many of the audience are in the trial, who waits for its winner, who gets nothing. */
export function PeopleCard({ design, people, onChange }: Props) {
  const { t } = useLingui();
  return (
    <Card
      id="people"
      title={t`Who takes part`}
      note={t`People in the trial get one of the versions now. Whoever is not in it waits until you roll out the winner.`}
    >
      <div className="grid gap-5">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <PercentField
            id="trial-share"
            label={t`In the trial, percent`}
            hint={t`100: everybody gets a version, and nobody waits.`}
            value={design.trial_share / 10_000}
            least={0.01}
            most={1}
            wrong={t`Give a number from 1 to 100.`}
            onChange={(share) => onChange({ ...design, trial_share: Math.round(share * 10_000) })}
          />
          <PercentField
            id="holdout-share"
            label={t`Holdout, percent`}
            hint={t`People who get nothing at all, to see what would happen without the campaign. 0: nobody.`}
            value={design.holdout_share / 10_000}
            least={0}
            most={0.5}
            wrong={t`Give a number from 0 to 50.`}
            onChange={(share) => onChange({ ...design, holdout_share: Math.round(share * 10_000) })}
          />
        </div>
        <PeopleBar design={design} people={people} />
        {design.trial_share < 10_000 && (
          <p className="text-sm text-muted">
            <Trans>The campaign stays open until the winner is rolled out or you end it.</Trans>
          </p>
        )}
      </div>
    </Card>
  );
}
