// A browser for a test file and what its tests do in it again and again.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { FakeApi } from './fake-api.ts';
import { person } from './people.ts';

export { openBrowser } from './watched-browser.ts';

/** For what a page shall show: half a minute is too little on a machine with much else to do. */
export const patienceMs = 60_000;

/** A page of its own context: no cookie or setting of another test. Collects what the browser complains about. */
export async function newPage(
  browser: Browser,
  api: FakeApi,
  options: BrowserContextOptions = {},
): Promise<Page & { complaints: string[] }> {
  const context = await browser.newContext({
    baseURL: api.baseUrl,
    reducedMotion: 'reduce',
    // Without one a machine with no locale reports "en-US@posix", which no Intl accepts.
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    ...options,
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused request is expected in many tests and always logged by the browser itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return Object.assign(page, { complaints });
}

export async function openSignedIn(page: Page, api: FakeApi, path = '/'): Promise<void> {
  api.signedIn ??= person('admin@demo.sampark.test');
  await page.goto(path);
  await page.locator('[data-stat="sent"]').waitFor();
}

/** A colour half-way through a change of theme is none that anybody reads: what moves comes to rest first. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map((one) => one.finished));
  });
}

export async function expectAccessible(page: Page): Promise<void> {
  await atRest(page);
  const result = await new AxeBuilder({ page })
    // Only what is wrong is described. Without frames to add up there is no need for a blank page either.
    .options({ resultTypes: ['violations'] })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const findings = result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' | ')}`);
  expect(findings).toEqual([]);
}

/** Polled: after a change of size the page is laid out a moment later. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const tooWide = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return Math.max(0, scrollWidth - clientWidth);
    });
  await expect.poll(tooWide).toBe(0);
}

/** Neither an exception nor a breach of the content policy. */
export function expectNoComplaints(page: { complaints: string[] }): void {
  expect(page.complaints).toEqual([]);
}
