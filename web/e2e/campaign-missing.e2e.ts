// What people lack, resolved before the launch: each of the three ways, by keyboard alone, in both languages and themes; and
// what the platform was sent in the end.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { looks, named, recordSends, setLook } from './support/campaign-helpers.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  openBrowser,
} from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
let page: DashboardPage;
let people: Awaited<ReturnType<typeof named>>;
type Made = { id: string; status: string };

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  people = await named(world, ['Farida Rahman', 'Karim Uddin', 'Nusrat Jahan', 'Rahim', 'Salma']);
  page = await world.page();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const draft = (message_content = 'Dear {{ first_name }} {{ last_name }}, your review is ready.') =>
  world.ask<Made>('POST', '/campaigns', { name: 'Reviews', message_content, channel_order: ['signal'] });
const review = async (id: string) => {
  await page.goto(`/campaigns/${id}/edit?step=review`);
  await page.getByRole('heading', { name: /lacks? something the message names/ }).waitFor();
};
const send = () => page.getByRole('button', { name: /^Send to / });
const option = (name: string) => page.getByRole('radio', { name });
const messageIn = (body: string) => (JSON.parse(body) as { params: { message: string } }).params.message;
/** Tab until the element has the focus: what cannot be reached so cannot be used by keyboard. */
const tabTo = async (target: ReturnType<typeof option>) => {
  for (let press = 0; press < 60; press++) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('It cannot be reached with the Tab key.');
};

it('leaving people out says how many are left, and opens the way', async () => {
  const { id } = await draft();
  await review(id);
  await expect.poll(() => page.getByText('2 people lack it').count()).toBe(1);
  await expect.poll(() => send().isDisabled()).toBe(true);
  await tabTo(option('Write something else instead'));
  await page.keyboard.press('ArrowDown');
  await page.getByText('3 of 5 people get the message.').waitFor();
  await page.getByText('You have said what happens for them.').waitFor();
  await expect.poll(() => send().isEnabled()).toBe(true);
  await expectAccessible(page);
  await page.reload();
  await expect.poll(() => option('Leave them out').isChecked()).toBe(true);
});

it('something else instead: its effect is shown while it is typed, and that is what is sent', async () => {
  const { id } = await draft();
  await review(id);
  await tabTo(option('Write something else instead'));
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('of our bank');
  await page
    .locator('figure blockquote')
    .getByText(/^Dear (?:Rahim|Salma) of our bank, your review is ready\.$/)
    .waitFor();
  await expect
    .poll(() => page.getByRole('textbox', { name: 'They read instead' }).inputValue())
    .toBe('of our bank');
  await expect.poll(() => send().textContent()).toBe('Send to 5 people');
  await expectAccessible(page);
  const bodies = recordSends(world);
  const texts = () =>
    bodies.flatMap((one) => (one.includes('review is ready') ? [messageIn(one)] : [])).toSorted();
  await tabTo(send());
  await page.keyboard.press('Space');
  await page.waitForURL(new RegExp(`/campaigns/${id}$`));
  const workers = await world.serve();
  try {
    await expect.poll(() => texts().length, { timeout: 30_000 }).toBe(5);
  } finally {
    await workers.stop();
  }
  expect(texts()).toEqual([
    'Dear Farida Rahman, your review is ready.',
    'Dear Karim Uddin, your review is ready.',
    'Dear Nusrat Jahan, your review is ready.',
    'Dear Rahim of our bank, your review is ready.',
    'Dear Salma of our bank, your review is ready.',
  ]);
});

it('what a filter cannot read is told at the field', async () => {
  const { id } = await draft('Your fee is {{ fee | money: "USD" }}');
  await review(id);
  await option('Write something else instead').check();
  await page.getByRole('textbox', { name: 'They read instead' }).fill('little');
  await page.getByText('The message cannot use this: it wants a number or a date').waitFor();
  await expect.poll(() => send().isDisabled()).toBe(true);
  await page.getByRole('textbox', { name: 'They read instead' }).fill('12.50');
  await page.locator('figure blockquote').getByText('12.50').waitFor();
  await expect.poll(() => send().isEnabled()).toBe(true);
});

it('filling it in for each: the cursor goes on, and the way is open after the last', async () => {
  const { id } = await draft();
  await review(id);
  await tabTo(option('Write something else instead'));
  await page.keyboard.press('ArrowUp');
  const fields = page.locator('[data-list="lacking"] input');
  await expect.poll(() => fields.count()).toBe(2);
  await expectAccessible(page);
  await tabTo(fields.first());
  await page.keyboard.type('Miah');
  await page.keyboard.press('Enter');
  await expect.poll(() => fields.count()).toBe(1);
  await expect.poll(() => fields.first().evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.type('Begum');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing stands in the way.').waitFor();
  await expect.poll(() => send().isEnabled()).toBe(true);
  const named = await Promise.all(
    people.slice(3).map((one) => world.ask<{ name: string }>('GET', `/prospects/${one.id}`)),
  );
  expect(
    named
      .map((one) => one.name)
      .sort()
      .map((one) => one.split(' ')[0]),
  ).toEqual(['Rahim', 'Salma']);
  expect(named.every((one) => /(?:Miah|Begum)$/.test(one.name))).toBe(true);
  expectNoComplaints(page);
});

it.each(looks)('in $language, $theme, $width px', async ({ language, theme, width }) => {
  await setLook(world, 'standard', { language, theme });
  const { id } = await draft('{{ portfolio }} {{ branch }}');
  const shown = await world.page('standard', { viewport: { width, height: 800 } });
  await shown.locator('h1').waitFor();
  await shown.goto(`/campaigns/${id}/edit?step=review`);
  const parts = shown.locator('[data-list="missing"] > li');
  await expect.poll(() => parts.count()).toBe(2);
  for (const [n, value] of ['default', 'fix'].entries())
    await parts.nth(n).locator(`input[value="${value}"]`).check();
  await shown.locator('[data-list="lacking"] input').first().waitFor();
  await expect.poll(() => shown.locator('html').getAttribute('data-theme')).toBe(theme);
  await expectAccessible(shown);
  await expectNoSidewaysScroll(shown);
  expectNoComplaints(shown);
  await shown.context().close();
});
