// A second step: set up in Settings, asked for at the next sign-in, in the built dashboard on the real server.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { codeOf, stepAt } from '../../server/src/sign-in/totp.ts';
import { fromBase32 } from '../../server/test/support/base32.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  openBrowser,
} from './support/pages.ts';
import { startDashboard, type RealDashboard } from './support/real-dashboard.ts';

let browser: Browser;
let world: RealDashboard;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

it('is set up with an authenticator, and the next sign-in asks for a code', async () => {
  const page = await world.page('standard', { path: '/settings?section=security' });
  const { user } = await world.server.login('standard');
  await page.getByRole('button', { name: 'Set up a second step' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set up a second step' });
  const secret = fromBase32(await dialog.locator('code').innerText());
  await expectAccessible(page);
  await dialog.getByLabel('Code', { exact: true }).fill(codeOf(secret, stepAt(world.rt.clock.now())));
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  const codes = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await codes.nth(9).waitFor();
  const recovery = await codes.first().innerText();
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('10 recovery codes left').waitFor();

  await page.context().clearCookies();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(user.email);
  await page.getByLabel('Password', { exact: true }).fill('four unrelated words');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const code = page.getByLabel('Code', { exact: true });
  await code.fill('000000');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').getByText('The code is not right').waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await code.fill(recovery);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  expectNoComplaints(page);
  await page.context().close();
});
