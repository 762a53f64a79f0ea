// The whole job on a phone, in Bengali: a dirty file becomes people, a campaign goes out to them, is paused and resumed,
// and a reply is answered. Names of what is pressed come from the catalogues, as a reader sees them.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerOf } from '../../server/test/support/world.ts';
import { bengali } from './support/bengali.ts';
import { setLook } from './support/campaign-helpers.ts';
import { writes } from './support/conversation-helpers.ts';
import { expectNoComplaints, expectNoSidewaysScroll, openBrowser } from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

const contacts = fileURLToPath(new URL('../../docs/examples/contacts.csv', import.meta.url));
let browser: Browser;
let world: RealDashboard;
let page: DashboardPage;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  await setLook(world, 'standard', { language: 'bn', theme: 'light' });
  page = await world.page('standard', { viewport: { width: 360, height: 780 } });
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const area = {
  imports: bengali('imports'),
  campaigns: bengali('campaigns'),
  campaign: bengali('campaign'),
  conversations: bengali('conversations'),
};
const main = () => page.getByRole('main');
const press = (name: string) => main().getByRole('button', { name, exact: true }).click();
const goOn = () => press(area.campaigns('Go on'));

it('from a dirty file to an answered reply, at 360 px', { timeout: 240_000 }, async () => {
  const workers = await world.serve();
  try {
    await page.locator('h1').waitFor();
    await page.goto('/imports/new');
    await page.getByLabel(area.imports('CSV file')).setInputFiles({
      name: 'contacts.csv',
      mimeType: 'text/csv',
      buffer: await readFile(contacts),
    });
    await press(area.imports('Import this file'));
    const writeToThem = main().getByRole('link', { name: area.imports('Write to them') });
    await writeToThem.waitFor();
    await expectNoSidewaysScroll(page);

    // Three of the refused rows, put right where they stand.
    const phones = page.getByLabel('Mobile Phone Number');
    for (const [index, number] of ['+447400990001', '+৮৮০১৭১২৯৯০০০২', '+447400990003'].entries())
      await phones.nth(index).fill(number);
    await main()
      .getByRole('button', { name: /ঠিক করা ৩টি/ })
      .click();
    await page.locator('[data-stat="added"]').getByText('৩', { exact: true }).waitFor();

    await page.goto('/campaigns/new');
    await page.getByLabel(area.campaigns('What is it called?')).fill('শীতের খবর');
    await press(area.campaigns('Choose the audience'));
    await goOn();
    await page.getByLabel(area.campaigns('Text'), { exact: true }).fill('প্রিয় {{ first_name }}, কেমন আছেন?');
    await page.locator('[data-preview]').getByText('কেমন আছেন?').first().waitFor();
    await expectNoSidewaysScroll(page);
    await goOn();
    await page.locator('#pace').fill('১২০');
    await goOn();
    const reachable = page.locator('[data-sum="reachable"]');
    const send = main().getByRole('button', { name: /জনকে পাঠান/ });
    await expect.poll(() => send.isEnabled()).toBe(true);
    // The button says the number that stands beside it.
    await expect.poll(() => send.textContent()).toContain((await reachable.textContent()) ?? 'a number');
    await send.click();

    await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/);
    const id = page.url().split('/').at(-1) ?? '';
    const sent = () => page.locator('[data-stat="sent"]').textContent();
    await expect.poll(sent).toMatch(/[১-৯]/);
    await press(area.campaign('Pause'));
    await main().getByText(area.campaign('Paused: nothing new goes out.')).waitFor();
    await expectNoSidewaysScroll(page);
    await press(area.campaign('Resume'));
    await main()
      .getByRole('button', { name: area.campaign('Pause'), exact: true })
      .waitFor();

    const reached = async () => {
      const { items } = await world.ask<{ items: { prospect_id: string; sent_at: string | null }[] }>(
        'GET',
        `/campaigns/${id}/messages?limit=200&platform=signal`,
      );
      return items.find((one) => one.sent_at !== null)?.prospect_id ?? '';
    };
    await expect.poll(reached).not.toBe('');
    const person = await world.rt.db
      .selectFrom('prospects')
      .select(['id', 'phone_number as phone'])
      .where('id', '=', await reached())
      .executeTakeFirstOrThrow();
    await writes(world, { id: person.id, phone: person.phone ?? '', channel: 'signal' }, 'জি, বলুন');
    await page.goto('/conversations');
    await main()
      .getByRole('button', { name: /জি, বলুন/ })
      .click();
    await page.getByLabel(area.conversations('Your answer')).fill('ধন্যবাদ, কাল ফোন করব।');
    await expectNoSidewaysScroll(page);
    await main()
      .getByRole('button', { name: area.conversations('Send'), exact: true })
      .click();
    await page.getByRole('log').getByText('ধন্যবাদ, কাল ফোন করব।').waitFor();
    // The campaign's message and the answer: both really left, each once.
    const received = async () => {
      const own = await world.rt.db
        .selectFrom('messages')
        .select('id')
        .where('prospect_id', '=', person.id)
        .execute();
      const { messages } = await ledgerOf(world);
      return own.map(({ id: key }) => messages.find((one) => one.key === key)?.count);
    };
    await expect.poll(received).toEqual([1, 1]);
  } finally {
    await workers.stop();
  }
  expectNoComplaints(page);
});
