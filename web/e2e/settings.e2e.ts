// Settings in the built dashboard on the real server: own account, sessions, people, workspace, stops, looks, keys.
import type { Role } from '@sampark/contracts/domain.ts';
import { optOutLines } from '@sampark/contracts/opt-out-line.ts';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { hashPassword } from '../../server/src/users/passwords.ts';
import { createUser } from '../../server/test/support/server.ts';
import { expectAccessible, patienceMs } from './support/pages.ts';
import type { DashboardPage, RealDashboard } from './support/real-dashboard.ts';
import { useDashboard } from './support/use-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
const password = 'four unrelated words';

const { opened } = useDashboard((given, chromium) => {
  world = given;
  browser = chromium;
});

async function open(role: Role, section: string, more: Parameters<RealDashboard['page']>[1] = {}) {
  const page = await world.page(role, { path: `/settings?section=${section}`, ...more });
  opened.push(page);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const cap = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const save = (page: Page) => page.getByRole('button', { name: 'Save changes' });
const summary = (page: Page) => page.getByRole('alert');
const region = (page: Page, name: string) => page.getByRole('region', { name });
const sessionsTab = (page: Page) => page.getByRole('tab', { name: 'Sessions' });
/** By its next request: what the page asks for by itself, or the press, whichever is first. */
async function noticesTheEnd(page: Page): Promise<void> {
  const ended = page.getByRole('dialog', { name: 'Your session has ended.' });
  await expect
    .poll(async () => {
      if (!(await ended.isVisible()))
        await sessionsTab(page)
          .click({ timeout: 1_000 })
          .catch(() => undefined);
      return ended.isVisible();
    })
    .toBe(true);
}
const lang = (page: Page) => page.evaluate(() => document.documentElement.lang);
const theme = (page: Page) => page.evaluate(() => document.documentElement.dataset.theme);

async function signIn(page: Page, email: string, secret = password): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await field(page, 'Password').fill(secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Somebody of their own, whom no other test changes. */
async function addUser(role: Role, name: string) {
  return createUser(world.rt, {
    ...{ workspace_id: world.server.workspace.id, role, name },
    email: `${randomUUID().slice(0, 8)}@example.test`,
    password_hash: await hashPassword(password),
  });
}

/** A page of this person, who has no page yet. */
async function openAs(email: string, path: string): Promise<DashboardPage> {
  const context = await browser.newContext({
    baseURL: world.baseUrl,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(patienceMs);
  const page = Object.assign(await context.newPage(), { complaints: [] as string[] });
  page.on('pageerror', (error) => page.complaints.push(error.message));
  opened.push(page);
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  await signIn(page, email);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

describe('my account', () => {
  it('keeps a new name and score threshold, and says which number is none', async () => {
    const page = await open('standard', 'me');
    await expect.poll(() => save(page).getAttribute('aria-disabled')).toBe('true');
    await field(page, 'Name').fill('Peter Moss');
    await field(page, 'Tell me about people with a score from').fill('95');
    await save(page).click();
    await summary(page).getByRole('link', { name: 'Enter a whole number from 50 to 90' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('me-score');
    await expectAccessible(page);
    // Either kind of digits.
    await page.keyboard.press('Control+A');
    await page.keyboard.type('৮০');
    await page.keyboard.press('Enter');
    await page.getByText('Saved').waitFor();
    await page.getByRole('button', { name: 'Account of Peter Moss' }).waitFor();
    await page.reload();
    await expect.poll(() => field(page, 'Tell me about people with a score from').inputValue()).toBe('80');
    await expect.poll(() => field(page, 'Name').inputValue()).toBe('Peter Moss');
  });

  it('changes the password: not with a wrong present one, not to a weak one, and every other session ends', async () => {
    const user = await addUser('standard', 'Nadia Karim');
    const other = await openAs(user.email, '/settings?section=keys');
    const page = await openAs(user.email, '/settings');
    const change = () => page.getByRole('button', { name: 'Change password' }).click();
    await field(page, 'Present password').fill('not this one at all');
    await field(page, 'New password').fill('marble otter quiet lamp');
    await change();
    await summary(page).getByText('The present password is not right').waitFor();
    await summary(page).getByRole('link').click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('current-password');
    await field(page, 'Present password').fill(password);
    await field(page, 'New password').fill('short');
    await change();
    await summary(page).getByText('This password is too easy to guess').waitFor();
    await expect.poll(() => field(page, 'New password').getAttribute('aria-invalid')).toBe('true');
    await expectAccessible(page);
    await field(page, 'New password').fill('marble otter quiet lamp');
    await change();
    await page.getByText('Password changed. Every other session has ended.').waitFor();
    await expect.poll(() => field(page, 'Present password').inputValue()).toBe('');
    await noticesTheEnd(other);
    // The old password is worth nothing any more; the new one opens the page again.
    await other.getByLabel('Password', { exact: true }).fill(password);
    await other.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.getByText('E-mail or password is wrong').waitFor();
    await other.getByLabel('Password', { exact: true }).fill('marble otter quiet lamp');
    await other.getByRole('button', { name: 'Sign in', exact: true }).click();
    await sessionsTab(other).click();
    await other.getByText('This one').waitFor();
  });
});

describe('sessions', () => {
  it('lists them, ends one, and signs out everywhere', async () => {
    const user = await addUser('compliance', 'Clara Osei');
    const first = await openAs(user.email, '/settings?section=keys');
    const page = await openAs(user.email, '/settings?section=sessions');
    const rows = region(page, 'Where you are signed in').getByRole('listitem');
    await expect.poll(() => rows.count()).toBe(2);
    await rows.filter({ hasText: 'This one' }).getByText('Chrome, Linux').waitFor();
    await page.getByRole('button', { name: 'End it' }).click();
    await expect.poll(() => rows.count()).toBe(1);
    await noticesTheEnd(first);

    const everywhere = region(page, 'Where you are signed in').getByRole('button', {
      name: 'Sign out everywhere',
    });
    await everywhere.click();
    const ask = page.getByRole('dialog', { name: 'Sign out everywhere?' });
    await ask.getByRole('button', { name: 'Go back' }).click();
    await expect.poll(() => rows.count()).toBe(1);
    await everywhere.click();
    await ask.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.waitForURL('**/sign-in');
    await page.goto('/settings');
    await page.waitForURL('**/sign-in?next=*');
    const left = await world.rt.db
      .selectFrom('sessions')
      .select('id')
      .where('user_id', '=', user.id)
      .where('revoked_at', 'is', null)
      .execute();
    expect(left).toEqual([]);
  });
});

describe('API keys', () => {
  it('makes one that is shown once and works, and revokes it', async () => {
    const page = await open('standard', 'api-keys');
    await page.getByText('No keys yet').waitFor();
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Make an API key' });
    await dialog.getByLabel('What it is for').fill('Nightly report');
    await dialog.getByRole('checkbox', { name: 'See people, imports and consents' }).click();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    const key = (await dialog.locator('code').textContent()) ?? '';
    const asked = () =>
      fetch(new URL('/api/v1/prospects', world.baseUrl), { headers: { authorization: `Bearer ${key}` } });
    expect((await asked()).status).toBe(200);
    await dialog.getByRole('button', { name: 'Done' }).click();
    const row = region(page, 'API keys').getByRole('listitem').filter({ hasText: 'Nightly report' });
    await row.getByText('never used').waitFor();
    expect(await row.textContent()).not.toContain(key);
    await row.getByRole('button', { name: 'Revoke Nightly report' }).click();
    const ask = page.getByRole('dialog', { name: 'Revoke this key?' });
    await ask.getByRole('button', { name: 'Revoke', exact: true }).click();
    await row.getByText('Revoked').waitFor();
    expect((await asked()).status).toBe(401);
  });
});

describe('users', () => {
  const row = (page: Page, email: string) =>
    region(page, 'Users').getByRole('listitem').filter({ hasText: email });

  it('invites by a link shown once, which brings somebody in', async () => {
    const email = `${randomUUID().slice(0, 8)}@example.test`;
    const page = await open('admin', 'users');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
    await dialog.getByLabel('E-mail').fill('nobody');
    await dialog.getByRole('button', { name: 'Make the invitation' }).click();
    await dialog.getByRole('link', { name: 'Enter a whole e-mail address' }).waitFor();
    await dialog.getByLabel('E-mail').fill(email);
    await dialog.getByRole('combobox').click();
    await page.getByRole('option', { name: 'Compliance' }).click();
    await dialog.getByText('Reads everything, reviews flags, launches nothing').waitFor();
    await dialog.getByRole('button', { name: 'Make the invitation' }).click();
    await dialog.getByText('It is shown only now, and counts once.').waitFor();
    await expectAccessible(page);
    const link = (await dialog.locator('code').textContent()) ?? '';
    await dialog.getByRole('button', { name: 'Done' }).click();
    const waiting = region(page, 'Open invitations').getByRole('listitem').filter({ hasText: email });
    await waiting.getByText('Compliance').waitFor();
    expect(await page.content()).not.toContain(link);

    const context = await browser.newContext({ baseURL: world.baseUrl, locale: 'en-GB' });
    const guest = await context.newPage();
    await guest.goto(link);
    await guest.getByLabel('Your name').fill('Rina Das');
    await field(guest, 'Password').fill('marble otter quiet lamp');
    await guest.getByRole('button', { name: 'Join the workspace' }).click();
    await guest.getByRole('button', { name: 'Account of Rina Das' }).waitFor();
    // It counts once.
    await guest.goto(link);
    await guest.getByLabel('Your name').fill('Somebody Else');
    await field(guest, 'Password').fill('marble otter quiet lamp');
    await guest.getByRole('button', { name: 'Join the workspace' }).click();
    await guest.getByText('This invitation has expired, was withdrawn or was used').waitFor();
    await context.close();

    await page.reload();
    await row(page, email).getByText('Rina Das').first().waitFor();
    await expect.poll(() => waiting.count()).toBe(0);
  });

  it('withdraws an invitation', async () => {
    const email = `${randomUUID().slice(0, 8)}@example.test`;
    const { token } = await world.server.login('admin');
    await world.server.ask('POST', '/api/v1/invitations', { token, payload: { email, role: 'standard' } });
    const page = await open('admin', 'users');
    const waiting = region(page, 'Open invitations').getByRole('listitem').filter({ hasText: email });
    await waiting.getByRole('button', { name: 'Withdraw' }).click();
    await waiting.waitFor({ state: 'detached' });
    const list = await world.server.ask('GET', '/api/v1/invitations', { token });
    expect(list.json<{ items: object[] }>().items).toContainEqual(
      expect.objectContaining({ email, status: 'withdrawn' }),
    );
  });

  it('changes a role and switches somebody off, whose session ends at once', async () => {
    const user = await addUser('standard', 'Tomas Berg');
    const theirs = await openAs(user.email, '/settings?section=me');
    const page = await open('admin', 'users');
    await page.getByRole('searchbox', { name: 'Name or e-mail' }).fill('tomas');
    await page.waitForURL('**/settings?section=users&q=tomas');
    await expect.poll(() => region(page, 'Users').getByRole('listitem').count()).toBe(1);
    await page.reload();
    await row(page, user.email).getByText('last here').waitFor();
    await row(page, user.email).getByRole('combobox').selectOption({ label: 'Compliance' });
    const now = () =>
      world.rt.db.selectFrom('users').select(['role', 'status']).where('id', '=', user.id).executeTakeFirst();
    await expect.poll(now).toEqual({ role: 'compliance', status: 'active' });

    await row(page, user.email).getByRole('button', { name: 'Switch off' }).click();
    const ask = page.getByRole('dialog', { name: 'Switch off Tomas Berg?' });
    await ask.getByText('They are signed out everywhere at once').waitFor();
    await expectAccessible(page);
    await ask.getByRole('button', { name: 'Switch off' }).click();
    await row(page, user.email).getByText('Switched off').waitFor();
    await noticesTheEnd(theirs);
    const ended = theirs.getByRole('dialog', { name: 'Your session has ended.' });
    await ended.getByLabel('Password', { exact: true }).fill(password);
    await ended.getByRole('button', { name: 'Sign in', exact: true }).click();
    await ended.getByRole('alert').waitFor();
    await row(page, user.email).getByRole('button', { name: 'Switch on' }).click();
    await row(page, user.email).getByText('Switched off').waitFor({ state: 'detached' });
    await ended.getByRole('button', { name: 'Sign in', exact: true }).click();
    await ended.waitFor({ state: 'detached' });

    await page.getByRole('searchbox', { name: 'Name or e-mail' }).fill('nobody is called this');
    await page.getByText('Nothing matches').waitFor();
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await row(page, user.email).waitFor();
  });

  it('the last administrator can be neither switched off nor given another role', async () => {
    const page = await open('admin', 'users');
    const { user, token } = await world.server.login('admin');
    await row(page, user.email).getByText('Administrator', { exact: true }).waitFor();
    await expect
      .poll(() =>
        row(page, user.email)
          .getByRole('button', { name: /Switch/ })
          .count(),
      )
      .toBe(0);
    await expect.poll(() => row(page, user.email).getByRole('combobox').count()).toBe(0);
    const me = await world.server.ask('GET', '/api/v1/me', { token });
    for (const payload of [{ status: 'disabled' }, { role: 'standard' }]) {
      const answer = await world.server.ask('PATCH', `/api/v1/users/${user.id}`, {
        ...{ token, payload },
        headers: { 'if-match': `"${me.json<{ version: number }>().version}"` },
      });
      expect(answer.json()).toMatchObject({ code: 'last_admin' });
    }
    // Whoever meets it is told in words.
    const other = await addUser('admin', 'Second Admin');
    await page.reload();
    await page.route(`**/api/v1/users/${other.id}`, async (route) => {
      const refused = { code: 'last_admin', status: 409, title: 'x', remedy: 'y', request_id: 'r-1' };
      await route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: JSON.stringify(refused),
      });
    });
    await row(page, other.email).getByRole('combobox').selectOption({ label: 'Compliance' });
    await row(page, other.email).getByText('A workspace needs at least one administrator').waitFor();
    await expect.poll(() => row(page, other.email).getByRole('combobox').inputValue()).toBe('admin');
  });
});

describe('the workspace', () => {
  const stored = async () => (await world.ask<{ settings: unknown }>('GET', '/workspace')).settings;

  it('keeps quiet hours, caps and words that stop messages', async () => {
    const page = await open('admin', 'workspace');
    await page.getByRole('switch', { name: 'Keep quiet hours' }).check();
    await field(page, 'From').fill('20:30');
    await field(page, 'Until').fill('08:15');
    await cap(page, 'Marketing').fill('many');
    await field(page, 'Country of numbers without a country code').fill('Atlantis');
    await save(page).click();
    await summary(page)
      .getByRole('link', { name: 'Enter a whole number from 0 to 10,000 for marketing' })
      .waitFor();
    await summary(page).getByRole('link', { name: 'Choose a country: there is none of this name' }).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Bangladesh');
    await cap(page, 'Marketing').fill('৪');
    await cap(page, 'Coaching').fill('5');
    await page.getByText('stop · stop all').waitFor();
    await field(page, 'Words of your own').fill('stop\n\n  basta  \nবন্ধ');
    await save(page).click();
    await page.getByText('Saved').waitFor();
    expect(await stored()).toEqual({
      quiet_hours: { enabled: true, start: '20:30', end: '08:15' },
      weekly_caps: { marketing: 4, coaching: 5 },
      opt_out_keywords: ['basta'],
      opt_out_line: { purposes: [] },
      // Those of the sample workspace, as they were.
      jurisdictions: [],
    });
    await page.reload();
    await expect.poll(() => field(page, 'Words of your own').inputValue()).toBe('basta');
    await expect
      .poll(() => field(page, 'Country of numbers without a country code').inputValue())
      .toBe('Bangladesh');
  });

  it('says which campaigns end with how to stop them, how that reads, and which countries want it', async () => {
    const page = await open('admin', 'workspace');
    const card = region(page, 'The line that says how to stop');
    const tick = (name: string) => card.getByRole('checkbox', { name });
    for (const line of Object.values(optOutLines)) await card.getByText(line).waitFor();
    await card.getByText('None so far.').waitFor();
    await expect.poll(() => tick('Marketing').isChecked()).toBe(false);
    await tick('Coaching').focus();
    await page.keyboard.press('Space');
    await tick('Marketing').check();
    await tick('Service').check();
    await tick('Service').uncheck();
    await save(page).click();
    await page.getByText('Saved').waitFor();
    expect(await stored()).toMatchObject({ opt_out_line: { purposes: ['marketing', 'coaching'] } });
    await page.reload();
    await expect.poll(() => tick('Coaching').isChecked()).toBe(true);
    await expectAccessible(page);
    await card.getByRole('link', { name: 'Rules of countries' }).click();
    await page.getByRole('button', { name: 'Add a country' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a country' });
    await dialog.getByLabel('Country', { exact: true }).fill('Bangladesh');
    await dialog.getByRole('checkbox', { name: 'Campaign messages say how to stop them' }).check();
    await dialog.getByLabel('What it rests on').fill('Our own caution');
    await dialog.getByRole('button', { name: 'Save rules' }).click();
    await page.getByText('Marketing: Messages say how to stop them').waitFor();
    await page.getByRole('tab', { name: 'Workspace' }).click();
    await card.getByText('Bangladesh').waitFor();
    await tick('Coaching').uncheck();
    await tick('Marketing').uncheck();
    await save(page).click();
    await expect.poll(stored).toMatchObject({
      opt_out_line: { purposes: [] },
      jurisdictions: [{ country: 'BD', opt_out_line: true }],
    });
    // Other roles read it, in their own language.
    const { user } = await world.server.login('standard');
    const speak = (language: string) =>
      world.rt.db.updateTable('users').set({ language }).where('id', '=', user.id).execute();
    await speak('bn');
    const theirs = (await open('standard', 'workspace')).getByRole('region', {
      name: 'বার্তা বন্ধের উপায় জানানো লাইন',
    });
    await theirs.getByText('বাংলাদেশ').waitFor();
    await expect.poll(() => theirs.getByRole('checkbox', { name: 'বিপণন' }).isDisabled()).toBe(true);
    await speak('en');
  });

  it('refuses to overwrite a colleague’s change, in words, and keeps what was typed until asked', async () => {
    const mine = await open('admin', 'workspace');
    const theirs = await open('admin', 'workspace');
    await cap(mine, 'Marketing').fill('7');
    await cap(theirs, 'Marketing').fill('9');
    await save(theirs).click();
    await theirs.getByText('Saved').waitFor();
    // Coming back to the window must not take the typing away.
    await mine.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    await save(mine).click();
    await summary(mine).getByText('Somebody changed this in the meantime').waitFor();
    await expect.poll(() => cap(mine, 'Marketing').inputValue()).toBe('7');
    expect(await stored()).toMatchObject({ weekly_caps: { marketing: 9 } });
    await mine.getByRole('button', { name: 'Load the newest' }).click();
    await expect.poll(() => cap(mine, 'Marketing').inputValue()).toBe('9');
    await cap(mine, 'Marketing').fill('7');
    await save(mine).click();
    await mine.getByText('Saved').waitFor();
    expect(await stored()).toMatchObject({ weekly_caps: { marketing: 7 } });
  });

  it('is shown to other roles, who cannot change it', async () => {
    const page = await open('standard', 'workspace');
    await page.getByText('An administrator can change these.').waitFor();
    await expect.poll(() => save(page).count()).toBe(0);
    await expect.poll(() => cap(page, 'Marketing').isDisabled()).toBe(true);
    await expect.poll(() => page.getByRole('switch', { name: 'Keep quiet hours' }).isDisabled()).toBe(true);
  });

  it('10. loading and failing are told apart', async () => {
    const page = await open('admin', 'me');
    await page.route('**/api/v1/workspace', (route) => {
      const body = { code: 'internal', status: 500, title: 'No', remedy: '', request_id: 'req-settings-500' };
      return route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify(body),
      });
    });
    await page.getByRole('tab', { name: 'Workspace' }).click();
    await page.getByText('req-settings-500').waitFor();
    await expect.poll(() => cap(page, 'Marketing').count()).toBe(0);
    await page.unroute('**/api/v1/workspace');
    await page.getByRole('button', { name: 'Try again' }).click();
    await cap(page, 'Marketing').waitFor();
  });
});

describe('looks and keys', () => {
  it('language and colours persist over sign-out and reload, in another browser too', async () => {
    const user = await addUser('standard', 'Mitu Sen');
    const page = await openAs(user.email, '/settings?section=appearance');
    await page.getByRole('combobox', { name: /^Colours/ }).click();
    await page.locator('[role="option"]').getByText('Dark').click();
    await page.locator('#language').click();
    await page.locator('[role="option"]').getByText('বাংলা').click();
    await page.getByRole('heading', { name: 'সেটিংস', level: 1 }).waitFor();
    await expect
      .poll(() =>
        world.rt.db.selectFrom('users').select(['language', 'theme']).where('id', '=', user.id).execute(),
      )
      .toEqual([{ language: 'bn', theme: 'dark' }]);
    await page.reload();
    await page.getByRole('heading', { name: 'সেটিংস', level: 1 }).waitFor();
    expect([await lang(page), await theme(page)]).toEqual(['bn', 'dark']);
    await page.getByRole('button', { name: /Mitu Sen/ }).click();
    await page.getByRole('menuitem').click();
    await page.waitForURL('**/sign-in');
    expect([await lang(page), await theme(page)]).toEqual(['bn', 'dark']);
    const elsewhere = await openAs(user.email, '/settings?section=appearance');
    await expect.poll(() => lang(elsewhere)).toBe('bn');
    expect(await theme(elsewhere)).toBe('dark');
  });

  it('shortcuts switched off stay silent, after a reload too; Ctrl K stays', async () => {
    const page = await open('standard', 'keys');
    const toggle = page.getByRole('switch', { name: 'Single-key shortcuts' });
    await page.getByText('Show these keys').waitFor();
    await toggle.uncheck();
    const press = async () => {
      await page.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('?');
      await page.keyboard.press('g');
      await page.keyboard.press('p');
    };
    await press();
    await page.reload();
    await expect.poll(() => toggle.isChecked()).toBe(false);
    await press();
    // What comes after them works at once, so they were not merely slow.
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Find or go to' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await expect.poll(() => new URL(page.url()).pathname).toBe('/settings');
    await toggle.check();
    await press();
    await page.getByRole('dialog', { name: 'Keys on this page' }).waitFor();
  });
});
