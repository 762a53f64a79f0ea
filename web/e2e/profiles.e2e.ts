// Profiles in the built dashboard: made, seen as each app shows them, refused with the place of the fault, kept as versions, and what
// happens when two people save.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuse } from './support/campaign-helpers.ts';
import { eventsOf } from './support/flagged-messages.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  openBrowser,
  patienceMs,
} from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

type Profile = { id: string; name: string; version: number; branding_config: { logos: object } };
let browser: Browser;
let world: RealDashboard;
let page: DashboardPage;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  const [person] = await world.people(1, ['signal']);
  await world.rt.db
    .updateTable('prospects')
    .set({ name: 'ليلى حداد', first_name: 'ليلى', last_name: 'حداد', language: 'ar' })
    .where('id', '=', person?.id ?? '')
    .execute();
  page = await world.page('standard', { path: '/profiles', viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(patienceMs);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** As the portfolio manager, on the version they have seen. */
async function write<T>(method: 'PATCH' | 'PUT', url: string, payload: object, version: number): Promise<T> {
  const { token } = await world.server.login('standard');
  const headers = { 'if-match': `"${version}"` };
  const answer = await world.server.ask(method, `/api/v1${url}`, { token, payload, headers });
  expect(answer.statusCode).toBe(200);
  return answer.json<T>();
}

const profiles = async () => (await world.ask<{ items: Profile[] }>('GET', '/profiles')).items;
const field = (name: string) => page.locator('#main').getByLabel(name, { exact: true });
const save = () => page.getByRole('button', { name: /Make this profile|Save as a further version/ });
const saved = () => page.getByText('Everything is saved.').waitFor();
const preview = (channel: string) => page.locator(`[data-preview="${channel}"]`);

describe('a profile', () => {
  it('is made from nothing, refused with the channel that lacks a text, and seen as it would be sent', async () => {
    await page.getByText('No profile yet').waitFor();
    await page.keyboard.press('c');
    await field('Name').fill('عائلات دبي');
    await field('Language').fill('Arabic');
    await field('Text').fill('عزيزتي ');
    // Bold stays off as long as one of its channels cannot show it.
    const bold = page.getByRole('toolbar', { name: 'Tools for Text' }).getByRole('button', { name: 'Bold' });
    expect(await bold.getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: 'Write own words' }).nth(2).click();
    await field('Text').focus();
    await page.keyboard.press('Control+End');
    for (const typed of ['{{ first_name }}', '، هل نتحدث هذا الأسبوع؟']) {
      await page.keyboard.press('Control+b');
      await page.keyboard.insertText(typed);
    }
    await field('Where its readers live').fill('United Arab Emirates');
    await expect.poll(() => preview('telegram').innerText()).toBe('عزيزتي ليلى، هل نتحدث هذا الأسبوع؟');
    expect(
      await preview('telegram')
        .locator('span')
        .evaluate((one) => getComputedStyle(one).fontWeight),
    ).toBe('700');
    // What an app with a rule of its own makes of the line's direction.
    expect(await preview('signal').evaluate((one) => getComputedStyle(one).direction)).toBe('rtl');
    expect(await preview('imessage').innerText()).toBe('عزيزتي');
    // Back among the others it is said what it cannot show.
    await page.getByRole('button', { name: 'Use the text above' }).click();
    await expect.poll(() => preview('imessage').innerText()).toBe('عزيزتي ليلى، هل نتحدث هذا الأسبوع؟');
    await expectAccessible(page);
    await save().click();
    const alert = page.getByRole('alert');
    await alert.getByRole('link', { name: 'WhatsApp: Nothing is written for it yet.' }).waitFor();
    expect(await profiles()).toEqual([]);
    await page.getByRole('button', { name: 'Write words for WhatsApp' }).click();
    await save().click();
    await page.getByRole('tab', { name: 'Versions' }).waitFor();
    expect(await profiles()).toMatchObject([
      {
        name: 'عائلات دبي',
        language: 'ar',
        messaging_templates: { signal: { kind: 'text', format: 'rich' } },
        compliance_rules: { jurisdiction: 'AE', rules: [] },
        missing_channels: [],
      },
    ]);
    expect(await eventsOf(world, 'profile.created')).toHaveLength(1);
  });

  it('says while one writes what would be refused, and puts a line where it lacks', async () => {
    await field('Text').fill('عزيزتي {{ first_name }');
    await page
      .getByText(/Something between the braces is not right/)
      .first()
      .waitFor();
    await field('Text').fill('عزيزتي {{ nick_name }}');
    await page
      .getByText(/nick_name/)
      .first()
      .waitFor();
    await field('Text').fill('عزيزتي {{ first_name }}');
    await page.getByRole('button', { name: 'A line every text has to contain' }).click();
    await field('Line every text contains (1)').fill('الاستثمار ينطوي على مخاطر');
    await page.getByText('This line has to be in it').first().waitFor();
    await page.getByRole('button', { name: 'Put it at the end of the texts that lack it' }).click();
    await expect
      .poll(async () => (await field('Text').locator('p').allInnerTexts()).map((one) => one.trim()))
      .toEqual(['عزيزتي First name', '', 'الاستثمار ينطوي على مخاطر']);
    await field('WhatsApp').fill('عزيزتي {{ first_name }} الاستثمار ينطوي على مخاطر');
    await save().click();
    await saved();
    await page.getByText('Version 2').waitFor();
  });

  it('a channel has its own words when it is given some, and follows the others again', async () => {
    await page.getByRole('button', { name: 'Write own words' }).nth(1).click();
    await field('Signal').fill('على سيغنال: الاستثمار ينطوي على مخاطر');
    await expect.poll(() => preview('signal').innerText()).toMatch(/^على سيغنال/);
    await page.getByRole('button', { name: 'Use the text above' }).click();
    await expect.poll(() => preview('signal').innerText()).toMatch(/^عزيزتي/);
    await saved();
  });

  it('colours that are hard to read are told apart from those that are not, and nothing keeps them from being saved', async () => {
    await field('Main colour').fill('#f5f5f0');
    await page.getByText(/hard to read on its background/).waitFor();
    await field('Main colour').fill('#7a1f3d');
    await page.getByText(/hard to read on its background/).waitFor({ state: 'detached' });
    await field('Main colour').fill('red');
    await page.getByText('Write it as # and six digits or letters a to f.').waitFor();
    expect(await save().isEnabled()).toBe(true);
    await page.getByRole('button', { name: 'Undo my changes' }).click();
    await saved();
  });

  it('leaving with something unsaved asks first', async () => {
    await field('Name').fill('Something else');
    page.once('dialog', (dialog) => void dialog.dismiss());
    await page.getByRole('link', { name: 'Profiles' }).last().click();
    expect(await field('Name').inputValue()).toBe('Something else');
    await page.getByRole('button', { name: 'Undo my changes' }).click();
    await saved();
  });
});

describe('logos', () => {
  it('are refused with the reason, sent with what is typed kept, and shown in place of the letter', async () => {
    const chooser = page.getByLabel('Logo on light', { exact: true }).locator('input[type=file]');
    await chooser.setInputFiles({
      name: 'logo.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from('<svg/>'),
    });
    await page.getByText('“logo.svg” is no PNG, JPEG or WebP. Save it as one of these.').waitFor();
    await chooser.setInputFiles({ name: 'huge.png', mimeType: 'image/png', buffer: Buffer.alloc(600_000) });
    await page.getByText(/“huge.png” has 586 kB; at most 512 kB are taken/).waitFor();
    await chooser.setInputFiles({
      name: 'none.png',
      mimeType: 'image/png',
      buffer: Buffer.from('not a picture'),
    });
    await page.getByText('This file is no picture that can be used').waitFor();
    await field('Name').fill('عائلات الإمارات');
    // Any picture will do: one of this page.
    const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 90, height: 60 } });
    await chooser.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: picture });
    await page.getByRole('img', { name: 'Logo on light' }).waitFor();
    expect(await field('Name').inputValue()).toBe('عائلات الإمارات');
    const [profile] = await profiles();
    expect(profile).toMatchObject({
      name: 'عائلات دبي',
      version: 3,
      branding_config: { logos: { light: expect.any(String) as string } },
    });
    await save().click();
    await page.getByText('Version 4').waitFor();
    await expectAccessible(page);
  });
});

describe('versions', () => {
  it('say who changed what, and an old one can be restored', async () => {
    await page.getByRole('tab', { name: /Versions/ }).click();
    await page.getByRole('heading', { name: 'Version 4 compared with 3' }).waitFor();
    const list = page.getByRole('list', { name: 'Versions' });
    expect(await list.getByRole('listitem').first().innerText()).toMatch(/Version 4\s+Test standard\s+Name/);
    expect(
      await page
        .getByRole('listitem')
        .filter({ has: page.getByLabel('New') })
        .allInnerTexts(),
    ).toEqual([expect.stringContaining('عائلات الإمارات')]);
    await expectAccessible(page);
    await list.getByRole('button', { name: /Version 1/ }).click();
    await page.getByRole('button', { name: 'Restore this version' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore version 1' }).click();
    await page.getByRole('heading', { name: 'Version 5 compared with 4' }).waitFor();
    expect(await profiles()).toMatchObject([
      { name: 'عائلات دبي', version: 5, branding_config: { logos: {} } },
    ]);
    await page.getByRole('tab', { name: 'Profile', exact: true }).click();
    await expect.poll(() => field('Name').inputValue()).toBe('عائلات دبي');
  });

  it('somebody else’s save is told, with what both changed, and neither is lost', async () => {
    const [one] = await profiles();
    const change = (body: object, version: number) =>
      write<Profile>('PATCH', `/profiles/${one?.id}`, body, version);
    await change({ language: 'en' }, 5);
    await field('Name').fill('Mine');
    await save().click();
    const notice = page.getByRole('alert').filter({ hasText: 'Not saved' });
    await notice.getByText('You changed other parts.').waitFor();
    expect(await notice.innerText()).toMatch(
      /Test standard saved another version.*What they changed: Language\./s,
    );
    expect(await field('Language').inputValue()).toBe('English');
    await expectAccessible(page);
    await notice.getByRole('button', { name: 'Save mine on top' }).click();
    await page.getByText('Version 7').waitFor();
    expect(await profiles()).toMatchObject([{ name: 'Mine', language: 'en', version: 7 }]);

    await change({ name: 'Theirs' }, 7);
    await field('Name').fill('Mine again');
    await save().click();
    await notice.getByText('You changed the same: Name.').waitFor();
    await notice.getByRole('button', { name: 'Take theirs, let mine go' }).click();
    await saved();
    expect(await field('Name').inputValue()).toBe('Theirs');
  });
});

describe('switching, copying, deleting', () => {
  const menu = (name: string) => page.getByRole('button', { name: `Actions for ${name}`, exact: true });

  it('says what follows, and does not delete what a campaign names', async () => {
    await menu('Theirs').click();
    await page.getByRole('menuitem', { name: 'Switch off' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Campaigns that run go on with it as they were started.').waitFor();
    await dialog.getByRole('button', { name: 'Switch off' }).click();
    await page.locator('#main').getByText('Switched off', { exact: true }).waitFor();
    await menu('Theirs').click();
    await page.getByRole('menuitem', { name: 'Make active again' }).click();
    await page.locator('#main').getByText('Active', { exact: true }).waitFor();
    // Switched here, not by somebody else: the next save is none of a conflict.
    await field('Name').fill('Ours');
    await save().click();
    await saved();

    const [one] = await profiles();
    const campaign = await world.ask<{ id: string; version: number }>('POST', '/campaigns', {
      name: 'Spring',
    });
    await write(
      'PUT',
      `/campaigns/${campaign.id}/profiles`,
      { profile_ids: [one?.id], default_profile_id: null },
      campaign.version,
    );
    await page.goto('/profiles');
    await page.getByText('In 1 campaign').waitFor();
    await menu('Ours').click();
    await page.getByRole('menuitem', { name: 'Copy' }).click();
    await page.getByRole('heading', { name: 'Ours (copy)' }).waitFor();
    await page.goto('/profiles');
    await menu('Ours').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await dialog.getByText(/1 campaign names it/).waitFor();
    expect(await dialog.getByRole('button', { name: 'Delete profile' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Go back' }).click();
    await menu('Ours (copy)').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Delete profile' }).click();
    await expect.poll(async () => (await eventsOf(world, 'profile.deleted')).length).toBe(1);
    await dialog.waitFor({ state: 'detached' });
    await menu('Ours').waitFor();
    expect(await menu('Ours (copy)').count()).toBe(0);
  });
});

describe('the list', () => {
  it('9. search and filters stand in the address and survive a reload', async () => {
    await page.goto('/profiles?q=nothing%20like%20it&state=off');
    await page.getByText('Nothing matches').waitFor();
    await page.reload();
    await page.getByText('Nothing matches').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('nothing like it');
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await page.getByRole('link', { name: 'Ours', exact: true }).waitFor();
  });

  it('10. failed, gone and read-only are told apart', async () => {
    await page.route('**/api/v1/profiles?*', refuse(500, 'internal'));
    await page.goto('/profiles');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.unroute('**/api/v1/profiles?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'Ours', exact: true }).waitFor();
    await page.goto('/profiles/00000000-0000-4000-8000-000000000001');
    await page.getByText('This profile is not here').waitFor();
    const reader = await world.page('compliance', { path: '/profiles' });
    await reader.getByRole('link', { name: 'Ours', exact: true }).click();
    await reader.getByRole('tab', { name: 'Profile', exact: true }).waitFor();
    expect(await reader.getByLabel('Name', { exact: true }).isDisabled()).toBe(true);
    expect(await reader.getByRole('button', { name: /Save|Actions for/ }).count()).toBe(0);
    const text = reader.getByRole('textbox', { name: 'Text', exact: true });
    expect(await text.getAttribute('contenteditable')).toBe('false');
    expect(await reader.getByRole('toolbar').count()).toBe(0);
    await reader.goto('/profiles/new');
    await reader.getByText('Your role reads profiles').waitFor();
    await expectNoSidewaysScroll(reader);
    expectNoComplaints(reader);
    await reader.context().close();
  });

  it('nothing complained on the way', () => expectNoComplaints(page));
});
