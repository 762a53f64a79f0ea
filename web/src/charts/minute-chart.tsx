import { useEffect, useRef } from 'react';
import uPlot, { type AlignedData } from 'uplot';
import { useShownTheme } from '../lib/preferences.ts';
import { chartColours, chartHeight as height } from './chart-colours.ts';
import { placeLabels } from './place-labels.ts';
import { minuteChartOptions, type MinuteChartTexts } from './minute-chart-options.ts';
import { wholeMinutes, type MinuteSeries } from './minute-series.ts';

type MinuteChartProps = {
  series: MinuteSeries;
  texts: MinuteChartTexts;
  /** Says in one sentence what the picture shows; the table holds the rest. */
  summary: string;
  labels: { delivered: string; read: string };
  onCursor: (index: number | null) => void;
};

export function MinuteChart({ series, texts, summary, labels, onCursor }: MinuteChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const delivered = useRef<HTMLSpanElement>(null);
  const read = useRef<HTMLSpanElement>(null);
  const chart = useRef<uPlot>(undefined);
  const latest = useRef<AlignedData>([[]]);
  const theme = useShownTheme();
  latest.current = aligned(series);

  useEffect(() => {
    const place = frame.current;
    if (!place) return;
    const onDraw = (drawn: uPlot) => placeLabels(drawn, { 2: delivered.current, 3: read.current });
    const draw = () => {
      chart.current?.destroy();
      const size = { width: place.clientWidth, height };
      const options = minuteChartOptions(size, chartColours(), texts, { onDraw, onCursor });
      chart.current = new uPlot(options, latest.current, place);
    };
    // Also draws the first time; a new width changes the room for labels, so a fresh chart is simplest.
    const observer = new ResizeObserver(draw);
    observer.observe(place);
    return () => {
      observer.disconnect();
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [theme, texts, onCursor]);

  useEffect(() => chart.current?.setData(latest.current), [series]);

  const label = 'absolute end-0 hidden text-xs font-medium';
  return (
    <div role="img" aria-label={summary} className="relative" style={{ blockSize: height }}>
      <div ref={frame} className="absolute inset-0" />
      <span ref={delivered} className={`${label} text-info`}>
        {labels.delivered}
      </span>
      <span ref={read} className={`${label} text-accent`}>
        {labels.read}
      </span>
    </div>
  );
}

function aligned(series: MinuteSeries): AlignedData {
  return [
    series.at,
    series.sent,
    wholeMinutes(series.delivered),
    wholeMinutes(series.read),
    series.failed,
  ] as AlignedData;
}
