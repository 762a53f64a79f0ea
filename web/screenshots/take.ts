// Starts a demo of its own, lets it live for a moment, and takes every page: file names say page, theme, width, language.
// `npm run screenshots -- FOLDER`
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startWorld } from '../../server/src/cli/demo/world.ts';
import { readConfig } from '../../server/src/config.ts';
import { launchChromium } from '../../server/test/support/chromium.ts';
import { openAs, type Look } from './look.ts';
import { findPages, type PageToTake } from './pages.ts';
import { prepare } from './prepare.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, url: { type: 'string' } },
});
const folder = positionals[0] ?? 'screenshots';
const only = values.only?.split(',');

const looks: readonly Look[] = (['light', 'dark'] as const).flatMap((theme) =>
  ([1440, 360] as const).flatMap((width) =>
    (['en', 'bn'] as const).map((language) => ({ theme, width, language })),
  ),
);

const world = values.url
  ? { url: values.url, stop: async () => {} }
  : await startWorld(readConfig({ ...process.env, LOG_LEVEL: 'error' }), (line) => console.error(line));
mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
let failed = 0;
try {
  const known = await prepare(world.url);
  const pages = findPages(known).filter((page) => !only || only.includes(page.name));
  for (const look of looks) {
    for (const role of ['admin', 'pm', 'compliance'] as const) {
      const own = pages.filter((page) => page.as === role);
      const context = await openAs(browser, world.url, role, look);
      for (const page of own) failed += await take(context, page, look);
      await context.close();
    }
    console.error(`${look.theme}, ${look.width} px, ${look.language}: ${pages.length} pages`);
  }
} finally {
  await browser.close();
  await world.stop();
}
process.exit(failed > 0 ? 1 : 0);

/** 1 when the page complained, so that a broken page is not taken for a picture of it. */
async function take(
  context: Awaited<ReturnType<typeof openAs>>,
  { name, path, signedOut, act }: PageToTake,
  { theme, width, language }: Look,
): Promise<number> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  if (signedOut)
    await page.route('**/api/v1/auth/refresh', (route) => route.fulfill({ status: 401, body: '' }));
  await page.goto(path);
  await page.locator('main, #main').first().waitFor();
  await page.waitForLoadState('load');
  // Lists arrive, charts draw: pictures want what a person sees after a moment, not the first frame.
  await sleep(1_200);
  if (act) await act(page);
  await page.screenshot({ path: join(folder, `${name}.${theme}.${width}.${language}.png`), fullPage: true });
  await page.close();
  for (const text of complaints) console.error(`${name} (${theme}, ${width}, ${language}): ${text}`);
  return complaints.length > 0 ? 1 : 0;
}
