// `BD`, `BGD`, `Bangladesh`, `বাংলাদেশ`, `UK` → ISO 3166-1 alpha-2; undefined when it is none we know.
import { getCountries } from 'libphonenumber-js/max';

const codes = new Set<string>(getCountries());
// The ISO 3166-1 alpha-3 codes and short names seen in contact exports of our markets; other countries by name.
const usual: Record<string, string> = {
  uk: 'GB', 'u.k.': 'GB', britain: 'GB', 'great britain': 'GB', england: 'GB', scotland: 'GB', wales: 'GB', gbr: 'GB',
  usa: 'US', 'u.s.': 'US', 'u.s.a.': 'US', america: 'US', 'united states of america': 'US',
  uae: 'AE', are: 'AE', ksa: 'SA', sau: 'SA', bgd: 'BD', ind: 'IN', pak: 'PK', sgp: 'SG', hkg: 'HK', mys: 'MY',
  deu: 'DE', fra: 'FR', esp: 'ES', ita: 'IT', nld: 'NL', che: 'CH', can: 'CA', aus: 'AU', nzl: 'NZ', jpn: 'JP',
  chn: 'CN', qat: 'QA', kwt: 'KW', omn: 'OM', bhr: 'BH', lka: 'LK', npl: 'NP', tur: 'TR', bra: 'BR', mex: 'MX',
  zaf: 'ZA', nga: 'NG', ken: 'KE', egy: 'EG', idn: 'ID', phl: 'PH', tha: 'TH', vnm: 'VN', kor: 'KR', irl: 'IE',
  'hong kong': 'HK', macau: 'MO', turkey: 'TR', 'czech republic': 'CZ', russia: 'RU', 'south korea': 'KR',
  'viet nam': 'VN', burma: 'MM', holland: 'NL', 'the netherlands': 'NL', 'ivory coast': 'CI',
}; // prettier-ignore
const byName = names();

export function normaliseCountry(raw: string): string | undefined {
  const text = raw.normalize('NFKC').trim();
  const upper = text.toUpperCase();
  if (upper !== 'UK' && codes.has(upper)) return upper;
  return byName.get(text.toLowerCase());
}

function names(): Map<string, string> {
  const all = new Map<string, string>(Object.entries(usual));
  for (const language of ['en', 'bn', 'de', 'fr', 'es']) {
    const display = new Intl.DisplayNames(language, { type: 'region' });
    for (const code of codes) {
      const name = display.of(code)?.toLowerCase();
      if (name !== undefined && !all.has(name)) all.set(name, code);
    }
  }
  return all;
}
