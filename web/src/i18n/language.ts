// Catalogs, loaded one at a time, and the switch between them.
import { i18n, type Messages } from '@lingui/core';
import { rememberLanguage, type Language } from '../lib/preferences.ts';

/** Regional habits for numbers and dates: day before month, and lakh grouping with Bengali digits. */
export const localeTags: Record<Language, string> = { en: 'en-GB', bn: 'bn-BD' };

export const languageNames: Record<Language, string> = { en: 'English', bn: 'বাংলা' };

const catalogs: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import('../locales/en/messages.po'),
  bn: () => import('../locales/bn/messages.po'),
};

export async function showLanguage(language: Language): Promise<void> {
  const { messages } = await catalogs[language]();
  i18n.load(language, messages);
  i18n.activate(language, [localeTags[language]]);
  rememberLanguage(language);
}

/** Of an active catalog's name; anything else cannot be activated. */
export function languageOf(locale: string): Language {
  return locale === 'bn' ? 'bn' : 'en';
}
