// Prospects on the real server: the list with its address, a person with their timeline and consents, each state.
import { readFile } from 'node:fs/promises';
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

let browser: Browser;
let world: RealDashboard;
let page: DashboardPage;
/** What is not there within moments is not coming. */
const open: RealDashboard['page'] = async (...given) => {
  const opened = await world.page(...given);
  return opened;
};
let ids: Record<'rahima' | 'oliver' | 'tanvir', string>;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
});
afterEach(() => leave(page));
afterAll(async () => {
  await browser.close();
  await world.close();
});

const listPath = /\/api\/v1\/prospects\?/;
const rows = () => page.getByRole('table', { name: 'Prospects' }).locator('tbody tr[data-row]');
const search = () => page.getByRole('searchbox', { name: 'Name, phone or e-mail' });
const dialog = (name: string) => page.getByRole('dialog', { name });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const title = (name: string) => page.getByRole('heading', { level: 1, name });

async function add(person: object): Promise<string> {
  return (await world.ask<{ id: string }>('POST', '/prospects', person)).id;
}

describe('an empty book', () => {
  it('10: says that nobody is here and how to change that', async () => {
    page = await open('standard', { path: '/prospects' });
    await page.getByText('Nobody is here yet').waitFor();
    await expect.poll(() => rows().count()).toBe(0);
    await expectAccessible(page);
    await page.getByRole('main').getByRole('link', { name: 'Import contacts' }).last().click();
    await page.waitForURL('**/imports/new');
  });
});

describe('a book of people', () => {
  beforeAll(async () => {
    // More than one page of them, all called Amina Rahman.
    await world.people(58, ['whatsapp']);
    ids = {
      rahima: await add({ phone_number: '+8801712345678', name: 'Rahima Begum', language: 'bn' }),
      oliver: await add({ phone_number: '+447400999001', name: 'Oliver Smith', email: 'oliver@example.com' }),
      tanvir: await add({ phone_number: '+8801712345679', name: 'তানভীর আক্তার', language: 'bn' }),
    };
  });

  it('9: search, filter and order survive reload, Back and sharing', async () => {
    page = await open('standard', { path: '/prospects' });
    await rows().first().waitFor();
    await search().fill('01712');
    await expect.poll(() => rows().count()).toBe(2);
    await button('Filter').click();
    const filter = dialog('Filter prospects');
    await filter.getByLabel('Country').fill('Bangladesh');
    await filter.getByLabel('Language').fill('bn');
    await filter.getByRole('button', { name: 'Apply filters' }).last().click();
    await page.getByRole('button', { name: 'Remove filter: Country: BD' }).waitFor();
    await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
    await page.waitForURL(/sort=name/);
    const address = page.url();
    const expectTheSame = async () => {
      await expect.poll(() => rows().count()).toBe(2);
      await expect.poll(() => page.url()).toBe(address);
      await expect.poll(() => search().inputValue()).toBe('01712');
      await page.getByRole('button', { name: 'Remove filter: Language: bn' }).waitFor();
      await expect.poll(() => rows().first().textContent()).toContain('Rahima Begum');
    };
    await expectTheSame();
    await page.reload();
    await expectTheSame();
    await page.getByRole('table').getByRole('link', { name: 'Rahima Begum' }).click();
    await title('Rahima Begum').waitFor();
    await page.goBack();
    await expectTheSame();
    await page.getByRole('table').getByRole('link', { name: 'তানভীর আক্তার' }).click();
    await title('তানভীর আক্তার').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Prospects', exact: true }).click();
    await expectTheSame();
    await leave(page);
    page = await open('admin', { path: address.replace(world.baseUrl, '') });
    await expectTheSame();
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expect.poll(() => page.url()).not.toContain('country');
  });

  it('9: the rows shown so far survive reload and Back', async () => {
    page = await open('standard', { path: '/prospects' });
    await expect.poll(() => rows().count()).toBe(50);
    await button('Show more').click();
    await expect.poll(() => rows().count()).toBe(61);
    await expect.poll(() => page.url()).toContain('rows=100');
    await page.getByText('61 people').waitFor();
    await page.reload();
    await expect.poll(() => rows().count()).toBe(61);
    await rows().last().getByRole('link').click();
    await page.getByRole('region', { name: 'What happened' }).waitFor();
    await page.goBack();
    await expect.poll(() => rows().count()).toBe(61);
  });

  it('an address with nonsense in it shows the list, not an error', async () => {
    page = await open('standard', {
      path: '/prospects?country=Bangladesh&min_score=900&import_id=7&sort=luck&rows=9999',
    });
    await expect.poll(() => rows().count()).toBe(50);
    await expect.poll(() => page.getByRole('list', { name: 'Filters in force' }).count()).toBe(0);
  });

  it('refuses filters that cannot be, beside the field', async () => {
    page = await open('standard', { path: '/prospects' });
    await rows().first().waitFor();
    await button('Filter').click();
    const filter = dialog('Filter prospects');
    await filter.getByLabel('Country').fill('Bangladore');
    await filter.getByLabel('Country').blur();
    await filter.getByText('There is no country of this name.').waitFor();
    await filter.getByLabel('Country').fill('');
    await filter.getByLabel('Score from').fill('80');
    await filter.getByLabel('to', { exact: true }).fill('20');
    await filter.getByText('This is below where it starts.').waitFor();
    await expect
      .poll(() => filter.getByRole('button', { name: 'Apply filters' }).last().isDisabled())
      .toBe(true);
    await filter.getByLabel('to', { exact: true }).fill('90');
    await filter.getByRole('button', { name: 'Apply filters' }).last().click();
    await page.getByRole('button', { name: 'Remove filter: Score 80 to 90' }).waitFor();
    await page.getByText('Nothing matches').waitFor();
  });

  it('keeps a view under a name, and takes it away again', async () => {
    page = await open('standard', { path: '/prospects?country=BD' });
    await expect.poll(() => rows().count()).toBe(2);
    await button('Save as a view').click();
    const naming = dialog('Save these filters as a view');
    await naming.getByLabel('Name').fill('Dhaka');
    await naming.getByRole('button', { name: 'Save view' }).click();
    const tab = page.getByRole('tab', { name: 'Dhaka' });
    await expect.poll(() => tab.getAttribute('aria-selected')).toBe('true');
    await page.getByRole('tab', { name: 'All' }).click();
    await expect.poll(() => rows().count()).toBe(50);
    await page.reload();
    await tab.click();
    await page.waitForURL(/country=BD/);
    await expect.poll(() => rows().count()).toBe(2);
    // A second one of this name would leave two tabs nobody can tell apart.
    await search().fill('Rahima');
    await button('Save as a view').click();
    await naming.getByLabel('Name').fill('dhaka');
    await naming.getByText('Another view of yours has this name.').waitFor();
    await expect.poll(() => naming.getByRole('button', { name: 'Save view' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await tab.click();
    await button('Remove this view').click();
    await expect.poll(() => tab.count()).toBe(0);
    await button('Undo').click();
    await tab.waitFor();
  });

  it('10: loading, no match, an error with its request id, and denied look each their own way', async () => {
    page = await open('standard', { path: '/imports' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    const letGo = await holdBack(page, listPath);
    await page.goto('/prospects');
    await page.getByRole('status', { name: 'Loading' }).first().waitFor();
    await expect
      .poll(() => page.getByRole('table', { name: 'Prospects' }).getAttribute('aria-busy'))
      .toBe('true');
    await expectAccessible(page);
    letGo();
    await expect.poll(() => rows().count()).toBe(50);

    await search().fill('nobody is called this');
    await page.getByText('Nothing matches').waitFor();
    await expectAccessible(page);
    await button('Clear search and filters').click();
    await expect.poll(() => rows().count()).toBe(50);
    await expect.poll(() => search().inputValue()).toBe('');

    await page.unrouteAll({ behavior: 'wait' });
    await refuse(page, listPath, 429, 'rate_limited');
    await page.reload();
    await page.getByText('Too many requests').waitFor();
    await page.getByText('req-7f3a91').waitFor();
    await expectAccessible(page);
    await page.unrouteAll({ behavior: 'wait' });
    await button('Try again').click();
    await expect.poll(() => rows().count()).toBe(50);

    await refuse(page, listPath, 403, 'forbidden');
    await page.reload();
    await page.getByText('Your role does not open this').waitFor();
    await expect.poll(() => button('Try again').count()).toBe(0);
    await expectAccessible(page);
  });

  it('adds a person by hand, says what is wrong beside the field, and edits them', async () => {
    page = await open('standard', { path: '/prospects' });
    await rows().first().waitFor();
    await button('Add a person').click();
    const adding = dialog('Add a person');
    await adding.getByLabel('Phone').fill('12');
    await adding.getByRole('button', { name: 'Add person' }).click();
    const summary = adding.getByRole('alert');
    await summary.getByText('The phone number is not valid').waitFor();
    await expect.poll(() => summary.evaluate((box) => box === document.activeElement)).toBe(true);
    await summary.getByRole('link').click();
    await expect
      .poll(() => adding.getByLabel('Phone').evaluate((field) => field === document.activeElement))
      .toBe(true);
    await expectAccessible(page);
    await adding.getByLabel('Phone').fill('+447400999001');
    await adding.getByRole('button', { name: 'Add person' }).click();
    await summary.getByText('This person is here already').waitFor();
    await adding.getByLabel('Phone').fill('07400 999 002');
    await adding.getByLabel('First name').fill(' Wei ');
    await adding.getByLabel('Last name').fill('Chen');
    await adding.getByLabel('Country').fill('gb');
    await adding.getByRole('button', { name: 'Add person' }).click();
    await title('Wei Chen').waitFor();
    await page.getByText('+447400999002').first().waitFor();
    await page.getByText('Nothing was ever recorded: this person cannot be messaged.').waitFor();

    await button('Edit').click();
    const editing = dialog('Edit this person');
    await editing.getByLabel('E-mail').fill('wei');
    await editing.getByRole('button', { name: 'Save changes' }).click();
    await editing.getByText('Write the whole address, such as name@example.com.').first().waitFor();
    await editing.getByLabel('E-mail').fill('wei@example.com');
    await editing.getByLabel('Last name').fill('Tan');
    await editing.getByRole('button', { name: 'Save changes' }).click();
    await title('Wei Tan').waitFor();
    await page.getByText('wei@example.com').waitFor();
  });

  it('does not overwrite what somebody else changed in the meantime', async () => {
    const id = await add({ phone_number: '+447400999003', name: 'Farzana Khan', first_name: 'Farzana' });
    page = await open('standard', { path: `/prospects/${id}` });
    await button('Edit').click();
    const editing = dialog('Edit this person');
    await editing.getByLabel('Language').fill('EN');
    const { token } = await world.server.login('admin');
    const other = await world.server.ask('PATCH', `/api/v1/prospects/${id}`, {
      token,
      payload: { email: 'farzana@example.com' },
      headers: { 'if-match': '"1"' },
    });
    expect(other.statusCode).toBe(200);
    await editing.getByRole('button', { name: 'Save changes' }).click();
    await editing.getByText('Somebody changed this person in the meantime').waitFor();
    await expect.poll(() => editing.getByLabel('Language').inputValue()).toBe('English');
    await editing.getByRole('button', { name: 'Save changes' }).click();
    await expect.poll(() => editing.count()).toBe(0);
    const now = await world.ask<{ email: string; language: string }>('GET', `/prospects/${id}`);
    expect([now.email, now.language]).toEqual(['farzana@example.com', 'en']);
  });

  it('records consent and its withdrawal with the proof, and lets nobody grant over an opt-out', async () => {
    page = await open('standard', { path: `/prospects/${ids.oliver}` });
    await title('Oliver Smith').waitFor();
    const record = async (they: string, words: string) => {
      await button('Record').click();
      const window = dialog('Record what this person said');
      await choose(window, /^They/, they);
      await choose(window, /^on/, 'Signal');
      await choose(window, /Where they said it/, 'On the phone');
      await window.getByLabel('What exactly was agreed').fill(words);
      await window.getByRole('button', { name: /^Record / }).click();
    };
    const signal = page.getByRole('row', { name: /Signal/ });
    await signal.getByText('Nothing on record').first().waitFor();
    await record('agreed', 'Yes, write to me about funds');
    await signal.getByText('Yes', { exact: true }).waitFor();
    await page.getByText('Yes, write to me about funds').waitFor();
    await page.getByText('On the phone').waitFor();
    await expectAccessible(page);
    await record('withdrew', 'Please stop');
    await signal.getByText('No', { exact: true }).waitFor();
    await page.getByText('Please stop').waitFor();
    await page.getByRole('list').getByText('Consent withdrawn').first().waitFor();
    // Both entries stay: what was agreed is not erased by what came later.
    await page.getByText('Yes, write to me about funds').waitFor();
    await record('agreed', 'They changed their mind, I think');
    await dialog('Record what this person said').getByText('This person opted out').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => signal.getByText('Yes', { exact: true }).count()).toBe(0);
  });

  it('9: timeline tabs show what was said, what changed, or both, and survive reload', async () => {
    const [person] = await world.people(1, ['signal']);
    const id = person?.id ?? '';
    const serving = await world.serve();
    try {
      page = await open('standard', { path: `/prospects/${id}` });
      await button('Edit').click();
      await dialog('Edit this person').getByLabel('E-mail').fill('amina@example.com');
      await dialog('Edit this person').getByRole('button', { name: 'Save changes' }).click();
      await page.getByText('Record changed').waitFor();
      await button('Write a message').click();
      const writing = dialog('Write a message');
      await writing.getByLabel('Message', { exact: true }).fill('Your statement is ready.');
      await writing.getByRole('button', { name: 'Send to 1 person' }).click();
      await page.getByText('Message on its way').waitFor();
      await expect
        .poll(
          async () => {
            const timeline = await world.ask<{ items: { action_type: string }[] }>(
              'GET',
              `/prospects/${id}/timeline`,
            );
            return timeline.items.map((one) => one.action_type);
          },
          { timeout: 45_000 },
        )
        .toContain('message.sent');
    } finally {
      await serving.stop();
    }
    await page.reload();
    const said = page.getByText('Your statement is ready.').first();
    const changed = page.getByText('Record changed');
    await said.waitFor();
    await changed.waitFor();
    await page.getByRole('listitem').filter({ has: said }).getByRole('button', { name: 'Why?' }).click();
    const decision = page.getByRole('region', { name: 'Decision' });
    await decision.getByRole('heading', { name: 'Allowed', exact: true }).waitFor();
    await decision.getByText('Consent on record for this channel and purpose').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Activity' }).click();
    await page.waitForURL(/tab=activity/);
    await expect.poll(() => changed.count()).toBe(0);
    await said.waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    await expect.poll(() => said.count()).toBe(0);
    await page.reload();
    await changed.waitFor();
    await expect
      .poll(() => page.getByRole('tab', { name: 'History' }).getAttribute('aria-selected'))
      .toBe('true');
    await expect.poll(() => said.count()).toBe(0);
  });

  it('10: a person who is not there, a card that fails and a timeline that fails each say so', async () => {
    page = await open('standard', { path: '/prospects/00000000-0000-4000-8000-000000000000' });
    await page.getByText('This person is not here').waitFor();
    await expectAccessible(page);
    for (const path of [/\/consents$/, /\/identities$/, /\/timeline/])
      await refuse(page, path, 429, 'rate_limited');
    await page.goto(`/prospects/${ids.tanvir}`);
    await title('তানভীর আক্তার').waitFor();
    await expect.poll(() => button('Try again').count()).toBe(3);
    await page.getByText('req-7f3a91').waitFor();
    await expectAccessible(page);
    await page.unrouteAll({ behavior: 'wait' });
    for (let left = 3; left > 0; left--) {
      await button('Try again').first().click();
      await expect.poll(() => button('Try again').count()).toBe(left - 1);
    }
    await page.getByRole('row', { name: /WhatsApp/ }).waitFor();
  });

  it('6: finds, filters and opens a person, and records a consent, with the keyboard alone', async () => {
    page = await open('standard', { path: '/prospects' });
    await rows().first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('begum');
    await expect.poll(() => rows().count()).toBe(1);
    // Typed into the field, `c` and `f` are letters.
    await page.keyboard.type(' cf');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Escape');
    await expect.poll(() => rows().count()).toBe(50);
    await page.keyboard.type('Rahima');
    await page.keyboard.press('Enter');
    await expect.poll(() => rows().count()).toBe(1);
    const link = page.getByRole('table').getByRole('link', { name: 'Rahima Begum' });
    await tabTo(page, link);
    await expectFocusSeen(page);
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    await title('Rahima Begum').waitFor();
    await tabTo(page, button('Record'));
    await expectFocusSeen(page);
    await page.keyboard.press('Enter');
    const window = dialog('Record what this person said');
    await window.waitFor();
    await tabTo(page, window.getByLabel('What exactly was agreed'));
    await page.keyboard.type('Signed form of 3 May');
    await tabTo(page, window.getByRole('button', { name: 'Record consent' }));
    await expectFocusSeen(page);
    await page.keyboard.press('Enter');
    await expect.poll(() => window.count()).toBe(0);
    await page.getByText('Signed form of 3 May').waitFor();
    // Back where it was opened from, not at the top of the page.
    await expect.poll(() => button('Record').evaluate((one) => one === document.activeElement)).toBe(true);
  });

  it('compliance reads everything and changes nothing', async () => {
    page = await open('compliance', { path: '/prospects' });
    await rows().first().waitFor();
    for (const name of ['Add a person', 'Edit', 'Record', 'Write a message'])
      await expect.poll(() => button(name).count()).toBe(0);
    await expect
      .poll(() => page.getByRole('main').getByRole('link', { name: 'Import contacts' }).count())
      .toBe(0);
    await page.keyboard.press('c');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.goto(`/prospects/${ids.oliver}`);
    await title('Oliver Smith').waitFor();
    await page.getByText('Please stop').waitFor();
    for (const name of ['Edit', 'Record', 'Write a message', 'More actions'])
      await expect.poll(() => button(name).count()).toBe(0);
    await expectAccessible(page);
    const saving = page.waitForEvent('download');
    await button('A page to read').click();
    const file = await saving;
    expect(file.suggestedFilename()).toBe('Oliver Smith.html');
    expect(await readFile(await file.path(), 'utf8')).toContain('Please stop');
    await page.getByText('The audit trail says that you took it').waitFor();
  });

  it('deletes a person nobody wrote to, after saying what that removes', async () => {
    const id = await add({ phone_number: '+447400999004', name: 'Amelia Gone' });
    page = await open('admin', { path: `/prospects/${id}` });
    await title('Amelia Gone').waitFor();
    await button('More actions').click();
    await page.getByRole('menuitem', { name: 'Delete this person' }).click();
    const asking = dialog('Delete this person?');
    await expect.poll(() => asking.getByRole('button', { name: 'Go back' }).evaluate((one) => one === document.activeElement)).toBe(true); // prettier-ignore
    await asking.getByRole('button', { name: 'Delete person' }).click();
    await page.waitForURL(/\/prospects$/);
    await page.getByText('Person deleted').waitFor();
    await page.goto(`/prospects/${id}`);
    await page.getByText('This person is not here').waitFor();
  });

  it.each(looks)('5, 30: fits and reads well: $language, $theme, $width px', async (look) => {
    await prefer(world, 'standard', look);
    try {
      page = await open('standard', {
        path: '/prospects?country=BD&sort=name',
        viewport: { width: look.width, height: 800 },
      });
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(look.language);
      await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe(look.theme);
      const check = async () => {
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        if (look.language === 'bn') expect(await latinWords(page, names)).toEqual([]);
      };
      const rahima = page.getByRole('link', { name: 'Rahima Begum' }).filter({ visible: true });
      await rahima.waitFor();
      await check();
      await page.keyboard.press('f');
      await page.getByRole('dialog').waitFor();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await rahima.click();
      await title('Rahima Begum').waitFor();
      await page.getByText('Signed form of 3 May').waitFor();
      await check();
    } finally {
      await prefer(world, 'standard', { language: 'en', theme: 'light' });
    }
  });
});

/** Names of people and channels, codes and what somebody typed: data, the same in every language. */
const names =
  'Rahima Begum WhatsApp Telegram Signal iMessage Test standard Signed form of May Asia/Dhaka GMT';
