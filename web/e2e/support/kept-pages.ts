// Pages handed on from test to test. A new one starts a process and reads the whole dashboard again, which is most of a short
// test. What is closed is emptied of all a test may leave in it; what cannot be emptied is closed for good.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { patienceMs } from './pages.ts';

const wide = { width: 1440, height: 900 };
/** No script of the dashboard runs here, and its stores can still be emptied. */
const rest = '/icon.svg';
/** What tests listen for. */
const heard = ['pageerror', 'console', 'request', 'response', 'dialog', 'download', 'filechooser'];

/** Opens pages of one server; closing the context of one keeps it for the next test that asks for the same options. */
export function keepPages(
  browser: Browser,
  baseURL: string,
): (options: BrowserContextOptions) => Promise<Page> {
  const free = new Map<string, Page[]>();
  return async ({ viewport = wide, ...more }) => {
    const kind = JSON.stringify(more);
    const kept = free.get(kind)?.pop();
    if (kept) {
      if (viewport) await kept.setViewportSize(viewport);
      return kept;
    }
    const context = await browser.newContext({
      ...{ baseURL, viewport, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'Europe/London' },
      ...more,
    });
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    const close = context.close.bind(context);
    context.close = async () => {
      if (await emptied(page)) free.set(kind, [...(free.get(kind) ?? []), page]);
      else await close();
    };
    return page;
  };
}

async function emptied(page: Page): Promise<boolean> {
  const context = page.context();
  if (page.isClosed() || context.pages().length !== 1) return false;
  try {
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    for (const event of heard) await page.removeAllListeners(event, { behavior: 'ignoreErrors' });
    // A page with something unsaved asks whether to stay.
    page.once('dialog', (dialog) => void dialog.accept());
    await page.goto(rest);
    page.removeAllListeners('dialog');
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    await context.clearCookies();
    await context.clearPermissions();
    await page.emulateMedia({ media: null, colorScheme: null, forcedColors: null });
    await page.mouse.move(0, 0);
    return true;
  } catch {
    return false;
  }
}
