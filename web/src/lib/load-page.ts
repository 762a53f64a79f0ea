import type { Area } from '../i18n/areas.ts';
import { loadArea } from '../i18n/language.ts';
import { loadErrorWords } from './error-text.ts';

/** For the loader of an area's routes: its texts, and the words for what can go wrong there, before its first drawing. */
export async function loadPage(area: Area): Promise<void> {
  await Promise.all([loadArea(area, 'reasons'), loadErrorWords()]);
}
