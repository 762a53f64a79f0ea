// The time zone of a country, where it has one: quiet hours need it. Zones come from the runtime's CLDR data; a country
// counts as having one zone when all of them show the same time in January and July. Where they differ (US, BR, ES with
// the Canaries…) the answer is null and the person's own zone or the workspace's is used.
const written: Record<string, string> = {
  // China keeps one legal time; CLDR lists Urumqi as well.
  CN: 'Asia/Shanghai',
  // 600 people on the Chatham Islands live 45 minutes apart.
  NZ: 'Pacific/Auckland',
  // CLDR answers with old spellings for these.
  IN: 'Asia/Kolkata',
  NP: 'Asia/Kathmandu',
  MM: 'Asia/Yangon',
  VN: 'Asia/Ho_Chi_Minh',
};
const found = new Map<string, string | null>();

type LocaleWithZones = Intl.Locale & { getTimeZones?: () => string[] | undefined };

export function timeZoneOf(country: string | null): string | null {
  if (country === null) return null;
  let zone = found.get(country);
  if (zone === undefined) {
    zone = written[country] ?? onlyZone(country);
    found.set(country, zone);
  }
  return zone;
}

/** The IANA name as the runtime spells it, or undefined. HubSpot writes `asia_slash_dhaka`. */
export function normaliseTimeZone(raw: string): string | undefined {
  const text = raw.trim().replaceAll('_slash_', '/');
  if (!/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(text)) return undefined;
  try {
    const name = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
    return Object.entries(respelt).find(([old]) => old === name)?.[1] ?? name;
  } catch {
    return undefined; // RangeError: no such zone
  }
}

const respelt: Record<string, string> = {
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
};

/** One zone for each different clock of the country, the one zone where there is one. */
export function zonesOfCountry(country: string): string[] {
  const only = timeZoneOf(country);
  if (only !== null) return [only];
  let zones: string[];
  try {
    zones = (new Intl.Locale(`und-${country}`) as LocaleWithZones).getTimeZones?.() ?? [];
  } catch {
    return []; // RangeError: no such country
  }
  return [...new Map(zones.map((zone) => [clock(zone), zone])).values()];
}

function onlyZone(country: string): string | null {
  const zones = (new Intl.Locale(`und-${country}`) as LocaleWithZones).getTimeZones?.() ?? [];
  const [first] = zones;
  if (first === undefined) return null;
  return zones.every((zone) => clock(zone) === clock(first)) ? first : null;
}

function clock(timeZone: string): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return [1, 7].map((month) => format.format(Date.UTC(2026, month - 1, 15))).join();
}
