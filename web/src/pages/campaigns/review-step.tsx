import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, Lightbulb, Send } from 'lucide-react';
import { useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { Step } from './lists.ts';
import { ProblemList } from './problem-list.tsx';
import type { Draft } from './use-draft.ts';
import { useForecast } from './use-forecast.ts';
import { useSchedule } from './use-schedule.ts';

type Props = { draft: Draft; beforeLaunch: () => Promise<void>; onGo: (step: Step) => void };

/** Everything that stands in the way, everything worth a look, and the one button, which says what it will do. */
export function ReviewStep({ draft, beforeLaunch, onGo }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const schedule = useSchedule(draft.id);
  const forecast = useForecast(draft.id);
  const missing = useQuery({
    queryKey: ['forecast', draft.id, 'missing'],
    queryFn: ({ signal }) =>
      api('GET /api/v1/campaigns/{id}/missing-variables', { path: { id: draft.id }, signal }),
  }).data;
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  // Two presses within one frame come before `busy` is drawn.
  const launching = useRef(false);
  const byEnter = useRef(false);
  const data = forecast.data;
  if (!data) return <Skeleton className="h-72" />;
  const blocking = data.problems.filter((one) => one.blocking);
  const advice = data.problems.filter((one) => !one.blocking);
  const noTime = schedule.kind === 'later' && !schedule.localTime;
  const can = blocking.length === 0 && !noTime && data.reachable > 0;
  const launch = async () => {
    if (launching.current || !can) return;
    launching.current = true;
    setBusy(true);
    setFailed(undefined);
    try {
      await beforeLaunch();
      const path = { id: draft.id };
      if (schedule.kind === 'later')
        await api('POST /api/v1/campaigns/{id}/schedule', {
          path,
          body: { local_time: schedule.localTime, time_zone: schedule.zone },
        });
      else await api('POST /api/v1/campaigns/{id}/launch', { path });
      await queries.invalidateQueries({ queryKey: ['GET /api/v1/campaigns'] });
      queries.removeQueries({ queryKey: ['draft', draft.id] });
      await navigate({ to: '/campaigns/$id', params: { id: draft.id } });
    } catch (error) {
      setFailed(error);
      launching.current = false;
    } finally {
      setBusy(false);
    }
  };
  const count = data.reachable;
  const people = exact(count);
  const at = `${schedule.localTime.replace('T', ' ')} (${schedule.zone.replaceAll('_', ' ')})`;
  return (
    <Card id="review" title={t`Before it goes out`}>
      <div className="grid gap-5">
        {failed !== undefined && (
          <ErrorSummary title={errorText(failed).title}>{errorText(failed).remedy}</ErrorSummary>
        )}
        {blocking.length > 0 || noTime ? (
          <ProblemList
            icon={CircleAlert}
            tone="text-danger"
            title={t`Must be resolved`}
            problems={blocking}
            onGo={onGo}
            more={
              noTime && (
                <Button kind="quiet" onClick={() => onGo('schedule')}>
                  <Trans>Choose the date and time</Trans>
                </Button>
              )
            }
          />
        ) : (
          <p className="flex items-center gap-2">
            <CircleCheck className="size-4 text-ok" aria-hidden />
            <Trans>Nothing stands in the way.</Trans>
          </p>
        )}
        {(advice.length > 0 || (missing?.count ?? 0) > 0) && (
          <ProblemList
            icon={Lightbulb}
            tone="text-warn"
            title={t`Worth a look`}
            problems={advice}
            onGo={onGo}
            more={missing && missing.count > 0 && <Missing missing={missing} />}
          />
        )}
        <div className="grid gap-2 border-t border-line pt-4">
          <p className="text-muted">
            {schedule.kind === 'later' && schedule.localTime ? (
              <Trans>It starts by itself on {at}. Until then you can change or cancel it.</Trans>
            ) : (
              <Trans>
                Messages start to leave at once. You can pause at any time; what is under way may still
                arrive.
              </Trans>
            )}
          </p>
          <div>
            <Button
              kind="primary"
              large
              busy={busy}
              disabled={!can}
              icon={<Send className="size-4" aria-hidden />}
              onClick={(event) => {
                // A click made by a key counts no presses of the pointer; Space is deliberate, Enter often is not.
                if (event.detail === 0 && byEnter.current) return;
                void launch();
              }}
              onKeyDown={(event) => {
                byEnter.current = event.key === 'Enter';
                if (event.key === 'Enter') event.preventDefault();
              }}
            >
              {schedule.kind === 'later' ? (
                <Plural
                  value={count}
                  one={`Schedule for ${people} person`}
                  other={`Schedule for ${people} people`}
                />
              ) : (
                <Plural value={count} one={`Send to ${people} person`} other={`Send to ${people} people`} />
              )}
            </Button>
          </div>
          <p className="text-sm text-subtle">
            <Trans>Enter does not send. Use the pointer, or Space on the button.</Trans>
          </p>
        </div>
      </div>
    </Card>
  );
}

function Missing({
  missing,
}: {
  missing: { count: number; people: { prospect_id: string; name: string | null; problem: string }[] };
}) {
  const { exact } = useFormat();
  const count = exact(missing.count);
  return (
    <div className="grid gap-1">
      <p>
        <Plural
          value={missing.count}
          one={`${count} person lacks something the message names, and would not get it:`}
          other={`${count} people lack something the message names, and would not get it:`}
        />
      </p>
      <ul className="grid gap-0.5">
        {missing.people.slice(0, 8).map((one) => (
          <li key={one.prospect_id} className="flex flex-wrap gap-x-2 text-sm">
            <Link
              to="/prospects/$id"
              params={{ id: one.prospect_id }}
              className="inline-flex min-h-6 items-center underline underline-offset-2"
            >
              {one.name ?? '—'}
            </Link>
            <span className="inline-flex min-h-6 items-center text-muted">{one.problem}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
