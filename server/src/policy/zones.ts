// In which time zones a person may be. Pure. Their own, else their country's, else the workspace's. A country with several
// gives all of them: what has to be right where the person lives is then right in each.
import { zonesOfCountry } from '../prospects/time-zone-of.ts';
import { isTimeZone } from './quiet-hours.ts';

const known = new Map<string, readonly string[] | undefined>();

export function zonesOf(
  person: { time_zone: string | null; country: string | null } | undefined,
  workspaceZone: string | undefined,
): readonly string[] {
  return (
    own(person?.time_zone) ??
    ofCountry(person?.country) ??
    own(workspaceZone) ??
    (own('UTC') as readonly string[])
  );
}

/** A name this runtime does not know is no zone: it would stop the whole batch. */
function own(zone: string | null | undefined): readonly string[] | undefined {
  if (!zone) return undefined;
  if (!known.has(zone)) known.set(zone, isTimeZone(zone) ? [zone] : undefined);
  return known.get(zone);
}

const countries = new Map<string, readonly string[] | undefined>();
function ofCountry(country: string | null | undefined): readonly string[] | undefined {
  if (!country) return undefined;
  if (!countries.has(country)) {
    const zones = zonesOfCountry(country.toUpperCase());
    countries.set(country, zones.length > 0 ? zones : undefined);
  }
  return countries.get(country);
}
