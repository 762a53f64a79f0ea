// A second step: set up in Settings, asked for at the next sign-in, in the built dashboard on the real server.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { codeOf, stepAt } from '../../server/src/sign-in/totp.ts';
import { fromBase32 } from '../../server/test/support/base32.ts';
import { bengali } from './support/bengali.ts';
import { expectEachLook } from './support/looks.ts';
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

it('a forgotten password: an administrator’s link, a weak word refused, and the new one opens the door', async () => {
  const { user } = await world.server.login('standard');
  const admin = await world.page('admin', { path: '/settings?section=users' });
  await admin.getByRole('button', { name: `More for ${user.name}` }).click();
  await admin.getByRole('menuitem', { name: 'Link to a new password' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  await dialog.getByText(/^It works once, until /).waitFor();
  const link = new URL(await dialog.locator('code').innerText());
  await dialog.getByRole('button', { name: 'Done' }).click();

  // Without a mail server the page says who can help; the link opens the other page, for somebody who is signed out.
  const page = await world.page('compliance');
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('link', { name: /forgotten|forgot/i }).click();
  await page.getByText('Ask an administrator of your workspace', { exact: false }).waitFor();
  for (const path of ['/forgotten-password', link.pathname + link.search]) {
    await page.goto(path);
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      }
    }
  }
  const field = page.getByLabel('New password', { exact: true });
  const use = page.getByRole('button', { name: 'Use this password' });
  await field.fill('password1234');
  await use.click();
  await page.getByRole('alert').waitFor();
  await expectAccessible(page);
  await field.fill('seven loud hills sleep');
  await use.click();
  await page.getByText('Your new password counts from now on', { exact: false }).waitFor();
  await page.goto(link.pathname + link.search);
  await field.fill('eight loud hills sleep');
  await use.click();
  await page.getByRole('alert').waitFor();
  for (const one of [admin, page]) {
    expectNoComplaints(one);
    await one.context().close();
  }
});

it('the Security section looks right in both languages, themes and widths', async () => {
  const page = await world.page('compliance', { path: '/settings?section=security' });
  const set = { en: 'Set up a second step', bn: bengali('settings')('Set up a second step') };
  await expectEachLook(world, page, 'compliance', (language) =>
    page.getByRole('button', { name: set[language] }).waitFor(),
  );
  expectNoComplaints(page);
  await page.context().close();
});
