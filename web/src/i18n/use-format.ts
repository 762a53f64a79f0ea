import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import * as format from './format.ts';
import { languageOf, localeTags } from './language.ts';

/** The formats of format.ts in the language on screen. */
export function useFormat() {
  const { i18n } = useLingui();
  const tag = localeTags[languageOf(i18n.locale)];
  return useMemo(
    () => ({
      tag,
      exact: (value: number) => format.exact(tag, value),
      count: (value: number) => format.count(tag, value),
      percent: (part: number, whole: number) => format.percent(tag, part, whole),
      decimal: (value: number) => format.decimal(tag, value),
      clockTime: (at: Date, seconds?: boolean) => format.clockTime(tag, at, seconds),
      longDate: (at: Date) => format.longDate(tag, at),
      date: (at: Date) => format.date(tag, at),
      withZone: (at: Date, zone?: string) => format.withZone(tag, at, zone),
      relative: (seconds: number) => format.relative(tag, seconds),
      duration: (seconds: number) => format.duration(tag, seconds),
    }),
    [tag],
  );
}
