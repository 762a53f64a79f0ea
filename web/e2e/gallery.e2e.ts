// The living page of the components, which exists in development only: served by Vite as a developer sees it.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, openBrowser } from './support/pages.ts';

const web = fileURLToPath(new URL('..', import.meta.url));
let browser: Browser;
let vite: ViteDevServer;
let page: Page;

beforeAll(async () => {
  vite = await createServer({
    configFile: `${web}vite.config.ts`,
    server: { port: 0, hmr: false, watch: null },
    logLevel: 'error',
  });
  await vite.listen();
  browser = await openBrowser();
  const context = await browser.newContext({
    baseURL: vite.resolvedUrls?.local[0] ?? '',
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  await page.goto('/ui');
  await page.getByRole('heading', { name: 'Components, dark' }).waitFor({ timeout: 60_000 });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await vite?.close();
});

describe('the page of components', () => {
  it('shows every component that stands by itself', async () => {
    // These are parts of others, need data, or are the frame around an error.
    const elsewhere = [
      'bubble-header',
      'fallback-boundary',
      'instant',
      'page-header',
      'person-field',
      'toast-window',
      'toasts',
    ];
    const names = ['ui', 'previews']
      .flatMap((folder) => readdirSync(`${web}src/${folder}`))
      .filter((file) => file.endsWith('.tsx'))
      .map((file) => file.replace('.tsx', ''))
      .concat('message-field', 'colour-field')
      .filter((name) => !elsewhere.includes(name));
    const titles = await page
      .locator('[data-specimen]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-specimen')));
    const named = titles.join(' ').toLowerCase();
    const aliases: Record<string, string> = {
      'filter-chip': 'filterchips',
      'error-state': 'liststates: error',
      'empty-state': 'liststates: empty',
    };
    const missing = names.filter((name) => !named.includes(aliases[name] ?? name.replaceAll('-', '')));
    expect(missing).toEqual([]);
  });

  it('axe finds nothing serious, light and dark side by side', async () => {
    await expectAccessible(page);
  });

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 360, height: 780 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('opens its windows, and Escape closes them', async () => {
    await page.getByRole('button', { name: 'Ask for a word' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Cancel the campaign?' });
    await dialog.waitFor();
    await expect
      .poll(() => dialog.getByRole('button', { name: 'Cancel campaign' }).getAttribute('aria-disabled'))
      .toBe('true');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});
