import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronRight, CircleCheck, TriangleAlert } from 'lucide-react';
import { useErrorText } from '../../../lib/error-text.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { usePoints } from '../use-points.ts';
import type { Design } from './design.ts';
import type { usePlan } from './use-plan.ts';

type Props = { design: Design; query: ReturnType<typeof usePlan> };

/** How many people are needed and how many there are: before anything is sent, so that nobody waits for an answer that cannot come. */
export function PlanPanel({ design, query }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const points = usePoints();
  const errorText = useErrorText();
  const plan = query.data;
  return (
    <Card id="plan" title={t`Are there enough people?`}>
      {query.isError && !query.isFetching ? (
        <Notice icon={TriangleAlert} tone="warn" title={errorText(query.error).title}>
          {errorText(query.error).remedy}
        </Notice>
      ) : plan ? (
        <div className="grid gap-4" aria-live="polite" aria-busy={query.isFetching}>
          <Needed design={design} plan={plan} />
          {plan.audience && <Audience design={design} plan={plan} />}
          <details className="group text-sm">
            <summary className="inline-flex min-h-6 cursor-pointer items-center gap-1.5 font-medium text-muted hover:text-text">
              <ChevronRight className="size-4 group-open:rotate-90 rtl:-scale-x-100" aria-hidden />
              <Trans>How this is reckoned</Trans>
            </summary>
            <div className="mt-2 grid gap-2 text-muted">
              <p>
                <Trans>
                  A true difference of {points.chosen(design.minimum_effect)} points is found with a
                  probability of {points.share(design.power * 10_000)}, and where there is none, a winner is
                  named in at most {points.share(design.alpha * 10_000)} of experiments, however often you
                  look.
                </Trans>
              </p>
              <p>
                <Trans>
                  Looked at only once, at the end, {exact(plan.once.per_variant)} people a version would do.
                </Trans>
              </p>
            </div>
          </details>
        </div>
      ) : (
        <Skeleton className="h-32" />
      )}
    </Card>
  );
}

type Known = { design: Design; plan: NonNullable<ReturnType<typeof usePlan>['data']> };

function Needed({ design, plan }: Known) {
  const { exact } = useFormat();
  const points = usePoints();
  return (
    <div className="grid gap-0.5">
      <p className="tabular text-2xl font-semibold" data-plan="needed">
        {exact(plan.any_time.per_variant)}
      </p>
      <p className="text-muted">
        <Trans>
          people a version are needed to see a difference of {points.chosen(design.minimum_effect)} points;{' '}
          {exact(plan.any_time.total)} in all.
        </Trans>
      </p>
    </div>
  );
}

function Audience({ plan }: Known) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const points = usePoints();
  const audience = plan.audience;
  if (!audience) return null;
  const [inTrial, each] = [exact(audience.in_trial), exact(audience.per_variant)];
  const smallest = audience.smallest_effect === null ? undefined : points.points(audience.smallest_effect);
  if (audience.enough)
    return (
      <div data-plan="enough">
        <Notice icon={CircleCheck} tone="ok" title={t`Enough.`}>
          {smallest ? (
            <Trans>
              {inTrial} people are in the trial, {each} a version: enough to see differences of {smallest}{' '}
              points.
            </Trans>
          ) : (
            <Trans>
              {inTrial} people are in the trial, {each} a version.
            </Trans>
          )}
        </Notice>
      </div>
    );
  return (
    <div data-plan="too-few" className="grid gap-2">
      <Notice icon={TriangleAlert} tone="warn" title={t`Too few people.`}>
        {smallest ? (
          <Trans>
            {inTrial} people are in the trial, {each} a version: only differences above {smallest} points are
            likely to be seen.
          </Trans>
        ) : (
          <Trans>
            {inTrial} people are in the trial, {each} a version: they cannot show any difference.
          </Trans>
        )}
      </Notice>
      <p className="text-sm text-muted">
        <Trans>
          What helps: a wider audience, more of it in the trial, fewer versions, or a larger difference. You
          may go on; “no difference was seen” then says little.
        </Trans>
      </p>
    </div>
  );
}
