// Single sign-on in the built dashboard: set up by an administrator, used on a phone, refused in words, proved in a window of its
// own. The provider is a real one, on another site than ours.
import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { redirectUri, signedOutUri } from '../../server/src/single-sign-on/find-provider.ts';
import { startProvider, type TestProvider } from '../../server/test/support/oidc-provider.ts';
import { latinWords } from './support/latin-words.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  openBrowser,
  patienceMs,
} from './support/pages.ts';
import { startDashboard, type RealDashboard } from './support/real-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
let provider: TestProvider;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  provider = await startProvider({
    ...{
      redirectUris: [redirectUri(world.rt, world.server.workspace.id)],
      signedOutUris: [signedOutUri(world.rt)],
    },
    host: 'localhost',
  });
});
afterAll(async () => {
  await browser.close();
  await provider.close();
  await world.close();
});

async function stranger(more: object = {}): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: world.baseUrl, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'Europe/London' },
    ...{ viewport: { width: 360, height: 740 }, ...more },
  });
  context.setDefaultTimeout(patienceMs);
  return context.newPage();
}
async function passProvider(page: Page, login: string) {
  await page.getByRole('heading', { name: 'The provider' }).waitFor();
  await page.getByLabel('Name').fill(login);
  await page.getByRole('button', { name: 'Let me in' }).click();
}

it('is set up by an administrator, who is told what is wrong', async () => {
  const page = await world.page('admin', { path: '/settings?section=sign-in' });
  await page.getByRole('button', { name: 'Set up single sign-on' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set up single sign-on' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('link', { name: 'Enter the issuer' }).waitFor();
  await dialog.getByLabel('Issuer').fill(provider.issuer);
  await dialog.getByLabel('Client ID').fill(provider.client.id);
  await dialog.getByLabel('Client secret').fill('not it');
  await dialog.getByLabel('E-mail domains').fill('@Bank.test, branch.bank.test');
  await dialog.getByRole('button', { name: 'Check connection' }).click();
  await dialog
    .getByRole('alert')
    .getByText('The provider does not know this client ID with this secret.')
    .waitFor();
  await dialog.getByLabel('Client secret').fill(provider.client.secret);
  await dialog.getByRole('button', { name: 'Check connection' }).click();
  await dialog.getByText('The connection works.').waitFor();
  await dialog.getByText(redirectUri(world.rt, world.server.workspace.id)).waitFor();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page
    .getByText('bank.test, branch.bank.test · nobody has used it yet · passwords are allowed')
    .waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // Nobody has come this way yet, so passwords stay; the kept secret is nowhere on the page.
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const change = page.getByRole('dialog', { name: 'Change single sign-on' });
  expect(await change.getByLabel('Client secret').inputValue()).toBe('');
  await change.getByRole('switch', { name: 'Passwords may be used, too' }).click();
  await change.getByRole('button', { name: 'Save' }).click();
  await change.getByRole('alert').getByText('Nobody has signed in through this provider yet').waitFor();
  expect(await page.content()).not.toContain(provider.client.secret);
  expectNoComplaints(page);
  await page.context().close();
});

it('leads to the provider and back to where one was going, and out again', async () => {
  const email = 'nadia@bank.test';
  provider.accounts.set('nadia', { email, email_verified: true, name: 'Nadia Rahman' });
  const admin = await world.server.login('admin');
  const invited = await world.server.ask('POST', '/api/v1/invitations', {
    ...{ token: admin.token, payload: { email, role: 'standard' } },
  });
  expect(invited.statusCode).toBe(201);
  const page = await stranger();
  await page.goto('/settings?section=security');
  const button = page.getByRole('button', { name: 'Continue with single sign-on' });
  await button.waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await button.click();
  await passProvider(page, 'nadia');
  await page.getByText('Only your provider opens your account').waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/settings?section=security');
  await page.goto('/settings');
  await page.getByLabel('Name', { exact: true }).waitFor();
  await page.getByText('Changing it ends every other session of yours.').waitFor({ state: 'detached' });

  // What is sensitive asks the provider once more, in a window of its own; then it goes on by itself.
  await sql`update sessions set proved_at = '2026-01-01' where workspace_id = ${world.server.workspace.id}`.execute(
    world.rt.db,
  );
  await page.goto('/settings?section=security');
  await page.getByRole('button', { name: 'Set up a second step' }).click();
  const proof = page.getByRole('dialog', { name: 'Is it still you?' });
  const again = proof.getByRole('button', { name: 'Continue with single sign-on' });
  await again.waitFor();
  await expectAccessible(page);
  const opening = page.waitForEvent('popup');
  await again.click();
  const popup = await opening;
  const closed = popup.waitForEvent('close');
  await passProvider(popup, 'nadia');
  await closed;
  await page.getByRole('dialog', { name: 'Set up a second step' }).locator('code').waitFor();

  // A session that ends under somebody is renewed in a window, too: what was open stays.
  await page.goto('/settings');
  await page.getByLabel('Name', { exact: true }).fill('Nadia R. Rahman');
  await sql`update sessions set revoked_at = now() where workspace_id = ${world.server.workspace.id} and provider_session is not null`.execute(
    world.rt.db,
  );
  await page.getByRole('button', { name: 'Save changes' }).click();
  const ended = page.getByRole('dialog', { name: 'Your session has ended.' });
  const renewing = page.waitForEvent('popup');
  await ended.getByRole('button', { name: 'Continue with single sign-on' }).click();
  const renewal = await renewing;
  // The provider knows this browser still: nothing is asked, and the window closes by itself.
  if (!renewal.isClosed()) await renewal.waitForEvent('close');
  await ended.waitFor({ state: 'detached' });
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Nadia R. Rahman');

  // Signing out ends the provider's session as well.
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Account of Nadia' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL((url) => url.origin === provider.issuer);
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await page.waitForURL(`${world.baseUrl}/sign-in**`);
  await page.getByRole('button', { name: 'Continue with single sign-on' }).click();
  await page.getByRole('heading', { name: 'The provider' }).waitFor();
  await page.context().close();
});

it('says in words why somebody is not let in, in Bengali as well', async () => {
  provider.accounts.set('guest', { email: 'guest@bank.test', email_verified: false });
  const page = await stranger();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Continue with single sign-on' }).click();
  await passProvider(page, 'guest');
  await page.getByRole('alert').getByText('has not verified your e-mail address').waitFor();
  // Nothing of the answer stays in the address.
  expect(new URL(page.url()).search).toBe('');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('link', { name: 'Back to the sign-in page' }).click();
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  provider.down(true);
  await world.rt.db
    .updateTable('sign_in_providers')
    .set({ issuer: `${provider.issuer}/gone` })
    .execute();
  await page.getByRole('button', { name: 'Continue with single sign-on' }).click();
  await page.getByRole('alert').getByText('The sign-in provider cannot be used now').waitFor();
  await expectAccessible(page);
  provider.down(false);
  await world.rt.db.updateTable('sign_in_providers').set({ issuer: provider.issuer }).execute();
  await page.context().close();

  const bengali = await stranger({ locale: 'bn-BD' });
  await bengali.goto('/sign-in');
  await bengali.getByRole('button', { name: 'একক সাইন ইন দিয়ে এগিয়ে যান' }).click();
  await passProvider(bengali, 'guest');
  await bengali.getByRole('alert').getByText('সাইন-ইন সেবা আপনার ই-মেইল ঠিকানা যাচাই করেনি').waitFor();
  expect(await latinWords(bengali, 'code')).toEqual([]);
  await expectAccessible(bengali);
  await expectNoSidewaysScroll(bengali);
  await bengali.context().close();
});
