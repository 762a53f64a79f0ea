import type { Browser, BrowserContext } from 'playwright-core';
import { demoPassword } from '../../server/src/demo/seed-demo.ts';

export type Look = { theme: 'light' | 'dark'; width: 1440 | 360; language: 'en' | 'bn' };

/** A context of its own, signed in, in this theme, width and language. */
export async function openAs(
  browser: Browser,
  url: string,
  role: 'admin' | 'pm' | 'compliance',
  { theme, width, language }: Look,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: width === 360 ? 780 : 900 },
    colorScheme: theme,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
  });
  const login = await context.request.post('/api/v1/auth/login', {
    data: { email: `${role}@demo.sampark.test`, password: demoPassword },
  });
  if (!login.ok()) throw new Error(`Signing in as ${role}: ${login.status()} ${await login.text()}`);
  const { access_token } = (await login.json()) as { access_token: string };
  await context.request.patch('/api/v1/me', {
    data: { theme, language },
    headers: { authorization: `Bearer ${access_token}` },
  });
  return context;
}
