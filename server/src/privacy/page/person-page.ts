// The copy as one page to read and print: no script, no address outside itself. Codes become words in the person's language, ids
// stay in the copy for programs. Everything in it is text of other people and goes through `escape`.
import type { Entry, PersonCopy } from '../gather-person.ts';
import { codeWord } from './code-words.ts';
import { pageWords, type PageLanguage } from './page-words.ts';
import { isCodeField, isEmpty, isRecord, readableEntry } from './readable.ts';

export type PageHead = {
  workspace: string;
  language: PageLanguage;
  /** Instants are shown in it. */
  timeZone: string;
  /** The one thing by which the person can be found here. */
  reference: string;
  now: Date;
};

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,"Noto Sans Bengali",sans-serif;max-width:52rem;
margin:2rem auto;padding:0 1rem}h1{font-size:1.6rem;margin-bottom:.25rem}h2{font-size:1.15rem;margin:2.5rem 0 .5rem}
article{border-top:1px solid #8886;padding:.6rem 0;break-inside:avoid}dl{display:grid;grid-template-columns:minmax(8rem,1fr) 3fr;
gap:.15rem 1rem;margin:0}dt{color:#767676}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}dd dl{font-size:.9em}
.note{color:#767676;margin:0}@media(prefers-color-scheme:dark){dt,.note{color:#a3a3a3}}@media(max-width:34rem){dl{grid-template-columns:1fr}}`;

/** A whole HTML document, UTF-8. */
export function personPage(copy: PersonCopy, head: PageHead): string {
  const words = pageWords[head.language];
  const show = shower(head);
  const section = ([name, entries]: [string, Entry | Entry[]]) => {
    const rows = (Array.isArray(entries) ? entries : [entries])
      .map((entry) => readableEntry(entry))
      .filter((entry) => !isEmpty(entry))
      .map((entry) => `<article>${show(entry, name)}</article>`);
    return `<section><h2>${escape(words.sections[name] ?? spaced(name))}</h2>\n${rows.join('\n') || `<p class="note">${words.none}</p>`}</section>`;
  };
  const at = instantFormat(head).format(head.now);
  return `<!doctype html>
<html lang="${head.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${words.title}</title><style>${style}</style></head><body>
<h1>${words.title}</h1>
<p class="note">${escape(words.of(head.workspace, at))} (${escape(head.timeZone)})</p>
<p class="note">${escape(words.reference(head.reference))}</p>
<p class="note">${words.secret}</p>
${Object.entries(copy).map(section).join('\n')}
</body></html>
`;
}

const localeOf = (language: PageLanguage) => (language === 'bn' ? 'bn-BD' : 'en-GB');

function instantFormat({ language, timeZone }: PageHead): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeStyle: 'medium', timeZone });
}

/** Shows a value under its field's name. */
function shower(head: PageHead): (value: unknown, field: string) => string {
  const words = pageWords[head.language];
  const tag = localeOf(head.language);
  const instants = instantFormat(head);
  const days = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' });
  const numbers = new Intl.NumberFormat(tag);
  const languages = new Intl.DisplayNames(tag, { type: 'language' });
  const countries = new Intl.DisplayNames(tag, { type: 'region' });

  const label = (field: string) => words.fields[field] ?? spaced(field);
  const text = (value: string, field: string): string => {
    if (isInstant(value)) return instants.format(new Date(value));
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return days.format(new Date(value));
    if (field === 'language' && /^[a-z]{2,3}$/.test(value)) return languages.of(value) ?? value;
    if (field === 'country' && /^[A-Z]{2}$/.test(value)) return countries.of(value) ?? value;
    if (field === 'fields') return words.fields[value] ?? codeWord(value, head.language) ?? spaced(value);
    if (!isCodeField(field, value)) return value;
    return codeWord(value, head.language) ?? value.replaceAll('_', ' ');
  };
  const show = (value: unknown, field: string): string => {
    if (value instanceof Date) return escape(instants.format(value));
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (typeof value === 'number') return numbers.format(value);
    if (typeof value === 'string') return escape(text(value, field));
    if (Array.isArray(value)) {
      const shown = value.map((one) => show(one, field));
      return shown.join(value.some((one) => isRecord(one)) ? '' : ', ');
    }
    if (!isRecord(value)) return '';
    const rows = Object.entries(value).map(
      ([name, one]) => `<dt>${escape(label(name))}</dt><dd>${show(one, name)}</dd>`,
    );
    return `<dl>${rows.join('')}</dl>`;
  };
  return show;
}

const spaced = (key: string) => {
  const text = key.replaceAll(/[._]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};
const isInstant = (value: string) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value);

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replaceAll(/[&<>"']/g, (one) => entities[one] ?? one);
