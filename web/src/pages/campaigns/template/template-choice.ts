// Which template, and in which language each person gets it: the choices of the form, read from the library and written to it. Pure.
import type { TemplateContent } from '@sampark/contracts/channel-content.ts';
import { templateFaults } from '@sampark/contracts/template-faults.ts';
import type { Item } from '../../../api/client.ts';
import { startContent } from './template-places.ts';

export type Template = Item<'GET /api/v1/templates'>;
/** The same name in every language it can be sent in; of several business accounts the first counts. */
export type Family = { name: string; versions: readonly Template[] };

export const eachPersons = 'person';
/** Languages named one by one, as programs may ask for; kept until something else is chosen. */
export const listed = 'listed';

export function sendableFamilies(items: readonly Template[]): Family[] {
  const families = new Map<string, Template[]>();
  for (const one of items) {
    if (!one.sendable || one.channel !== 'whatsapp') continue;
    const versions = families.get(one.name) ?? [];
    if (versions.some((other) => other.language === one.language)) continue;
    families.set(one.name, [...versions, one]);
  }
  return [...families].map(([name, versions]) => ({ name, versions }));
}

/** In several languages each person gets their own; who reads none of them gets `mine`, else the first. */
export function chooseFamily({ versions }: Family, mine: string): TemplateContent | undefined {
  const template = inLanguage(versions, mine) ?? versions[0];
  return template && startContent(template, versions.length > 1 ? eachPersons : undefined);
}

/** For words that are all in `language`, as a profile's are; without one in it as `chooseFamily` does. */
export function chooseIn(family: Family, language: string): TemplateContent | undefined {
  const template = inLanguage(family.versions, language);
  return template ? startContent(template, undefined) : chooseFamily(family, language);
}

/** Itself, else a variety of it: who writes in `zh` is served by `zh_CN`. */
function inLanguage(versions: readonly Template[], language: string): Template | undefined {
  const plain = (code: string) => (code.split(/[-_]/)[0] ?? '').toLowerCase();
  return (
    versions.find((one) => one.language === language) ??
    versions.find((one) => plain(one.language) === plain(language))
  );
}

export function languageChoice({ languages, language }: TemplateContent): string {
  if (languages === undefined) return language;
  return languages === eachPersons ? eachPersons : listed;
}

export function chooseLanguage(
  content: TemplateContent,
  { versions }: Family,
  choice: string,
): TemplateContent {
  if (choice === listed) return content;
  if (choice === eachPersons) return { ...content, languages: eachPersons };
  const template = versions.find((one) => one.language === choice);
  return template ? startContent(template, undefined, content) : content;
}

/** For whoever reads none of the languages. */
export function chooseDefault(
  content: TemplateContent,
  { versions }: Family,
  language: string,
): TemplateContent {
  const template = versions.find((one) => one.language === language);
  return template ? startContent(template, content.languages, content) : content;
}

/** Languages that are asked for but take other values: their readers get the default. */
export function differing(content: TemplateContent, { versions }: Family): Template[] {
  const { languages, language } = content;
  if (languages === undefined) return [];
  const own = versions.find((one) => one.language === language);
  // While the default itself is not filled in, every language lacks the same.
  if (own === undefined || templateFaults(content, own.parts).length > 0) return [];
  return versions.filter(
    (one) =>
      one.language !== language &&
      (languages === eachPersons || languages.includes(one.language)) &&
      templateFaults(content, one.parts).length > 0,
  );
}
