import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import type { Forecast } from './use-forecast.ts';

/** How many get the message, by channel, and how many do not, by reason: the lines add up to the audience. */
export function AudienceSum({ forecast, busy }: { forecast: Forecast; busy: boolean }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const reason = useReasonText();
  return (
    <dl className="tabular grid content-start gap-0" aria-busy={busy}>
      <Line name={t`In the audience`} value={exact(forecast.audience)} data-sum="audience" />
      {forecast.excluded.map((one) => (
        <Line
          key={one.code}
          name={
            one.code === 'no_content'
              ? t`Nothing is written yet; then consent decides`
              : reason(one.code, one.text).what
          }
          value={`−${exact(one.count)}`}
          muted
          data-sum="excluded"
        />
      ))}
      <div className="mt-1 flex items-baseline justify-between gap-4 border-t border-line pt-2">
        <dt className="font-semibold">
          <Trans>Get the message</Trans>
        </dt>
        <dd className="text-xl font-semibold" data-sum="reachable">
          {exact(forecast.reachable)}
        </dd>
      </div>
      {forecast.by_channel.map((one) => (
        <Line key={one.channel} name={channelNames[one.channel]} value={exact(one.recipients)} muted indent />
      ))}
    </dl>
  );
}

function Line(props: {
  name: string;
  value: string;
  muted?: boolean;
  indent?: boolean;
  'data-sum'?: string;
}) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-1">
      <dt className={`${props.muted ? 'text-muted' : ''} ${props.indent ? 'ps-4' : ''}`}>{props.name}</dt>
      <dd className="shrink-0" data-sum={props['data-sum']}>
        {props.value}
      </dd>
    </div>
  );
}
