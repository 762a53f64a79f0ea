// The overview's minutes as columns for drawing and for the table: 60 of them, silent minutes as zero. Pure.
import type { MinutePoint } from '@sampark/contracts/analytics.ts';
import type { Channel } from '@sampark/contracts/domain.ts';

export const minuteMeasures = ['sent', 'delivered', 'read', 'failed'] as const;
export type MinuteMeasure = (typeof minuteMeasures)[number];

export type MinuteSeries = {
  /** Start of each minute, seconds since 1970. The last one is still filling. */
  at: number[];
} & Record<MinuteMeasure, number[]>;

const minutesShown = 60;

export function minuteSeries(points: readonly MinutePoint[], asOf: string, channel?: Channel): MinuteSeries {
  const last = Math.floor(Date.parse(asOf) / 60_000);
  const first = last - minutesShown + 1;
  const zeros = () => Array.from({ length: minutesShown }, () => 0);
  const series: MinuteSeries = {
    at: Array.from({ length: minutesShown }, (_, index) => (first + index) * 60),
    sent: zeros(),
    delivered: zeros(),
    read: zeros(),
    failed: zeros(),
  };
  for (const point of points) {
    const index = Math.floor(Date.parse(point.at) / 60_000) - first;
    if (index < 0 || index >= minutesShown || (channel && point.channel !== channel)) continue;
    for (const measure of minuteMeasures)
      series[measure][index] = (series[measure][index] ?? 0) + point[measure];
  }
  return series;
}

export function sumOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** A curve of the last, unfinished minute would always dip: curves end with the last whole one. */
export function wholeMinutes(values: number[]): (number | null)[] {
  return values.map((value, index) => (index === values.length - 1 ? null : value));
}
