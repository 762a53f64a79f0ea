// `en`, `en-GB`, `pt_BR`, `ben`, `English`, `Bangla`, `বাংলা` → ISO 639-1; undefined when it is none we know.
const twoLetter =
  'aa ab af am ar as az ba be bg bm bn bo br bs ca cs cy da de dv dz el en eo es et eu fa fi fil fj fo fr fy ga gd gl gn gu ha he hi hr ht hu hy id ig is it ja jv ka kk km kn ko ku ky lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no ny om or pa pl ps pt ro ru rw sa sd si sk sl sm sn so sq sr st su sv sw ta te tg th ti tk tl tn to tr ts tt ug uk ur uz ve vi wo xh yi yo zh zu'
    .split(' ')
    .filter((code) => code.length === 2);
const known = new Set(twoLetter);
const byName = names();

export function normaliseLanguage(raw: string): string | undefined {
  const text = raw.normalize('NFKC').trim().toLowerCase();
  const named = byName.get(text) ?? byName.get(text.replace(/\s*[([].*$|\s+-\s+.*$/, ''));
  if (named !== undefined) return named;
  const primary = /^([a-z]{2,3})(?:[-_][a-z0-9]+)*$/.exec(text)?.[1];
  if (primary === undefined) return undefined;
  if (known.has(primary)) return primary;
  // Canonical form turns ISO 639-2 (`ben`) into ISO 639-1 (`bn`).
  const canonical = Intl.getCanonicalLocales(primary)[0];
  return canonical !== undefined && known.has(canonical) ? canonical : undefined;
}

function names(): Map<string, string> {
  const all = new Map<string, string>([
    ['bangla', 'bn'],
    ['mandarin', 'zh'],
    ['farsi', 'fa'],
    ['iw', 'he'],
  ]);
  const inEnglish = new Intl.DisplayNames('en', { type: 'language' });
  const inBengali = new Intl.DisplayNames('bn', { type: 'language' });
  for (const code of twoLetter) {
    const own = new Intl.DisplayNames(code, { type: 'language' });
    for (const display of [inEnglish, inBengali, own]) {
      const name = display.of(code)?.toLowerCase();
      if (name !== undefined && !all.has(name)) all.set(name, code);
    }
  }
  return all;
}
