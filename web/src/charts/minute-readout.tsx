import { Trans, useLingui } from '@lingui/react/macro';
import { swatchClass } from './chart-colours.ts';
import { minuteMeasures, sumOf, type MinuteMeasure, type MinuteSeries } from './minute-series.ts';
import { useFormat } from '../i18n/use-format.ts';

/** What the colours mean, with the numbers of the minute pointed at, or of the whole hour. */
export function MinuteReadout(props: { series: MinuteSeries; index: number | null; noReceipts: boolean }) {
  const { t } = useLingui();
  const { count, clockTime } = useFormat();
  const { series, index } = props;
  const at = index === null ? undefined : series.at[index];
  const names: Record<MinuteMeasure, string> = {
    sent: t`Sent`,
    delivered: t`Delivered`,
    read: t`Read`,
    failed: t`Failed`,
  };
  const value = (measure: MinuteMeasure) =>
    count(index === null ? sumOf(series[measure]) : (series[measure][index] ?? 0));
  return (
    <div className="tabular mb-2 flex flex-wrap items-center gap-x-5 gap-y-1 text-sm text-muted">
      <span className="min-w-[7.5em] font-medium text-text">
        {at === undefined ? <Trans>60 minutes</Trans> : clockTime(new Date(at * 1000))}
      </span>
      {minuteMeasures.map((measure) => (
        <span key={measure} className="inline-flex items-center gap-1.5">
          <span aria-hidden className={swatchClass[measure]} />
          {names[measure]}
          <span className="min-w-[3.2em] font-medium text-text">{value(measure)}</span>
        </span>
      ))}
      {props.noReceipts && (
        <span>
          <Trans>Telegram sends no receipts.</Trans>
        </span>
      )}
    </div>
  );
}
