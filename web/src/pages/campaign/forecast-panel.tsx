import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { api, type Answer } from '../../api/client.ts';
import { ForecastChart } from '../../charts/forecast-chart.tsx';
import { useFinishText } from '../../lib/use-finish-text.ts';
import { Card } from '../../ui/card.tsx';
import { ExpectedFinish } from './expected-finish.tsx';
import { ForecastTable } from './forecast-table.tsx';

type Progress = Answer<'GET /api/v1/campaigns/{id}/progress'>;

/** What was expected at the launch, what is expected now, and what happened, in words, as a picture and in numbers. */
export function ForecastPanel({ id, running }: { id: string; running: boolean }) {
  const { t } = useLingui();
  const { data } = useQuery({
    queryKey: ['campaign', id, 'forecast'],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}/progress', { path: { id }, signal }),
    refetchInterval: running ? 15_000 : false,
  });
  if (!data?.forecast) return null;
  return (
    <Card id="forecast" title={data.status === 'completed' ? t`Forecast and outcome` : t`Forecast`}>
      <div className="grid gap-4">
        <Finish progress={data} />
        {data.forecast.finish && (
          <ForecastChart curve={data.forecast.curve} accepted={data.accepted} now={new Date(data.as_of)} />
        )}
        <ForecastTable rows={data.by_channel} />
      </div>
    </Card>
  );
}

function Finish({ progress: data }: { progress: Progress }) {
  const finishText = useFinishText();
  const asOf = new Date(data.as_of);
  const was = data.forecast?.finish && finishText(data.forecast.finish, asOf);
  const end = data.completed_at;
  const ended = end && finishText({ earliest: end, likely: end, latest: end }, asOf).likely;
  if (data.status === 'completed' && ended)
    return (
      <div data-forecast="finish" className="grid gap-0.5">
        <p className="tabular text-xl font-semibold">
          <Trans>Done at {ended}</Trans>
        </p>
        {was && (
          <p className="tabular text-muted">
            {data.verdict === 'within' && (
              <Trans>
                As forecast: between {was.earliest} and {was.latest}.
              </Trans>
            )}
            {data.verdict === 'early' && (
              <Trans>
                Earlier than forecast: between {was.earliest} and {was.latest}.
              </Trans>
            )}
            {data.verdict === 'late' && (
              <Trans>
                Later than forecast: between {was.earliest} and {was.latest}.
              </Trans>
            )}
          </p>
        )}
      </div>
    );
  return (
    <ExpectedFinish
      band={data.finish}
      now={asOf}
      endless={data.status === 'active' && data.left > 0 && data.finish === null}
    >
      {was && (
        <p className="tabular text-sm text-muted">
          <Trans>
            Forecast at the launch: {was.likely}, between {was.earliest} and {was.latest}.
          </Trans>
        </p>
      )}
    </ExpectedFinish>
  );
}
