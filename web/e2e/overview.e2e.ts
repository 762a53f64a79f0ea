// The live overview in the built dashboard: moving, silent, away, empty, refused; in both languages and themes.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeApi } from './support/fake-api.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  newPage,
  openBrowser,
  openSignedIn,
} from './support/pages.ts';
import { person } from './support/people.ts';
import { quietOverview } from './support/sample-overview.ts';

let browser: Browser;
let api: FakeApi;
let page: Page & { complaints: string[] };

beforeAll(async () => {
  browser = await openBrowser();
});
beforeEach(async () => {
  api = await new FakeApi().start();
  page = await newPage(browser, api, { viewport: { width: 1440, height: 900 } });
});
afterEach(async () => {
  expectNoComplaints(page);
  await page.context().close();
  await api.stop();
});
afterAll(() => browser.close());

const stat = (name: string) => page.locator(`[data-stat="${name}"]`);
const live = (state: string) => page.locator(`[data-live="${state}"]`);

describe('the overview', () => {
  it('opens with what needs a person, and counts rates only where receipts exist', async () => {
    await openSignedIn(page, api);
    const first = page.getByRole('heading', { level: 2 }).first();
    await expect.poll(() => first.textContent()).toBe('What needs you today');
    await page.getByText('3 messages may or may not have gone out').waitFor();
    await page.getByText('1 sender is offline').waitFor();
    await expect.poll(() => stat('sent').textContent()).toContain('13,684');
    // 12,190 of WhatsApp's 12,480; Telegram's 1,204 have no receipts and lower nothing.
    await expect.poll(() => stat('delivered').textContent()).toContain('97.6%');
    await expect.poll(() => stat('delivered').textContent()).toContain('12,190 of 12,480 sent');
    await page.getByText('Telegram sends no receipts: its 1,204 messages').waitFor();
  });

  it('moves when the stream pushes', async () => {
    await openSignedIn(page, api);
    await live('live').waitFor();
    api.push({ today: { ...api.overview.today, messages_sent: 13_701, replied: 731 } });
    await stat('sent').getByText('13,701').waitFor();
    await page.getByText('updated now').waitFor();
    await expect.poll(() => stat('replied').textContent()).toContain('731');
  });

  it('shows that it is reconnecting and how old the numbers are, then recovers', async () => {
    await openSignedIn(page, api);
    await live('live').waitFor();
    api.refusesStreams = true;
    api.dropStreams();
    await live('reconnecting').getByText('Reconnecting').waitFor();
    await live('reconnecting')
      .getByText(/updated [1-9]\d* sec ago/)
      .waitFor();
    await expect.poll(() => stat('sent').textContent()).toContain('13,684');
    await expectAccessible(page);
    api.refusesStreams = false;
    await live('live').waitFor();
  });

  it('calls numbers out of date when a connected stream stays silent', async () => {
    await page.clock.install();
    await openSignedIn(page, api);
    await live('live').waitFor();
    // Asked once more before it would be called stale: while that is answered, nothing is wrong.
    await page.clock.fastForward(9_000);
    await page.getByText('updated now').waitFor();
    api.overviewFault = 'internal';
    await page.clock.fastForward(12_000);
    await live('stale').waitFor();
    await expect.poll(() => live('stale').textContent()).toContain('Out of date');
  });

  it('says so when nothing needs anyone and nothing was sent', async () => {
    api.overview = quietOverview(new Date());
    await openSignedIn(page, api);
    await page.getByText('Nothing needs you right now').waitFor();
    await page.getByText('Nothing was sent in the last hour').waitFor();
    await page.getByText('No campaign is running').waitFor();
    await page.getByText('No sender is connected').waitFor();
    await expectAccessible(page);
  });

  it('shows an error with its request id and gets over it', async () => {
    api.overviewFault = 'forbidden';
    api.refusesStreams = true;
    api.signedIn = person('pm@demo.sampark.test');
    await page.goto('/');
    await page.getByText('Your role does not allow this').waitFor();
    await page.getByText('req-7f3a91').waitFor();
    await expectAccessible(page);
    // The stream stays refused: it would bring the numbers by itself and take the button away.
    api.overviewFault = undefined;
    await page.getByRole('button', { name: 'Try again' }).click();
    await stat('sent').waitFor();
  });

  it('keeps the chosen channel in the address, and shows the hour as a table', async () => {
    await openSignedIn(page, api);
    await page.getByRole('combobox', { name: /Channel/ }).selectOption({ label: 'Telegram' });
    await page.waitForURL('**/?channel=telegram');
    await page.reload();
    await page.getByText('Telegram sends no receipts.').waitFor();
    await page.getByRole('button', { name: 'Show as table' }).click();
    const rows = page.getByRole('region', { name: 'Messages by minute' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(61);
    await expectAccessible(page);
    await page.goto('/?channel=signal');
    await page.getByText('Nothing on Signal in the last hour').waitFor();
  });

  it('draws the chart', async () => {
    await openSignedIn(page, api);
    await page.getByRole('img', { name: /Chart of the last hour: 14,\d{3} sent/ }).waitFor();
    const canvas = page.locator('canvas');
    await canvas.waitFor();
    expect((await canvas.boundingBox())?.height).toBe(264);
    await page.locator('[role="img"] span').getByText('Delivered').waitFor();
  });

  it('labels sample data and shows the simulators to the demo’s administrator only', async () => {
    await openSignedIn(page, api);
    await page.getByText('Sample data.').waitFor();
    const link = page.getByRole('link', { name: /Open record of WhatsApp/ });
    await expect.poll(() => link.getAttribute('href')).toBe('http://127.0.0.1:4410/_control/ledger');
    api.signedIn = person('pm@demo.sampark.test');
    await page.reload();
    await stat('sent').waitFor();
    await expect.poll(() => link.count()).toBe(0);
  });

  it('changes language and theme for the user', async () => {
    await openSignedIn(page, api);
    await page.getByRole('combobox', { name: /Theme/ }).selectOption({ label: 'Dark' });
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await page.getByRole('combobox', { name: /Language/ }).selectOption({ label: 'বাংলা' });
    await page.getByRole('heading', { name: 'সারসংক্ষেপ', exact: true }).waitFor();
    await expect.poll(() => stat('sent').textContent()).toContain('১৩,৬৮৪');
    await expect.poll(() => [api.signedIn?.theme, api.signedIn?.language]).toEqual(['dark', 'bn']);
  });

  it.each([
    { language: 'en', theme: 'light', width: 1440 },
    { language: 'en', theme: 'dark', width: 360 },
    { language: 'bn', theme: 'light', width: 360 },
    { language: 'bn', theme: 'dark', width: 1440 },
    { language: 'bn', theme: 'dark', width: 360 },
  ] as const)('is accessible and fits: $language, $theme, $width px', async ({ language, theme, width }) => {
    await page.setViewportSize({ width, height: 800 });
    api.signedIn = { ...person('admin@demo.sampark.test'), language, theme };
    await openSignedIn(page, api);
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
    await page.locator('canvas').waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});
