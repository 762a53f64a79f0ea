// How the minutes are drawn: bars from zero for what was sent and what failed, thin curves for arrived and read.
import uPlot, { type Options } from 'uplot';
import type { ChartColours } from './chart-colours.ts';

export type MinuteChartTexts = {
  count: (value: number) => string;
  clockTime: (at: Date) => string;
};

type Hooks = { onDraw: (chart: uPlot) => void; onCursor: (index: number | null) => void };

/** Whole messages only: no gridline at half a message. */
const wholeSteps = [1, 2, 5].flatMap((digit) => Array.from({ length: 8 }, (_, power) => digit * 10 ** power));

export function minuteChartOptions(
  size: { width: number; height: number },
  colours: ChartColours,
  texts: MinuteChartTexts,
  hooks: Hooks,
): Options {
  const { bars, spline } = uPlot.paths;
  const axis = {
    stroke: colours.text,
    font: colours.font,
    ticks: { show: false },
    border: { show: false },
  };
  return {
    ...size,
    // Room on the right for the curves' names.
    padding: [10, size.width >= 520 ? 92 : 12, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 7, width: 2 },
    },
    scales: {
      x: { time: true, range: (_chart, min, max) => [min - 30, max + 30] },
      y: { range: (_chart, _min, max) => [0, Math.max(4, (max || 0) * 1.08)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 30,
        space: 64,
        incrs: [300, 600, 900, 1200, 1800],
        values: (_chart, splits) => splits.map((seconds) => texts.clockTime(new Date(seconds * 1000))),
      },
      {
        ...axis,
        grid: { stroke: colours.line, width: 1 },
        space: 44,
        incrs: wholeSteps.toSorted((a, b) => a - b),
        size: (_chart, values) => 16 + 7.5 * Math.max(2, ...(values ?? []).map((text) => text.length)),
        values: (_chart, splits) => splits.map(texts.count),
      },
    ],
    series: [
      {},
      {
        ...(bars ? { paths: bars({ size: [0.72, 16], radius: 0.15 }) } : {}),
        fill: colours.sentFill,
        width: 0,
        points: { show: false },
      },
      {
        ...(spline ? { paths: spline() } : {}),
        stroke: colours.delivered,
        width: 1.75,
        points: { show: false },
      },
      { ...(spline ? { paths: spline() } : {}), stroke: colours.read, width: 1.75, points: { show: false } },
      {
        ...(bars ? { paths: bars({ size: [0.36, 8] }) } : {}),
        fill: colours.failed,
        width: 0,
        points: { show: false },
      },
    ],
    hooks: {
      draw: [hooks.onDraw],
      setCursor: [(chart) => hooks.onCursor(chart.cursor.idx ?? null)],
    },
  };
}
