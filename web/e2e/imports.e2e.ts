// Imports on the real server: a dirty file from the drop to its undoing, what was refused, each state.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, openBrowser } from './support/pages.ts';
import {
  choose,
  expectFocusSeen,
  holdBack,
  latinWords,
  leave,
  looks,
  prefer,
  refuse,
  tabTo,
} from './support/prospects-and-imports.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

type Import = {
  id: string;
  status: string;
  rows_imported: number;
  rows_updated: number;
  rows_rejected: number;
  rows_total: number;
};

const dirty = fileURLToPath(new URL('../../docs/examples/contacts.csv', import.meta.url));
let browser: Browser;
let world: RealDashboard;
let jobs: { stop(): Promise<void> };
let page: DashboardPage;
/** What is not there within moments is not coming. */
const open: RealDashboard['page'] = async (...given) => {
  const opened = await world.page(...given);
  return opened;
};
/** The example, imported in the first test of those that need one. */
let example: Import;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  jobs = await world.serve(['jobs']);
});
afterEach(() => leave(page));
afterAll(async () => {
  await browser.close();
  await jobs.stop();
  await world.close();
});

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const stat = async (name: string) =>
  Number((await page.locator(`[data-stat="${name}"] dd`).first().textContent())?.replaceAll(',', ''));
const status = (word: string) =>
  page.getByRole('main').getByRole('button', { name: new RegExp(`^${word} ?\\.`) });
const card = (id: string) => page.locator(`section[aria-labelledby="${id}"]`);
const columns = () => card('columns').getByRole('listitem');
const rejects = () => page.locator('[data-reject]');
const idOnPage = () => page.url().replace(/.*\//, '');
const done = () => status('Done').waitFor();

/** As if somebody let the file fall on the page. */
async function drop(name: string, content: string | Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([file, bytes]) => {
      const all = new DataTransfer();
      all.items.add(new File([Uint8Array.from(bytes)], file, { type: 'text/csv' }));
      return all;
    },
    [name, [...Buffer.from(content)]] as const,
  );
  await page.getByText('Drop a CSV file here').dispatchEvent('drop', { dataTransfer: transfer });
}

async function importFile(name: string, content: string): Promise<Import> {
  const { token } = await world.server.login('standard');
  const answer = await world.server.ask('POST', `/api/v1/imports?file_name=${name}`, {
    token,
    payload: content,
    headers: { 'content-type': 'text/csv' },
  });
  const { id } = answer.json<{ id: string }>();
  await expect.poll(() => world.ask<Import>('GET', `/imports/${id}`)).toMatchObject({ status: 'completed' });
  return world.ask('GET', `/imports/${id}`);
}

describe('before anything was imported', () => {
  it('10: says so, and leads to the first import', async () => {
    page = await open('standard', { path: '/imports' });
    await page.getByText('Nothing was imported yet').waitFor();
    await expectAccessible(page);
    await page.getByRole('main').getByRole('link', { name: 'Import contacts' }).last().click();
    await page.getByText('Drop a CSV file here').waitFor();
  });
});

describe('a file', () => {
  it('is dropped, mapped, forecast, attested, imported; every number adds up', async () => {
    page = await open('standard', { path: '/imports/new' });
    await drop('contacts.csv', await readFile(dirty));
    const column = (name: string) => columns().filter({ hasText: name });
    await column('Mobile Phone Number').getByText('01712-000000').waitFor();
    await choose(column('Lifecycle Stage'), /Becomes/, 'Interests');
    await expect.poll(() => column('Lifecycle Stage').getByRole('combobox').textContent()).toBe('Interests');
    await page.getByLabel('Country of numbers without a country code').pressSequentially('bd');
    await expect.poll(() => button('Import this file').isEnabled()).toBe(true);
    // What is typed stays in the field it is typed into, while the file is looked at again.
    await expect
      .poll(() => page.getByLabel('Country of numbers without a country code').inputValue())
      .toBe('bd');
    await expect.poll(() => column('Lifecycle Stage').getByRole('combobox').textContent()).toBe('Interests');
    await page.getByText(/rows of them would be rejected/).waitFor();
    const silent = page.getByText(/rows name no consent/);
    await silent.waitFor();

    await page.getByText('Everybody in this file gave the same consent, and I can prove it').click();
    await expect.poll(() => button('Import this file').isDisabled()).toBe(true);
    await page.getByLabel('Where and in which words it was given').fill('Client agreement, section 7');
    await expect.poll(() => button('Import this file').isDisabled()).toBe(true);
    await page.getByLabel('When').fill('2999-01-01');
    await page.getByText(/attest this for every person in the file/).click();
    await expect.poll(() => button('Import this file').isDisabled()).toBe(true);
    await page.getByLabel('When').fill('2026-01-02');
    // Attested, nobody is left whom no one may write to.
    await expect.poll(() => silent.count()).toBe(0);
    await expectAccessible(page);
    await button('Import this file').click();
    await done();

    example = await world.ask<Import>('GET', `/imports/${idOnPage()}`);
    expect(example.rows_rejected).toBeGreaterThan(5);
    const [added, updated, rejected] = [await stat('added'), await stat('updated'), await stat('rejected')];
    expect([added, updated, rejected]).toEqual([
      example.rows_imported,
      example.rows_updated,
      example.rows_rejected,
    ]);
    expect(added + updated + rejected).toBe(example.rows_total);
    expect(await stat('silent')).toBe(0);
    await expectAccessible(page);
    await page.getByRole('main').getByRole('link', { name: 'See these people' }).click();
    await button('Remove filter: From one import').waitFor();
    await page.getByRole('table', { name: 'Prospects' }).locator('tr[data-row]').first().waitFor();
  });

  it('23: every rejected row downloads, with its line and its reason', async () => {
    page = await open('standard', { path: `/imports/${example.id}` });
    await rejects().first().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button('Download all as CSV').click(),
    ]);
    expect(download.suggestedFilename()).toBe('Rejected contacts.csv');
    const csv = await readFile(await download.path(), 'utf8');
    const { token } = await world.server.login('standard');
    const rows = await world.server.ask('GET', `/api/v1/imports/${example.id}/rejected-rows?limit=200`, {
      token,
    });
    const { items } = rows.json<{ items: { line: number; code: string }[] }>();
    expect(items.length).toBe(example.rows_rejected);
    for (const { line, code } of items) {
      const row = csv.split('\r\n').find((one) => one.endsWith(`,${code}`) && one.includes(`,${line},`));
      expect(row, `line ${line}: ${code}`).toBeDefined();
    }
    // On the page each says where and why, in words.
    await expect.poll(() => rejects().count()).toBe(Math.min(50, items.length));
    for (const text of await rejects().locator('p').allTextContents())
      expect(text).toMatch(/^Line [\d,]+.*[a-z]{3,} .+/);
  });

  it('says when the rejected rows cannot be had', async () => {
    page = await open('standard', { path: '/imports' });
    await page.getByRole('list', { name: 'Imports' }).waitFor();
    await refuse(page, /\/rejected-rows/, 429, 'rate_limited');
    await refuse(page, /\/rejects$/, 429, 'rate_limited');
    await page.getByRole('link', { name: 'contacts.csv' }).first().click();
    await page.getByText('Too many requests').waitFor();
    await button('Download all as CSV').click();
    await expect.poll(() => page.getByText('Too many requests').count()).toBe(2);
    await page.unrouteAll({ behavior: 'wait' });
    await button('Try again').click();
    await rejects().first().waitFor();
  });

  it('rejected rows are corrected in place and imported again, read as the file was', async () => {
    page = await open('standard', { path: '/imports/new' });
    // Two phone columns, a third that is to stay what it is, dates the other way round, and three faults.
    await drop(
      'branch.csv',
      [
        'Name,Phone,Mobile,Opted out,Consent date,WhatsApp consent',
        'Rahima,+8801712100001,,,04/03/2026,yes',
        'Oliver,,+447400100002,,04/03/2026,yes',
        'Farzana,12,,,04/03/2026,yes',
        'Wei,,12345,,04/03/2026,yes',
        'Amelia,+447400100005,,,04/03/2026,yes,extra',
      ].join('\n'),
    );
    const column = (name: string) => columns().filter({ hasText: name });
    await choose(column('Opted out'), /Becomes/, 'Keep under its own name');
    await expect.poll(() => column('Opted out').getByRole('combobox').textContent()).toBe('Keep under its own name'); // prettier-ignore
    await choose(page, /How dates are written/, 'Month, day, year');
    await expect.poll(() => button('Import this file').isEnabled()).toBe(true);
    // Changing one column leaves the others as they were recognised: two of them feed the phone.
    await expect.poll(() => column('Phone').first().getByRole('combobox').textContent()).toBe('Phone');
    await expect.poll(() => column('Mobile').getByRole('combobox').textContent()).toBe('Phone');
    await column('Mobile').getByText(/Used where .Phone. is empty/).or(column('Phone').getByText(/Used where .Mobile. is empty/)).first().waitFor(); // prettier-ignore
    await page.getByText('3 rows of them would be rejected').waitFor();
    await button('Import this file').click();
    await done();
    expect([await stat('added'), await stat('rejected')]).toEqual([2, 3]);

    const first = idOnPage();
    const retry = button(/^Import \d+ corrected rows?$/);
    await expect.poll(() => retry.isDisabled()).toBe(true);
    const row = (name: string) => rejects().filter({ has: page.locator(`input[value="${name}"]`) });
    await row('Farzana').getByLabel('Phone').fill('+447400100003');
    await page.getByText('Import 1 corrected row', { exact: true }).waitFor();
    await row('Wei').getByLabel('Mobile').fill('+447400100004');
    // Surplus cells are not lost without a word: they stand in the last one.
    const last = row('Amelia').getByLabel('WhatsApp consent');
    await expect.poll(() => last.inputValue()).toBe('yes,extra');
    await last.fill('yes');
    await expectAccessible(page);
    await button('Import 3 corrected rows').click();
    await page.waitForURL((url) => url.pathname.startsWith('/imports/') && !url.pathname.endsWith(first));
    // The address changes before the page does: until then the first import says that it is done.
    await page.getByRole('heading', { name: 'Corrected branch.csv' }).waitFor();
    await done();
    expect([await stat('added'), await stat('rejected'), await stat('silent')]).toEqual([3, 0, 0]);
    await expect.poll(() => rejects().count()).toBe(0);
    await page.getByText('no row was refused').waitFor();
    const { items } = await world.ask<{ items: { id: string; attributes: object }[] }>(
      'GET',
      '/prospects?q=Farzana&sort=created',
    );
    const found = items.find((one) => JSON.stringify(one).includes('+447400100003'));
    const ledger = await world.ask<{ items: { occurred_at: string }[] }>(
      'GET',
      `/prospects/${found?.id}/consents`,
    );
    // The third of April, as the file was read; not the fourth of March.
    expect(ledger.items[0]?.occurred_at).toContain('2026-04-0');
  });

  it('whose phone column has a name nobody knows can still be mapped', async () => {
    page = await open('standard', { path: '/imports/new' });
    await drop('odd.csv', 'Who,Where to reach\nNadia,+447400200001\n');
    await page.getByText('No column is the phone number: choose one above.').waitFor();
    await expect.poll(() => button('Import this file').isDisabled()).toBe(true);
    await choose(columns().filter({ hasText: 'Where to reach' }), /Becomes/, 'Phone');
    await page.getByText('None of them would be rejected.').waitFor();
    await choose(columns().filter({ hasText: 'Who' }), /Becomes/, 'Full name');
    await expect.poll(() => button('Import this file').isEnabled()).toBe(true);
    await button('Import this file').click();
    await done();
    expect(await stat('added')).toBe(1);
  });

  it('that is no CSV is refused with what to do, and another can be chosen', async () => {
    page = await open('standard', { path: '/imports/new' });
    await drop('contacts.xlsx', Buffer.from('PK\u0003\u0004 and so on'));
    await page.getByRole('alert').getByText('This is not a CSV file').waitFor();
    await expect.poll(() => button('Import this file').count()).toBe(0);
    await page.getByLabel('CSV file').setInputFiles({
      ...{ name: 'one.csv', mimeType: 'text/csv' },
      buffer: Buffer.from('Phone\n+447400200002\n'),
    });
    await button('Import this file').waitFor();
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  });

  it('24: an import can be undone, after saying what that does', async () => {
    const made = await importFile('mistake.csv', 'Name,Phone\nUndone One,+447400300001\nUndone Two,+447400300002\n'); // prettier-ignore
    page = await open('standard', { path: `/imports/${made.id}` });
    await button('Undo this import').click();
    const asking = page.getByRole('dialog', { name: 'Undo this import?' });
    await asking
      .getByText('The 2 people it added are removed, unless somebody wrote to them since.')
      .waitFor();
    await expectAccessible(page);
    // Enter does not undo by accident.
    await page.keyboard.press('Enter');
    await expect.poll(() => asking.count()).toBe(0);
    expect((await world.ask<Import>('GET', `/imports/${made.id}`)).status).toBe('completed');
    await button('Undo this import').click();
    await asking.getByRole('button', { name: 'Undo import' }).click();
    await status('Undone').waitFor();
    await page.getByText('2 people were removed again.').waitFor();
    await expect.poll(() => button('Undo this import').count()).toBe(0);
    const { items } = await world.ask<{ items: object[] }>('GET', '/prospects?q=Undone');
    expect(items).toEqual([]);
  });

  it('shows progress while it is read, with words, and ends by itself', async () => {
    page = await open('standard', { path: '/imports' });
    await page.getByRole('list', { name: 'Imports' }).waitFor();
    let progress = 0.42;
    await page.route(`**/api/v1/imports/${example.id}`, async (route) => {
      const answer = await route.fetch();
      const real = (await answer.json()) as Import;
      const body = progress < 1 ? { ...real, status: 'running', progress, rows_rejected: 0 } : real;
      await route.fulfill({ response: answer, json: body });
    });
    await page.goto(`/imports/${example.id}`);
    const bar = page.getByRole('progressbar', { name: 'Progress of contacts.csv' });
    await expect.poll(() => bar.getAttribute('aria-valuetext')).toBe('42.0%');
    await page.getByRole('status').getByText('Rows are read and checked. You can leave this page.').waitFor();
    await expect.poll(() => button('Undo this import').count()).toBe(0);
    await expectAccessible(page);
    progress = 1;
    await status('Done').waitFor();
    await expect.poll(() => bar.count()).toBe(0);
  });

  it('that could not be read to its end says why, and can still be undone', async () => {
    page = await open('standard', { path: '/imports' });
    await page.getByRole('list', { name: 'Imports' }).waitFor();
    await page.route(`**/api/v1/imports/${example.id}`, async (route) => {
      const answer = await route.fetch();
      const failed = { status: 'failed', error_code: 'file_missing', error_detail: 'ENOENT: no such file' };
      await route.fulfill({ response: answer, json: { ...((await answer.json()) as Import), ...failed } });
    });
    await page.goto(`/imports/${example.id}`);
    await page.getByRole('alert').getByText('The uploaded file is no longer there.').waitFor();
    await expect.poll(() => page.getByText('ENOENT').count()).toBe(0);
    await button('Undo this import').waitFor();
    await expectAccessible(page);
  });
});

describe('lists, roles and looks', () => {
  it('10: loading, an error with its request id, denied and an import of somebody else look each their own way', async () => {
    const listPath = /\/api\/v1\/imports\?/;
    page = await open('standard', { path: '/prospects' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    const letGo = await holdBack(page, listPath);
    await page.goto('/imports');
    await page.getByRole('status', { name: 'Loading' }).waitFor();
    await expectAccessible(page);
    letGo();
    await page.getByRole('link', { name: 'contacts.csv' }).first().waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    await refuse(page, listPath, 429, 'rate_limited');
    await page.reload();
    await page.getByText('Too many requests').waitFor();
    await page.getByText('req-7f3a91').waitFor();
    await expectAccessible(page);
    // Pressed while it is still refused: the list also recovers by itself, and the button with it.
    await button('Try again').click();
    await page.getByText('Too many requests').waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    await page.getByRole('link', { name: 'contacts.csv' }).first().waitFor();
    await refuse(page, listPath, 403, 'forbidden');
    await page.reload();
    await page.getByText('Your role does not open this').waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    await page.goto('/imports/00000000-0000-4000-8000-000000000000');
    await page.getByText('This import is not here').waitFor();
    await expectAccessible(page);
  });

  it('6: chooses a file, maps, attests and imports with the keyboard alone', async () => {
    page = await open('standard', { path: '/imports/new' });
    // Listened for from the start: the browser has to know before the key is pressed.
    const asked = page.waitForEvent('filechooser');
    const choice = button('Choose a file');
    await choice.waitFor();
    await tabTo(page, choice);
    await expectFocusSeen(page);
    await page.keyboard.press('Enter');
    await (
      await asked
    ).setFiles({
      ...{ name: 'keys.csv', mimeType: 'text/csv' },
      buffer: Buffer.from('Phone,Nick\n+447400400001,Kim\n'),
    });
    const nick = columns().filter({ hasText: 'Nick' }).getByRole('combobox');
    await nick.waitFor();
    await tabTo(page, nick);
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'First name', exact: true }).waitFor();
    await page.keyboard.type('First');
    await page.keyboard.press('Enter');
    await expect.poll(() => nick.textContent()).toBe('First name');
    // Looking at the file again does not throw the hand out of the form.
    await expect.poll(() => nick.evaluate((one) => one === document.activeElement)).toBe(true);
    await tabTo(page, page.getByRole('checkbox', { name: /Everybody in this file/ }));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByLabel('Where and in which words it was given'));
    await page.keyboard.type('Letter of May');
    await tabTo(page, page.getByRole('checkbox', { name: /attest this for every person/ }));
    await page.keyboard.press('Space');
    await expect.poll(() => button('Import this file').isEnabled()).toBe(true);
    await tabTo(page, button('Import this file'));
    await expectFocusSeen(page);
    await page.keyboard.press('Enter');
    await done();
    expect([await stat('added'), await stat('silent')]).toEqual([1, 0]);
  });

  it('compliance reads imports and their refused rows, and changes nothing', async () => {
    page = await open('compliance', { path: '/imports' });
    await page.getByRole('link', { name: 'contacts.csv' }).first().waitFor();
    await expect
      .poll(() => page.getByRole('main').getByRole('link', { name: 'Import contacts' }).count())
      .toBe(0);
    await page.goto(`/imports/${example.id}`);
    await rejects().first().waitFor();
    expect(await rejects().first().locator('input').first().isEditable()).toBe(false);
    await button('Download all as CSV').waitFor();
    await expect.poll(() => button('Undo this import').count()).toBe(0);
    await expect.poll(() => button(/corrected row/).count()).toBe(0);
    await expect.poll(() => page.getByRole('link', { name: 'Write to them' }).count()).toBe(0);
    await expectAccessible(page);
    await page.goto('/imports/new');
    await page.getByText('Your role does not import contacts').waitFor();
    await expect.poll(() => button('Choose a file').count()).toBe(0);
    await expectAccessible(page);
  });

  it.each(looks)('5, 30: fits and reads well: $language, $theme, $width px', async (look) => {
    await prefer(world, 'standard', look);
    try {
      page = await open('standard', { path: '/imports', viewport: { width: look.width, height: 800 } });
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(look.language);
      await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe(look.theme);
      const check = async () => {
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        if (look.language === 'bn') expect(await latinWords(page, data)).toEqual([]);
      };
      await page.getByRole('link', { name: 'contacts.csv' }).first().waitFor();
      await check();
      await page.goto('/imports/new');
      await page.locator('input[type=file]').setInputFiles(dirty);
      await card('forecast').waitFor();
      await card('attestation').getByRole('checkbox').click();
      await page.locator('#source').waitFor();
      await check();
      await page.goto(`/imports/${example.id}`);
      await rejects().first().waitFor();
      await check();
    } finally {
      await prefer(world, 'standard', { language: 'en', theme: 'light' });
    }
  });
});

/** Names of files, tools and channels, the example's own words: the same in every language. */
const data = `${await readFile(dirty, 'utf8')} contacts.csv branch.csv odd.csv mistake.csv keys.csv Corrected
  HubSpot Mailchimp Salesforce Google Contacts CSV WhatsApp Telegram Signal iMessage Test standard GMT
  Client agreement, section 7`;
