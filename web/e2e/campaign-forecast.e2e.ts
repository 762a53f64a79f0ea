// What is expected of a campaign, in the built dashboard on the real server: before the launch, while it runs, and beside
// what happened once it is over.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { campaignContent } from '../../server/test/support/world.ts';
import { excluded, looks, setLook } from './support/campaign-helpers.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  openBrowser,
} from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
let workers: { stop(): Promise<void> };
let page: DashboardPage;
/** Not launched: its audience is everybody. */
let draft: string;
/** Runs for longer than the tests. */
let slow: string;
let done: string;

const waiting = { timeout: 45_000, interval: 200 };
const clock = /\d\d:\d\d/;
const channels = /WhatsApp|Telegram|Signal|iMessage/g;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  const [few, many] = [await world.people(8), await world.people(200, ['signal'])];
  await excluded(world);
  const make = async (more: object) =>
    (await world.ask<{ id: string }>('POST', '/campaigns', { ...campaignContent, ...more })).id;
  draft = await make({ name: 'Winter letters' });
  workers = await world.serve();
  done = await make({ name: 'Autumn letters', prospect_ids: few.map((one) => one.id) });
  slow = await make({
    ...{ name: 'Slow letters', prospect_ids: many.map((one) => one.id), pace_per_second: 0.5 },
  });
  for (const id of [done, slow]) await world.ask('POST', `/campaigns/${id}/launch`);
  await vi.waitFor(async () => {
    const { status } = await world.ask<{ status: string }>('GET', `/campaigns/${done}`);
    if (status !== 'completed') throw new Error(status);
    for (const id of [done, slow])
      if (!(await world.ask<{ forecast: object | null }>('GET', `/campaigns/${id}/progress`)).forecast)
        throw new Error('not forecast yet');
  }, waiting);
  page = await world.page();
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser.close();
  await workers.stop();
  await world.close();
});

const finish = () => page.locator('[data-forecast="finish"]');
const lines = async () =>
  Object.fromEntries(
    (await page.locator('dl:has([data-sum="audience"]) > div').allInnerTexts()).map(
      (line) => line.split('\n') as [string, string],
    ),
  );

describe('before the launch', () => {
  it('says whom each channel reaches, who is left out and why, and when it is done, with a span', async () => {
    await page.goto(`/campaigns/${draft}/edit?step=review`);
    await finish().waitFor();
    expect(await lines()).toMatchObject({
      'In the audience': '213',
      'No consent on record for this channel': '−2',
      'This person opted out': '−1',
      'This address must never be messaged': '−1',
      'Get the message': '208',
      Signal: '202',
      WhatsApp: '2',
    });
    await expect
      .poll(() => finish().innerText())
      .toMatch(/^About .*\d\d:\d\d\s+Between .* and .*; nine campaigns in ten/);
    await page.getByRole('img', { name: /^How many will have it by when/ }).waitFor();
    await expectAccessible(page);
  });

  it('a planned start is forecast from its planned time', async () => {
    const day = new Date(Date.now() + 2 * 86_400_000);
    await page.goto(`/campaigns/${draft}/edit?step=schedule`);
    await page.getByRole('combobox', { name: 'Start' }).click();
    await page.getByRole('option', { name: 'At a planned time' }).click();
    await page.locator('#local-time').fill(`${day.toISOString().slice(0, 10)}T12:00`);
    const date = day.toLocaleString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
    await page.getByText(new RegExp(`Done at about ${date}, 12:\\d\\d`)).waitFor();
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await expect.poll(() => finish().innerText()).toMatch(new RegExp(`^About ${date}, 12:\\d\\d`));
  });
});

it('a scheduled campaign says on its page what to expect of its planned start', async () => {
  const { id } = await world.ask<{ id: string }>('POST', `/campaigns/${draft}/copy`);
  const day = new Date(Date.now() + 3 * 86_400_000);
  const local_time = `${day.toISOString().slice(0, 10)}T12:00`;
  await world.ask('POST', `/campaigns/${id}/schedule`, { local_time, time_zone: 'Europe/London' });
  await page.goto(`/campaigns/${id}`);
  await page.getByText('208 of 213 people get it').waitFor();
  const date = day.toLocaleString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  await expect.poll(() => finish().innerText()).toMatch(new RegExp(`^Done at about ${date}, 12:\\d\\d`));
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

describe('on its way and after the end', () => {
  it('shows what is expected now beside what was expected at the launch, channel by channel', async () => {
    await page.goto(`/campaigns/${slow}`);
    const panel = page.getByRole('region', { name: 'Forecast' });
    await panel.getByText(/^Done at about/).waitFor();
    await expect
      .poll(() => finish().innerText())
      .toMatch(/As things stand between .+ and .+\.\s+Forecast at the launch: .+, between .+ and .+\./);
    await expect
      .poll(() => panel.getByRole('row').filter({ hasText: 'Signal' }).innerText())
      .toMatch(/^Signal\t200\t\d+\t0$/);
    await panel.getByRole('img', { name: /^Accepted so far: \d+/ }).waitFor();
    await expectAccessible(page);
  });

  it('after the end: when it was done, whether as forecast, and forecast against actual', async () => {
    await page.goto(`/campaigns/${done}`);
    const panel = page.getByRole('region', { name: 'Forecast and outcome' });
    await panel.getByText(/^Done at /).waitFor();
    await expect.poll(() => finish().innerText()).toMatch(clock);
    await expect
      .poll(() => finish().innerText())
      .toMatch(/(As|Earlier than|Later than) forecast: between .+ and .+\./);
    const rows = await panel.getByRole('row').allInnerTexts();
    expect(rows[0]).toBe('Channel\tExpected\tAccepted\tFailed');
    const numbers = rows.slice(1).map((row) => row.split('\t').slice(1).map(Number));
    expect(numbers.reduce((sum, [expected = 0]) => sum + expected, 0)).toBe(8);
    for (const [expected, accepted] of numbers) expect(accepted).toBe(expected);
    await expectAccessible(page);
    expectNoComplaints(page);
  });
});

it.each(looks)('looks: $language, $theme, $width px', async ({ language, theme, width }) => {
  await setLook(world, 'standard', { language, theme });
  const shown = await world.page('standard', { viewport: { width, height: 900 } });
  await shown.locator('h1').waitFor();
  for (const [name, path] of [
    ['review', `/campaigns/${draft}/edit?step=review`],
    ['live', `/campaigns/${slow}`],
  ] as const) {
    await shown.goto(path);
    await shown.locator('[data-forecast="finish"]').waitFor();
    await expect.poll(() => shown.locator('html').getAttribute('lang')).toBe(language);
    await expectAccessible(shown);
    await expectNoSidewaysScroll(shown);
    if (language === 'bn') {
      const section = shown.locator('section', { has: shown.locator('[data-forecast="finish"]') }).last();
      await expect
        .poll(async () => (await section.innerText()).replaceAll(channels, ''))
        .not.toMatch(/[0-9A-Za-z]/);
    }
    if (process.env.SAMPARK_SHOTS)
      await shown.screenshot({
        path: `${process.env.SAMPARK_SHOTS}/forecast-${name}-${language}-${theme}-${width}.png`,
        fullPage: true,
      });
  }
  expectNoComplaints(shown);
  await shown.context().close();
});
