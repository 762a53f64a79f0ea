// The dashboard's Bengali, as it is shown: taken from the catalogues, so that a test names what a reader sees.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Area } from '../../src/i18n/areas.ts';

const quoted = /^"(.*)"$/;

/** `bengali('campaigns')('Go on')`; placeholders are named as in the catalogue. Throws for a text that is not there. */
export function bengali(area: Area | 'messages'): (english: string) => string {
  const file = fileURLToPath(new URL(`../../src/locales/bn/${area}.po`, import.meta.url));
  const texts = new Map<string, string>();
  let source = '';
  let part: 'source' | 'shown' | undefined;
  let shown = '';
  const keep = () => {
    if (source) texts.set(source, shown);
    source = shown = '';
  };
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('msgid ')) {
      keep();
      part = 'source';
    } else if (line.startsWith('msgstr ')) part = 'shown';
    const text = quoted.exec(line.replace(/^msg(?:id|str) /, ''))?.[1];
    if (text === undefined) continue;
    if (part === 'source') source += JSON.parse(`"${text}"`) as string;
    else shown += JSON.parse(`"${text}"`) as string;
  }
  keep();
  return (english) => {
    const found = texts.get(english);
    if (!found) throw new Error(`“${english}” is not in the Bengali catalogue ${area}`);
    return found;
  };
}
