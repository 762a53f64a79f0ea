// Whom values are written for: the language of the text, else the person's, with their country's customs, and their time
// zone. Pure but for its cache.
import { timeZoneOf } from '../../prospects/time-zone-of.ts';
import { isTimeZone } from '../../policy/quiet-hours.ts';

export type Reader = {
  /** BCP 47, one that this runtime has data for. */
  locale: string;
  /** IANA name. */
  time_zone: string;
};

/** Where the language of the text itself is kept while it is filled: no template can name it. */
export const textLanguage = Symbol('language of the text');

const known = new Map<string, Reader>();

/** `language` is the one the text is written in, where it says so; variables are those of the person. */
export function readerOf(variables: Readonly<Record<string, unknown>>, language?: string): Reader {
  const key = `${language ?? ''}|${words(variables.language)}|${words(variables.country)}|${words(variables.time_zone)}`;
  let reader = known.get(key);
  if (!reader) {
    reader = {
      locale: localeOf(language ?? words(variables.language), words(variables.country)),
      time_zone: zoneOf(words(variables.time_zone), words(variables.country)),
    };
    // Bounded: languages, countries and zones are few, but imported ones may be anything.
    if (known.size > 2_000) known.clear();
    known.set(key, reader);
  }
  return reader;
}

/** Without data for a language the runtime would take the machine's own: English instead. */
export function localeOf(language: string, country = ''): string {
  const tag = language.replaceAll('_', '-');
  const withRegion = /^[a-z]{2,3}$/i.test(tag) && /^[a-z]{2}$/i.test(country) ? `${tag}-${country}` : tag;
  return supported(withRegion) ?? 'en';
}

function supported(tag: string): string | undefined {
  try {
    return Intl.NumberFormat.supportedLocalesOf([tag])[0];
  } catch {
    return undefined; // RangeError: no language tag
  }
}

function zoneOf(zone: string, country: string): string {
  if (zone !== '' && isTimeZone(zone)) return zone;
  return (/^[a-z]{2}$/i.test(country) ? timeZoneOf(country.toUpperCase()) : null) ?? 'UTC';
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
