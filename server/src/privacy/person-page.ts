// The copy as one page to read and print: no script, no address outside itself. Everything in it is text of other people and
// goes through `escape`.
import { pageWords, type PageLanguage } from './page-words.ts';
import type { Entry, PersonCopy } from './gather-person.ts';

export type PageHead = { workspace: string; language: PageLanguage; timeZone: string; now: Date };

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,"Noto Sans Bengali",sans-serif;max-width:52rem;
margin:2rem auto;padding:0 1rem}h1{font-size:1.6rem;margin-bottom:.25rem}h2{font-size:1.15rem;margin:2.5rem 0 .5rem}
article{border-top:1px solid #8886;padding:.6rem 0;break-inside:avoid}dl{display:grid;grid-template-columns:minmax(8rem,1fr) 3fr;
gap:.15rem 1rem;margin:0}dt{color:#767676}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}dd dl{font-size:.9em}
.note{color:#767676;margin:0}@media(prefers-color-scheme:dark){dt,.note{color:#a3a3a3}}@media(max-width:34rem){dl{grid-template-columns:1fr}}`;

/** A whole HTML document, UTF-8. Instants are shown in `timeZone`. */
export function personPage(copy: PersonCopy, head: PageHead): string {
  const words = pageWords[head.language];
  const tag = head.language === 'bn' ? 'bn-BD' : 'en-GB';
  const instants = new Intl.DateTimeFormat(tag, {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: head.timeZone,
  });
  const numbers = new Intl.NumberFormat(tag);

  const label = (key: string) => words.fields[key] ?? spaced(key);
  const list = (entry: Entry): string =>
    `<dl>${Object.entries(entry)
      .filter(([, value]) => !isEmpty(value))
      .map(([key, value]) => `<dt>${escape(label(key))}</dt><dd>${show(value)}</dd>`)
      .join('')}</dl>`;
  const show = (value: unknown): string => {
    if (value instanceof Date) return escape(instants.format(value));
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (typeof value === 'number') return numbers.format(value);
    if (Array.isArray(value)) {
      return value.some((one) => isRecord(one)) ? value.map(show).join('') : value.map(show).join(', ');
    }
    if (isRecord(value)) return list(value);
    if (typeof value === 'string') return escape(isInstant(value) ? instants.format(new Date(value)) : value);
    return '';
  };
  const section = ([name, entries]: [string, Entry | Entry[]]) => {
    const rows = (Array.isArray(entries) ? entries : [entries]).map((entry) => list(entry));
    const body = rows.map((row) => `<article>${row}</article>`).join('\n');
    return `<section><h2>${escape(words.sections[name] ?? spaced(name))}</h2>\n${body || `<p class="note">${words.none}</p>`}</section>`;
  };
  return `<!doctype html>
<html lang="${head.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${words.title}</title><style>${style}</style></head><body>
<h1>${words.title}</h1>
<p class="note">${escape(words.of(head.workspace, instants.format(head.now)))} (${escape(head.timeZone)})</p>
<p class="note">${words.secret}</p>
${Object.entries(copy).map(section).join('\n')}
</body></html>
`;
}

const spaced = (key: string) => {
  const text = key.replaceAll(/[._]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};
const isRecord = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
const isInstant = (value: string) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value);

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.values(value).every((one) => isEmpty(one));
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replaceAll(/[&<>"']/g, (one) => entities[one] ?? one);
