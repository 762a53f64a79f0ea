// How lines with intervals around them are drawn: each line's interval as a tint of its colour.
import type uPlot from 'uplot';
import type { Options } from 'uplot';
import { axisTicks } from './axis-ticks.ts';

/** null: not known at that place. */
export type BandLine = {
  key: string;
  /** A custom property of the theme, such as `--accent`. */
  role: string;
  middle: readonly (number | null)[];
  low: readonly (number | null)[];
  high: readonly (number | null)[];
};
export type BandTexts = { x: (value: number) => string; y: (value: number) => string };
type Extent = { low: number; high: number };

export function bandChartOptions(
  size: { width: number; height: number },
  lines: readonly BandLine[],
  /** Drawn as a line of its own, such as 0 for a difference. */
  mark: number | undefined,
  extent: Extent,
  texts: BandTexts,
  onCursor: (index: number | null) => void,
): Options {
  const style = getComputedStyle(document.documentElement);
  const role = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: role('--subtle'),
    font: `12px ${style.fontFamily}`,
    ticks: { show: false },
    border: { show: false },
  };
  const edge = { points: { show: false } };
  return {
    ...size,
    padding: [10, 16, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7, width: 2 } },
    scales: { x: { time: false }, y: { range: () => [extent.low, extent.high] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 30,
        space: 72,
        splits: (_chart, _axis, low, high) =>
          axisTicks(low, high, size.width < 480 ? 3 : 6).filter(Number.isInteger),
        values: (_chart, splits) => splits.map(texts.x),
      },
      {
        ...axis,
        grid: { stroke: role('--line'), width: 1 },
        splits: () => axisTicks(extent.low, extent.high, 5),
        size: (_chart, values) => 16 + 7.5 * Math.max(2, ...(values ?? []).map((text) => text.length)),
        values: (_chart, splits) => splits.map(texts.y),
      },
    ],
    series: [
      {},
      ...lines.flatMap((line) => [
        { stroke: role(line.role), width: 2, points: { show: false } },
        { ...edge, stroke: tint(role(line.role), role('--surface'), 45), width: 1 },
        { ...edge, stroke: tint(role(line.role), role('--surface'), 45), width: 1 },
      ]),
    ],
    bands: lines.map((line, index) => ({
      series: [index * 3 + 3, index * 3 + 2] as [number, number],
      fill: tint(role(line.role), 'transparent', 14),
    })),
    hooks: {
      drawAxes: mark === undefined ? [] : [(chart) => drawMark(chart, mark, role('--control'))],
      setCursor: [(chart) => onCursor(chart.cursor.idx ?? null)],
    },
  };
}

/** Everything drawn and the mark are inside; a wide beginning may be cut at `most` to both sides of the last middle. */
export function extentOf(lines: readonly BandLine[], mark: number | undefined, most: number): Extent {
  const known = (values: readonly (number | null)[]) => values.filter((one) => one !== null);
  const middles = lines.flatMap((line) => known(line.middle).slice(-1));
  const centre = middles.length === 0 ? 0 : middles.reduce((sum, one) => sum + one, 0) / middles.length;
  const within = (value: number) => Math.max(centre - most, Math.min(centre + most, value));
  const values = [
    ...(mark === undefined ? [] : [mark]),
    ...lines.flatMap((line) => [...known(line.low), ...known(line.high)].map(within)),
  ];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(0.002, (high - low) * 0.05);
  return { low: low - room, high: high + room };
}

function drawMark(chart: uPlot, value: number, colour: string): void {
  const { ctx, bbox } = chart;
  const y = Math.round(chart.valToPos(value, 'y', true));
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2 * window.devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

const tint = (colour: string, ground: string, percent: number) =>
  `color-mix(in srgb, ${colour} ${percent}%, ${ground})`;
