import { Trans, useLingui } from '@lingui/react/macro';
import { Card } from '../../ui/card.tsx';
import { Ago } from '../../ui/ago.tsx';
import type { Request } from './request.ts';

/** What was done, the newest first; the trail has the same without the words. */
export function RequestSteps({ request }: { request: Request }) {
  const { t } = useLingui();
  const says = (step: Request['steps'][number]) => {
    const who = step.made_by_name ?? t`The person`;
    const to = step.assigned_to_name;
    switch (step.step) {
      case 'received':
        return step.made_by_name ? t`${who} recorded the request` : t`The person asked`;
      case 'assigned':
        return to === null
          ? t`${who} gave it back`
          : to === who
            ? t`${who} took it`
            : t`${who} gave it to ${to}`;
      case 'noted':
        return t`${who} noted`;
      case 'extended':
        return t`${who} took two more months; the person is told why`;
      case 'completed':
        return t`${who} answered: done`;
      case 'refused':
        return t`${who} answered: refused`;
    }
  };
  return (
    <Card
      id="steps"
      title={t`What was done`}
      note={<Trans>Every step is also in the audit trail, without its words.</Trans>}
    >
      <ol className="grid gap-3" aria-label={t`Steps`}>
        {request.steps.toReversed().map((step) => (
          <li key={`${step.made_at} ${step.step}`} className="grid gap-0.5 border-s-2 border-line ps-3">
            <p>
              <span className="font-medium">{says(step)}</span>{' '}
              <span className="text-sm text-muted">
                <Ago at={step.made_at} />
              </span>
            </p>
            {step.note && (
              <p dir="auto" className="whitespace-pre-line text-muted">
                {step.note}
              </p>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
