// The pages strangers see, and the dashboard's side of them.
import { defaultCountryRules } from '@sampark/contracts/country-rules.ts';
import { sql } from 'kysely';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { signLink } from '../../server/src/preferences/link.ts';
import { expectAccessible, expectNoSidewaysScroll, patienceMs } from './support/pages.ts';
import type { DashboardPage, RealDashboard } from './support/real-dashboard.ts';
import { useDashboard } from './support/use-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
const { opened } = useDashboard(async (given, chromium) => {
  world = given;
  browser = chromium;
  await sql`update sender_accounts set settings = settings || '{"display_phone_number": "+44 7400 000000"}' where channel = 'whatsapp'`.execute(
    world.rt.db,
  );
});

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };

async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: world.baseUrl, locale: 'en-GB', ...phone, ...options });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  opened.push(Object.assign(page, { complaints }));
  await page.goto(path);
  return page;
}

async function granted(id: string): Promise<string[]> {
  const { rows } = await sql<{ pair: string }>`
    select channel || ':' || purpose as pair from consent_state where prospect_id = ${id} and granted order by 1`.execute(
    world.rt.db,
  );
  return rows.map((row) => row.pair);
}

async function linkOf(id: string): Promise<string> {
  return `/p/${signLink(world.rt.keys, id, 1, world.rt.clock.now())}`;
}

async function admin(section: string): Promise<DashboardPage> {
  const page = await world.page('admin', { path: `/settings?section=${section}` });
  opened.push(page);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

describe('the preference page', () => {
  it('works on a small phone without a script: choose, save, stop everything', async () => {
    const [person] = await world.people(1, ['signal']);
    const id = person?.id ?? '';
    const page = await visit(await linkOf(id), { javaScriptEnabled: false });
    const box = page.getByRole('group', { name: 'Signal' }).getByLabel('News and offers');
    await expect.poll(() => box.isChecked()).toBe(true);
    await box.uncheck();
    await page.getByRole('group', { name: 'WhatsApp' }).getByLabel('News and offers').check();
    await page.getByRole('button', { name: 'Save my choice' }).click();
    await page.getByRole('status').getByText('Your choice is saved').waitFor();
    expect(await granted(id)).toEqual(['signal:coaching', 'signal:service', 'whatsapp:marketing']);
    await page.getByRole('link', { name: 'বাংলা' }).click();
    await page.getByRole('button', { name: 'সব বন্ধ করুন' }).click();
    await page.getByText('সব বার্তা বন্ধ করা হয়েছে').waitFor();
    expect(await granted(id)).toEqual([]);
  });

  it.each([
    ['en', 'light'],
    ['bn', 'dark'],
  ] as const)('can be read by everybody, in %s and %s', async (lang, colorScheme) => {
    const [person] = await world.people(1, ['signal']);
    const link = await linkOf(person?.id ?? '');
    const page = await visit(`${link}?lang=${lang}&done=saved`, { colorScheme });
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    const styled = await page.evaluate(() => getComputedStyle(document.querySelector('main') ?? document.body).maxWidth);
    expect(styled).toBe('560px');
    await page.goto('/p/nothing');
    await expectAccessible(page);
  }); // prettier-ignore
});

describe('opt-in pages', () => {
  it('are made by an administrator, read and confirmed by a stranger, and closed', async () => {
    const page = await admin('opt-in');
    await page.getByRole('button', { name: 'Make a page' }).click();
    const dialog = page.getByRole('dialog', { name: 'Make an opt-in page' });
    await dialog.getByRole('button', { name: 'Make the page' }).click();
    await dialog.getByRole('link', { name: 'Tick what people can agree to' }).waitFor();
    await dialog.getByLabel('Name', { exact: true }).fill('Branch poster');
    await dialog.getByRole('checkbox', { name: 'WhatsApp: Marketing' }).check();
    await dialog.getByRole('checkbox', { name: 'Signal: Service' }).check();
    const wording = 'Test Wealth may send me market news. I can stop at any time by answering STOP.';
    await dialog.getByLabel('What they read before they agree').fill(wording);
    await dialog.getByLabel('Keyword, if you like').fill('stop');
    await dialog.getByRole('button', { name: 'Make the page' }).click();
    await dialog.getByText('Choose another word.').waitFor();
    await dialog.getByLabel('Keyword, if you like').fill('markets');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Make the page' }).click();
    await page.getByText('Keyword: markets').waitFor();
    await page.getByRole('button', { name: 'Link and QR code Branch poster' }).click();
    const link = page.getByRole('dialog', { name: 'Link and QR code' });
    const width = () => link.getByRole('img').evaluate((image) => (image as HTMLImageElement).naturalWidth);
    await expect.poll(width).toBeGreaterThan(0);
    const address = new URL((await link.getByText('/agree/').innerText()).trim()).pathname;
    await page.keyboard.press('Escape');
    await expectAccessible(page);

    const stranger = await visit(address);
    await expectAccessible(stranger);
    await expectNoSidewaysScroll(stranger);
    await stranger.getByText(wording).waitFor();
    for (const box of await stranger.getByRole('checkbox').all()) await expect.poll(() => box.isChecked()).toBe(false);
    await stranger.getByRole('group', { name: 'WhatsApp' }).getByLabel('News and offers').check();
    await stranger.getByRole('button', { name: 'Continue' }).click();
    const open = stranger.getByRole('link', { name: 'Open WhatsApp' });
    await expect.poll(() => open.getAttribute('href')).toMatch(/^https:\/\/wa\.me\/447400000000\?text=.*JOIN-\w{10}$/);
    await expectAccessible(stranger);

    await page.getByRole('button', { name: 'Close page Branch poster' }).click();
    await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Close page' }).click();
    await page.getByText('Closed', { exact: true }).waitFor();
    await stranger.goto(address);
    await stranger.getByRole('heading', { name: 'This page is closed' }).waitFor();
  }); // prettier-ignore
});

describe('why, and why not', () => {
  it('tells a manager about their own person: what it rests on, and from when it would go', async () => {
    const [person] = await world.people(1, ['signal']);
    await sql`update prospects set name = 'Rosa Lima', country = 'BR', time_zone = 'America/Sao_Paulo' where id = ${person?.id}`.execute(
      world.rt.db,
    );
    const brazil = defaultCountryRules.filter((one) => one.country === 'BR');
    await sql`update workspaces set settings = settings || ${JSON.stringify({ jurisdictions: brazil })}::jsonb
      where id = (select workspace_id from prospects where id = ${person?.id})`.execute(world.rt.db);
    const page = await world.page('admin', { path: `/prospects/${person?.id}` });
    opened.push(page);
    await page.getByRole('link', { name: 'Why / why not' }).click();
    await page.getByRole('heading', { name: 'Limits of this person' }).waitFor();
    const signal = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Signal' }) });
    const sunday = await page.evaluate(() => {
      const day = new Date(Date.now() + 86_400_000);
      while (day.getDay() !== 0) day.setDate(day.getDate() + 1);
      return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}T15:00`;
    });
    await page.getByLabel('When').fill(sunday);
    await signal.getByText('Would wait').waitFor();
    await signal.getByText('allows no such message at this time').waitFor();
    await signal.getByText('Would go from').waitFor();
    await signal.getByText('Client agreement').waitFor();
    await page.getByText('Twilio, SMS guidelines for Brazil').waitFor();
    expect(await page.getByText('Would not be sent').count()).toBe(3);
    await expectAccessible(page);
    const { pathname, search } = new URL(page.url());
    const small = await world.page('admin', { path: `${pathname}${search}`, ...phone });
    opened.push(small);
    await small.getByText('Would go from').waitFor();
    await expectNoSidewaysScroll(small);
    await page.getByRole('combobox', { name: 'Purpose' }).click();
    await page.getByRole('option', { name: 'Service' }).click();
    await signal.getByText('Would be sent').waitFor();
    await page.getByText('No cap for this purpose').waitFor();
  }); // prettier-ignore
});

describe('countries', () => {
  it('compliance changes what a country adds', async () => {
    const page = await world.page('compliance', { path: '/settings?section=countries' });
    opened.push(page);
    await page.getByRole('button', { name: 'Add a country' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a country' });
    await dialog.getByLabel('Country', { exact: true }).fill('South Africa');
    await dialog.getByRole('button', { name: 'Save rules' }).click();
    await dialog.getByRole('link', { name: 'Say what it rests on' }).waitFor();
    await dialog.getByLabel('What it rests on').fill('Consumer Protection Act, section 12: not on Sundays');
    await dialog.getByLabel('Nothing from').fill('20:00');
    await dialog.getByLabel('Until').fill('08:00');
    await dialog.getByRole('checkbox', { name: 'Sunday' }).check();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Save rules' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'South Africa' });
    await row.getByText('Nothing from 20:00 to 08:00 · Nothing on Sunday').waitFor();
    await row.getByRole('button', { name: 'Remove South Africa' }).click();
    await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Remove rules' }).click();
    await row.waitFor({ state: 'detached' });
    await expectAccessible(page);
  }); // prettier-ignore
});

describe('the ledger', () => {
  it('shows who agreed or stopped, where and when; a stop told to a colleague counts everywhere', async () => {
    const [person] = await world.people(1, ['signal']);
    const id = person?.id ?? '';
    const theirs = await world.page('admin', { path: `/prospects/${id}` });
    opened.push(theirs);
    await theirs.getByRole('button', { name: 'More actions' }).click();
    await theirs.getByRole('menuitem', { name: 'They asked me to stop' }).click();
    await theirs.getByRole('button', { name: 'Stop all messages' }).click();
    await theirs.getByText('Asked their portfolio manager').first().waitFor();
    expect(await granted(id)).toEqual([]);
    const page = await world.page('admin', { path: '/compliance/consent?view=ledger' });
    opened.push(page);
    const entry = page.getByRole('listitem').filter({ hasText: 'Asked their portfolio manager' }).first();
    await entry
      .getByText('WhatsApp, Telegram, Signal, iMessage')
      .or(entry.getByText('Stopped'))
      .first()
      .waitFor();
    await page.getByRole('combobox', { name: /^Show/ }).click();
    await page.getByRole('option', { name: 'What people stopped' }).click();
    await expect.poll(() => page.getByText('Agreed', { exact: true }).count()).toBe(0);
    await expectAccessible(page);
  });
});
