import type { MinutePoint } from '@sampark/contracts/analytics.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { ChartColumn, Table } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { channels } from '../lib/channels.ts';
import { channelNames } from '../lib/words.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { FallbackBoundary } from '../ui/fallback-boundary.tsx';
import { Select } from '../ui/select.tsx';
import { chartHeight } from './chart-colours.ts';
import { MinuteReadout } from './minute-readout.tsx';
import { minuteMeasures, minuteSeries, sumOf } from './minute-series.ts';
import { MinuteTable } from './minute-table.tsx';

// The drawing library waits until the numbers are on screen.
const MinuteChart = lazy(async () => ({
  default: (await import('./minute-chart.tsx')).MinuteChart,
}));

type MinutesCardProps = {
  minutes: readonly MinutePoint[];
  /** The end of the hour shown. */
  asOf: string;
  channel: Channel | undefined;
  onChannel: (channel: Channel | undefined) => void;
};

/** The last hour, minute by minute, as a picture or as a table. */
export function MinutesCard({ minutes, asOf, channel, onChannel }: MinutesCardProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);
  const [cursor, setCursor] = useState<number | null>(null);
  const series = useMemo(() => minuteSeries(minutes, asOf, channel), [minutes, asOf, channel]);
  const texts = useMemo(() => ({ count: format.count, clockTime: format.clockTime }), [format]);
  const [sent, delivered, read, failed] = [series.sent, series.delivered, series.read, series.failed].map(
    (values) => format.exact(sumOf(values)),
  );
  const silent = minuteMeasures.every((measure) => sumOf(series[measure]) === 0);
  const SwitchIcon = asTable ? ChartColumn : Table;
  return (
    <Card
      id="minutes"
      title={t`The last hour`}
      note={t`Messages a minute, in your time. Each event counts in the minute it happened.`}
      actions={
        <>
          <Select<Channel | 'all'>
            label={t`Channel`}
            value={channel ?? 'all'}
            items={[
              { value: 'all', label: t`All channels` },
              ...channels.map((value) => ({ value, label: channelNames[value] })),
            ]}
            onChange={(next) => onChannel(next === 'all' ? undefined : next)}
          />
          <Button
            kind="quiet"

            onClick={() => setAsTable(!asTable)}
            icon={<SwitchIcon className="size-4" aria-hidden />}
          >
            {asTable ? <Trans>Show as chart</Trans> : <Trans>Show as table</Trans>}
          </Button>
        </>
      }
    >
      {asTable ? (
        <MinuteTable series={series} />
      ) : silent ? (
        <NoMessages channel={channel} />
      ) : (
        <>
          <MinuteReadout series={series} index={cursor} noReceipts={channel === 'telegram'} />
          {/* Without its code, or in a browser it does not run in, the table says the same. */}
          <FallbackBoundary fallback={<MinuteTable series={series} />}>
            <Suspense fallback={<div style={{ blockSize: chartHeight }} />}>
              <MinuteChart
                series={series}
                texts={texts}
                onCursor={setCursor}
                labels={{ delivered: t`Delivered`, read: t`Read` }}
                summary={t`Chart of the last hour: ${sent} sent, ${delivered} delivered, ${read} read, ${failed} failed. The table shows every minute.`}
              />
            </Suspense>
          </FallbackBoundary>
        </>
      )}
    </Card>
  );
}

/** Nothing at all differs from nothing on the channel that was chosen. */
function NoMessages({ channel }: { channel: Channel | undefined }) {
  const { t } = useLingui();
  const name = channel && channelNames[channel];
  return (
    <EmptyState
      icon={ChartColumn}
      title={name ? t`Nothing on ${name} in the last hour` : t`Nothing was sent in the last hour`}
    >
      {name ? (
        <Trans>Other channels may have been busy: choose all channels to see them.</Trans>
      ) : (
        <Trans>As soon as messages go out, they appear here minute by minute.</Trans>
      )}
    </EmptyState>
  );
}
