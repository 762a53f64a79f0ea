// Catalogs, loaded when first needed, and the switch between languages.
import { i18n, type Messages } from '@lingui/core';
import { rememberLanguage, type Language } from '../lib/preferences.ts';
import type { Area } from './areas.ts';

/** Regional habits for numbers and dates: day before month, and lakh grouping with Bengali digits. */
export const localeTags: Record<Language, string> = { en: 'en-GB', bn: 'bn-BD' };

export const languageNames: Record<Language, string> = { en: 'English', bn: 'বাংলা' };

const catalogs = import.meta.glob<{ messages: Messages }>('../locales/*/*.po');
const inUse = new Set<Area | 'messages'>(['messages']);

async function load(language: Language, catalog: Area | 'messages'): Promise<void> {
  const loadCatalog = catalogs[`../locales/${language}/${catalog}.po`];
  if (!loadCatalog) throw new Error(`There is no catalog ${catalog} in ${language}`);
  i18n.load(language, (await loadCatalog()).messages);
}

export async function showLanguage(language: Language): Promise<void> {
  const loaded = new Set<Area | 'messages'>();
  const missing = () => [...inUse].filter((catalog) => !loaded.has(catalog));
  // An area can come into use while the others are fetched: it must not stand there without its texts.
  for (let next = missing(); next.length > 0; next = missing()) {
    await Promise.all(next.map((catalog) => load(language, catalog)));
    for (const catalog of next) loaded.add(catalog);
  }
  i18n.activate(language, [localeTags[language]]);
  rememberLanguage(language);
}

/** For the loader of an area's routes: its texts are there before its first page is drawn. */
export async function loadArea(...wanted: readonly Area[]): Promise<void> {
  await Promise.all(
    wanted.map(async (area) => {
      if (inUse.has(area)) return;
      let language: Language;
      do {
        language = languageOf(i18n.locale);
        await load(language, area);
        // Switched meanwhile: once more, in the language now on screen.
      } while (language !== languageOf(i18n.locale));
      inUse.add(area);
    }),
  );
}

/** Of an active catalog's name; anything else cannot be activated. */
export function languageOf(locale: string): Language {
  return locale === 'bn' ? 'bn' : 'en';
}
