import { useEffect, useRef } from 'react';
import uPlot, { type AlignedData } from 'uplot';
import { useShownTheme } from '../lib/preferences.ts';
import { bandChartOptions, extentOf, type BandLine, type BandTexts } from './band-chart-options.ts';

export const bandChartHeight = 280;

type Props = {
  x: readonly number[];
  lines: readonly BandLine[];
  mark?: number;
  /** How far from its last middle an interval is drawn. */
  most: number;
  texts: BandTexts;
  /** Says in one sentence what the picture shows; the table holds the rest. */
  summary: string;
  onCursor: (index: number | null) => void;
};

/** Lines with their intervals over a common axis. */
export function BandChart({ x, lines, mark, most, texts, summary, onCursor }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const theme = useShownTheme();
  useEffect(() => {
    const place = frame.current;
    if (!place) return;
    let chart: uPlot | undefined;
    const data = [
      x,
      ...lines.flatMap((line) => [line.middle, line.low, line.high]),
    ] as unknown as AlignedData;
    const draw = () => {
      chart?.destroy();
      const size = { width: place.clientWidth, height: bandChartHeight };
      const extent = extentOf(lines, mark, most);
      chart = new uPlot(bandChartOptions(size, lines, mark, extent, texts, onCursor), data, place);
    };
    const observer = new ResizeObserver(draw);
    observer.observe(place);
    return () => {
      observer.disconnect();
      chart?.destroy();
    };
  }, [theme, x, lines, mark, most, texts, onCursor]);
  return (
    <div role="img" aria-label={summary} className="relative" style={{ blockSize: bandChartHeight }}>
      <div ref={frame} className="absolute inset-0" />
    </div>
  );
}
