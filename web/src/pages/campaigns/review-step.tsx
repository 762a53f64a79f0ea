import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, Lightbulb } from 'lucide-react';
import { useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ForecastView } from './forecast-view.tsx';
import { LaunchButton } from './launch-button.tsx';
import type { Step } from './lists.ts';
import { MissingValues } from './missing/missing-values.tsx';
import { PlannedTime } from './planned-time.tsx';
import { ProblemList } from './problem-list.tsx';
import type { Draft, DraftChange } from './use-draft.ts';
import { useForecast } from './use-forecast.ts';
import { ReviewFacts } from './review-facts.tsx';
import { useSchedule } from './use-schedule.ts';

type Props = {
  draft: Draft;
  beforeLaunch: () => Promise<boolean>;
  onGo: (step: Step) => void;
  onChange: (change: DraftChange) => void;
};
/** Why a press of the button did not launch: the server said no, the draft could not be kept, the number moved. */
type Stopped = { kind: 'refused'; error: unknown } | { kind: 'unsaved' } | { kind: 'moved'; from: number };

/** Everything that stands in the way, everything worth a look, and the one button, which says what it will do. */
export function ReviewStep({ draft, beforeLaunch, onGo, onChange }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const schedule = useSchedule(draft);
  const forecast = useForecast(draft.id, schedule);
  const missing = useQuery({
    queryKey: ['forecast', draft.id, 'missing'],
    queryFn: ({ signal }) =>
      api('GET /api/v1/campaigns/{id}/missing-variables', { path: { id: draft.id }, signal }),
  }).data;
  const [busy, setBusy] = useState(false);
  const [stopped, setStopped] = useState<Stopped>();
  // Two presses within one frame come before `busy` is drawn.
  const launching = useRef(false);
  const data = forecast.data;
  if (!data) {
    if (!forecast.isError) return <Skeleton className="h-72" />;
    return (
      <ErrorState
        error={forecast.error}
        retrying={forecast.isFetching}
        onRetry={() => void forecast.refetch()}
      />
    );
  }
  const blocking = data.problems.filter((one) => one.blocking);
  // Each of these is said, and resolved, by its own part below.
  const listed = blocking.filter((one) => !missing || one.code !== 'values_missing');
  const lacking = missing && missing.variables.length > 0 && (
    <MissingValues
      draft={draft}
      missing={missing}
      reachable={data.reachable}
      audience={data.audience}
      onChange={onChange}
    />
  );
  const advice = data.problems.filter((one) => !one.blocking);
  const later = schedule.kind === 'later';
  const noTime = later && !schedule.localTime;
  const can = blocking.length === 0 && !noTime && data.reachable > 0;
  const start = async (): Promise<Stopped | undefined> => {
    if (!(await beforeLaunch())) return { kind: 'unsaved' };
    const fresh = await forecast.refetch();
    if (fresh.error) return { kind: 'refused', error: fresh.error };
    // What the button said is what happens, or nothing does.
    if (fresh.data?.reachable !== data.reachable) return { kind: 'moved', from: data.reachable };
    const path = { id: draft.id };
    if (later)
      await api('POST /api/v1/campaigns/{id}/schedule', {
        path,
        body: { local_time: schedule.localTime, time_zone: schedule.zone },
      });
    else await api('POST /api/v1/campaigns/{id}/launch', { path });
    return undefined;
  };
  const launch = async () => {
    if (launching.current || !can) return;
    launching.current = true;
    setBusy(true);
    setStopped(undefined);
    try {
      const why = await start();
      setStopped(why);
      if (why) return;
      schedule.forget();
      await queries.invalidateQueries({ queryKey: ['GET /api/v1/campaigns'] });
      // Another page may have shown it as a draft.
      await queries.invalidateQueries({ queryKey: ['campaign', draft.id] });
      await navigate({ to: '/campaigns/$id', params: { id: draft.id } });
      queries.removeQueries({ queryKey: ['draft', draft.id] });
    } catch (error) {
      setStopped({ kind: 'refused', error });
    } finally {
      launching.current = false;
      setBusy(false);
    }
  };
  return (
    <Card id="review" title={t`Before it goes out`}>
      <div className="grid gap-5">
        {stopped?.kind === 'refused' && (
          <ErrorSummary title={errorText(stopped.error).title}>
            {errorText(stopped.error).remedy}
          </ErrorSummary>
        )}
        {stopped?.kind === 'unsaved' && (
          <ErrorSummary title={t`Nothing was sent: your last change is not saved`}>
            <Trans>Save it at the top of the page, then press again.</Trans>
          </ErrorSummary>
        )}
        {stopped?.kind === 'moved' && (
          <ErrorSummary title={t`Nothing was sent: the number of people changed meanwhile`}>
            <Trans>
              It was {exact(stopped.from)} and is {exact(data.reachable)} now. Look again, then press the
              button.
            </Trans>
          </ErrorSummary>
        )}
        {listed.length > 0 || noTime ? (
          <ProblemList
            icon={CircleAlert}
            tone="text-danger"
            title={t`Must be resolved`}
            problems={listed}
            forecast={data}
            onGo={onGo}
            more={
              noTime && (
                <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                  <span>
                    <Trans>It has no date and time yet.</Trans>
                  </span>
                  <Button onClick={() => onGo('schedule')}>
                    <Trans>Choose the date and time</Trans>
                  </Button>
                </div>
              )
            }
          />
        ) : (
          blocking.length === 0 && (
            <p className="flex items-center gap-2">
              <CircleCheck className="size-4 text-ok" aria-hidden />
              <Trans>Nothing stands in the way.</Trans>
            </p>
          )
        )}
        {lacking}
        {advice.length > 0 && (
          <ProblemList
            icon={Lightbulb}
            tone="text-warn"
            title={t`Worth a look`}
            problems={advice}
            forecast={data}
            onGo={onGo}
          />
        )}
        <ForecastView forecast={data} busy={forecast.isFetching} />
        <ReviewFacts draft={draft} forecast={data} schedule={schedule} />
        <div className="grid gap-2 border-t border-line pt-4">
          <p className="text-muted">
            {later && schedule.localTime ? (
              <Trans>
                It starts by itself on <PlannedTime localTime={schedule.localTime} zone={schedule.zone} />.
                Until then you can change or cancel it.
              </Trans>
            ) : (
              <Trans>
                Messages start to leave at once. You can pause at any time; what is under way may still
                arrive.
              </Trans>
            )}
          </p>
          <div>
            <LaunchButton
              count={data.reachable}
              later={later}
              busy={busy}
              disabled={!can}
              onLaunch={() => void launch()}
            />
          </div>
          <p className="text-sm text-subtle">
            <Trans>Enter does not send. Use the pointer, or Space on the button.</Trans>
          </p>
        </div>
      </div>
    </Card>
  );
}
