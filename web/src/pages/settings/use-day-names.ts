import { useFormat } from '../../i18n/use-format.ts';

/** From Sunday, in the language on screen. */
export function useDayNames(): string[] {
  const { tag } = useFormat();
  const day = new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' });
  // The fourth of January 1970 was a Sunday.
  return Array.from({ length: 7 }, (_, number) => day.format(new Date(Date.UTC(1970, 0, 4 + number))));
}
