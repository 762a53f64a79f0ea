// Language and theme belong to the user: a change is shown at once and stored on the server. A choice made before
// signing in is the newer one and becomes the user's; otherwise the stored ones apply at sign-in.
import { i18n } from '@lingui/core';
import { changeMe } from '../api/calls.ts';
import { currentSession, onSessionChange } from '../api/session.ts';
import type { Me } from '../api/auth-types.ts';
import { showLanguage } from '../i18n/language.ts';
import { setTheme, type Language, type Theme } from './preferences.ts';

let chosenBefore: { language?: Language; theme?: Theme } = {};

export async function chooseLanguage(language: Language): Promise<void> {
  await showLanguage(language);
  await keep({ language });
}

export async function chooseTheme(theme: Theme): Promise<void> {
  setTheme(theme);
  await keep({ theme });
}

/** From now on every sign-in brings the user's own language and theme. */
export function followUserPreferences(): void {
  onSessionChange((now, before) => {
    if (now.kind !== 'signed-in') return;
    const sameUser = before.kind === 'signed-in' && before.user.id === now.user.id;
    if (sameUser && before.user.language === now.user.language && before.user.theme === now.user.theme)
      return;
    const chosen = chosenBefore;
    chosenBefore = {};
    if (chosen.language || chosen.theme) void keep(chosen);
    void show({ ...now.user, ...chosen });
  });
}

async function show(user: Pick<Me, 'language' | 'theme'>): Promise<void> {
  setTheme(user.theme);
  if (i18n.locale !== user.language) await showLanguage(user.language);
}

/** What the person sees has changed already; should storing it fail, the next sign-in shows the old one again. */
async function keep(change: { language?: Language; theme?: Theme }): Promise<void> {
  if (currentSession().kind === 'signed-in') await changeMe(change).catch(() => undefined);
  else chosenBefore = { ...chosenBefore, ...change };
}
