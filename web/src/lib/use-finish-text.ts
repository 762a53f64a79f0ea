import { useFormat } from '../i18n/use-format.ts';

type Band = { earliest: string; likely: string; latest: string };

/** The three instants of a band in the viewer's zone: the clock alone on the same day, else with the date. */
export function useFinishText(): (band: Band, now: Date) => Record<keyof Band, string> {
  const { clockTime, tag } = useFormat();
  return (band, now) => {
    const of = (text: string) => {
      const at = new Date(text);
      if (at.toDateString() === now.toDateString()) return clockTime(at);
      const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
      return at.toLocaleString(tag, { day: 'numeric', month: 'short', ...time });
    };
    return { earliest: of(band.earliest), likely: of(band.likely), latest: of(band.latest) };
  };
}
