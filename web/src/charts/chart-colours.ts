import type { MinuteMeasure } from './minute-series.ts';

export type ChartColours = Record<MinuteMeasure, string> & {
  sentFill: string;
  text: string;
  line: string;
  font: string;
};

/** Kept free while the drawing loads. */
export const chartHeight = 264;

/** The colour roles as the canvas needs them: read once per theme. */
export function chartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const role = (name: string) => style.getPropertyValue(name).trim();
  return {
    sent: role('--chart-sent'),
    sentFill: `color-mix(in srgb, ${role('--chart-sent')} 32%, ${role('--surface')})`,
    delivered: role('--info'),
    read: role('--accent'),
    failed: role('--danger'),
    text: role('--subtle'),
    line: role('--line'),
    font: `12px ${style.fontFamily}`,
  };
}

/** The same colours for the swatches beside the words. */
export const swatchClass: Record<MinuteMeasure, string> = {
  sent: 'h-2.5 w-2.5 rounded-sm bg-chart-sent/40',
  delivered: 'h-0.5 w-3.5 bg-info',
  read: 'h-0.5 w-3.5 bg-accent',
  failed: 'h-2.5 w-1.5 bg-danger',
};
