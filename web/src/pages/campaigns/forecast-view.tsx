import { Trans } from '@lingui/react/macro';
import { ForecastChart } from '../../charts/forecast-chart.tsx';
import { useFinishText } from '../../lib/use-finish-text.ts';
import { AudienceSum } from './audience-sum.tsx';
import type { Forecast } from './use-forecast.ts';

/** Whom each channel reaches, who is left out and why, and when it is done. */
export function ForecastView({ forecast, busy }: { forecast: Forecast; busy: boolean }) {
  const finishText = useFinishText();
  const now = new Date();
  const finish = forecast.finish && finishText(forecast.finish, now);
  return (
    <section
      className="grid gap-x-8 gap-y-5 border-t border-line pt-4 xl:grid-cols-2"
      aria-labelledby="forecast-title"
    >
      <div className="grid content-start gap-2">
        <h3 id="forecast-title" className="font-semibold">
          <Trans>Who gets it</Trans>
        </h3>
        <AudienceSum forecast={forecast} busy={busy} />
        <p className="text-sm text-muted">
          <Trans>As things stand now; each message is checked again when it goes out.</Trans>
        </p>
      </div>
      {forecast.reachable > 0 && (
        <div className="grid content-start gap-2">
          <h3 className="font-semibold">
            <Trans>When it is done</Trans>
          </h3>
          {finish ? (
            <div data-forecast="finish" className="grid gap-0.5">
              <p className="tabular text-xl font-semibold">
                <Trans>About {finish.likely}</Trans>
              </p>
              <p className="tabular text-muted">
                <Trans>
                  Between {finish.earliest} and {finish.latest}; nine campaigns in ten end in this span.
                </Trans>
              </p>
            </div>
          ) : (
            <p data-forecast="finish">
              <Trans>As things stand it does not end by itself: see the advice above.</Trans>
            </p>
          )}
          {finish && <ForecastChart curve={forecast.curve} now={now} />}
        </div>
      )}
    </section>
  );
}
