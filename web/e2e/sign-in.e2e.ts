// Signing in, being refused, joining by invitation, in the built dashboard and a real browser.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeApi } from './support/fake-api.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  newPage,
  openBrowser,
} from './support/pages.ts';
import { demoPassword, person } from './support/people.ts';

let browser: Browser;
let api: FakeApi;
let page: Page & { complaints: string[] };

beforeAll(async () => {
  browser = await openBrowser();
});
beforeEach(async () => {
  api = await new FakeApi().start();
  page = await newPage(browser, api);
});
afterEach(async () => {
  expectNoComplaints(page);
  await page.context().close();
  await api.stop();
});
afterAll(() => browser.close());

async function fillIn(email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
}

const submit = () => page.getByRole('button', { name: 'Sign in', exact: true });

describe('the sign-in page', () => {
  it('says what is missing, moves focus to the summary and links to the fields', async () => {
    await page.goto('/sign-in');
    await submit().click();
    const summary = page.getByRole('alert');
    await summary.waitFor();
    await expect.poll(() => summary.evaluate((element) => element === document.activeElement)).toBe(true);
    await summary.getByRole('link', { name: 'Enter your password' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('password');
    await expectAccessible(page);
  });

  it('refuses a wrong password in words and keeps what was typed', async () => {
    await page.goto('/sign-in');
    await fillIn('pm@demo.sampark.test', 'not this one');
    await submit().click();
    await page.getByRole('alert').getByText('E-mail or password is wrong').waitFor();
    await expect.poll(() => page.getByLabel('E-mail address').inputValue()).toBe('pm@demo.sampark.test');
    await expectAccessible(page);
  });

  it('counts down when attempts are throttled, then lets the person try again', async () => {
    api.throttledFor = 2;
    await page.goto('/sign-in');
    await fillIn('pm@demo.sampark.test', demoPassword);
    await submit().click();
    const alert = page.getByRole('alert');
    await alert.getByText('Too many attempts to sign in').waitFor();
    await alert.getByText(/You can try again in \d/).waitFor();
    await expect.poll(() => submit().getAttribute('aria-disabled')).toBe('true');
    api.throttledFor = 0;
    await alert.getByText('You can try again now.').waitFor();
    await submit().click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('fills in a demo login with one press', async () => {
    await page.goto('/sign-in');
    await page.getByRole('button', { name: /Compliance/ }).click();
    await expect
      .poll(() => page.getByLabel('E-mail address').inputValue())
      .toBe('compliance@demo.sampark.test');
    await page.keyboard.press('Enter'); // The sign-in button has the focus now.
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('offers no demo logins outside the demo', async () => {
    api.demo = false;
    const asked = page.waitForResponse('**/api/v1/demo');
    await page.goto('/sign-in');
    await asked;
    await page.getByText('No account?').waitFor();
    await expect.poll(() => page.getByText('Look around with sample data').count()).toBe(0);
  });

  it('works by keyboard alone, with a visible focus', async () => {
    await page.goto('/sign-in');
    await page.locator('#demo-title').waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('admin@demo.sampark.test');
    await expect
      .poll(() => page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle))
      .toBe('solid');
    await page.keyboard.press('Tab');
    await page.keyboard.type(demoPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('goes back to the address that asked for it, and to no other site', async () => {
    await page.goto('/?channel=telegram');
    await page.waitForURL('**/sign-in?next=*');
    await fillIn('pm@demo.sampark.test', demoPassword);
    await submit().click();
    await page.waitForURL('**/?channel=telegram');
    await page.goto('/sign-in?next=https://elsewhere.example/');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await expect.poll(() => page.url()).toBe(`${api.baseUrl}/`);
  });

  it('keeps a language chosen before signing in', async () => {
    await page.goto('/sign-in');
    await page.getByRole('combobox', { name: /Language/ }).selectOption({ label: 'বাংলা' });
    await page.getByRole('heading', { name: 'সাইন ইন করুন' }).waitFor();
    await page.getByRole('button', { name: /প্রশাসক/ }).click();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'সারসংক্ষেপ', exact: true }).waitFor();
    await expect.poll(() => api.signedIn?.language).toBe('bn');
  });

  it.each([
    { language: 'en', colorScheme: 'light' },
    { language: 'en', colorScheme: 'dark' },
    { language: 'bn', colorScheme: 'light' },
    { language: 'bn', colorScheme: 'dark' },
  ] as const)('is accessible and fits 360 px: $language, $colorScheme', async ({ language, colorScheme }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.addInitScript((chosen) => localStorage.setItem('sampark.language', chosen), language);
    await page.goto('/sign-in');
    await page.locator('#demo-title').waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe(colorScheme);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});

describe('the session', () => {
  it('survives a reload through the cookie and ends in every tab', async () => {
    api.signedIn = person('pm@demo.sampark.test');
    await page.goto('/');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    const second = await page.context().newPage();
    await second.goto('/');
    await second.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('button', { name: 'Account of Peter Moss' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in');
    await second.waitForURL('**/sign-in');
    // Signed out on purpose: nothing waits there for the next person.
    await expect.poll(() => second.getByRole('dialog').count()).toBe(0);
  });

  it('asks to sign in again over the covered page when the session ends', async () => {
    api.signedIn = person('pm@demo.sampark.test');
    api.tokenLife = 6; // Renewed after 5 s, when the session is gone.
    await page.goto('/?channel=signal');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    api.signedIn = undefined;
    const again = page.getByRole('dialog', { name: 'Your session has ended.' });
    await again.waitFor();
    await expectAccessible(page);
    api.tokenLife = 900;
    await submit().click();
    await again.getByText('Enter your password').waitFor();
    await again.getByLabel('Password', { exact: true }).fill('not this one');
    await submit().click();
    await again.getByText('E-mail or password is wrong').waitFor();
    await again.getByLabel('Password', { exact: true }).fill(demoPassword);
    await submit().click();
    await again.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe('?channel=signal');
  });

  it('refreshes one tab at a time, since a refresh token counts once', async () => {
    api.signedIn = person('pm@demo.sampark.test');
    const tabs = await Promise.all([1, 2, 3].map(() => page.context().newPage()));
    await Promise.all(tabs.map((tab) => tab.goto('/')));
    for (const tab of tabs) await tab.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(api.mostRefreshesAtOnce).toBe(1);
  });

  it('never puts the access token where a script of another day could read it', async () => {
    api.signedIn = person('pm@demo.sampark.test');
    await page.goto('/');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
    expect(kept).not.toContain(person('pm@demo.sampark.test').id);
  });
});

describe('joining by invitation', () => {
  it('takes a name and a password and opens the overview', async () => {
    await page.goto('/join?token=good');
    await page.getByLabel('Your name').fill('Nadia Karim');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Join the workspace' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Use at least 12 characters' }).waitFor();
    await expectAccessible(page);
    await page.getByLabel('Password', { exact: true }).fill('marble-otter-quiet-lamp');
    await page.getByRole('button', { name: 'Join the workspace' }).click();
    await page.getByRole('button', { name: 'Account of Nadia Karim' }).waitFor();
  });

  it('says when an invitation no longer counts', async () => {
    await page.goto('/join?token=used');
    await page.getByLabel('Your name').fill('Nadia Karim');
    await page.getByLabel('Password', { exact: true }).fill('marble-otter-quiet-lamp');
    await page.getByRole('button', { name: 'Join the workspace' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    await expect
      .poll(() => alert.textContent())
      .toContain('This invitation has expired, was withdrawn or was used');
  });
});
