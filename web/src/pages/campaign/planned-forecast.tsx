import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ForecastChart } from '../../charts/forecast-chart.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ExpectedFinish } from './expected-finish.tsx';
import { ForecastTable } from './forecast-table.tsx';

/** What a scheduled campaign will do, forecast from its planned time; nothing where it is not to be had. */
export function PlannedForecast({ id, start }: { id: string; start: string }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const forecast = useQuery({
    queryKey: ['campaign', id, 'forecast', start],
    queryFn: ({ signal }) =>
      api('GET /api/v1/campaigns/{id}/forecast', { path: { id }, query: { start }, signal }),
    staleTime: 60_000,
  });
  if (forecast.isPending) return <Skeleton className="h-80" />;
  const { data } = forecast;
  if (!data || data.audience === 0) return null;
  const now = new Date();
  const reached = exact(data.reachable);
  const all = exact(data.audience);
  return (
    <Card
      id="forecast"
      title={t`What to expect`}
      note={t`As things stand now; each message is checked again when it goes out.`}
    >
      <div className="grid gap-x-8 gap-y-5 lg:grid-cols-2">
        <div className="grid content-start gap-3">
          <p className="tabular text-xl font-semibold">
            <Trans>
              {reached} of {all} people get it
            </Trans>
          </p>
          <ForecastTable
            rows={data.by_channel.map(({ channel, recipients }) => ({ channel, forecast: recipients }))}
          />
        </div>
        <div className="grid content-start gap-3">
          <ExpectedFinish band={data.finish} now={now} endless={data.reachable > 0 && data.finish === null} />
          {data.finish && <ForecastChart curve={data.curve} now={now} />}
        </div>
      </div>
    </Card>
  );
}
