// Rules in the built dashboard: written and tried, refused with the place of the fault, kept as versions; packs; the home page.
import type { Browser } from 'playwright-core';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addPastFlags } from '../../server/src/demo/past-flags.ts';
import { bengali } from './support/bengali.ts';
import { eventsOf } from './support/flagged-messages.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  openBrowser,
} from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
let page: DashboardPage;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  page = await world.page('compliance', { path: '/compliance/rules' });
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const save = () => page.getByRole('button', { name: /Make this rule|Save as a further version/ });

it('a rule is written, tried while it is, and kept only when its examples come out', async () => {
  await page.getByText('There is no rule yet').waitFor();
  await page.keyboard.press('c');
  await page.getByLabel('Name', { exact: true }).fill('No sure things');
  await page
    .getByLabel('What is wrong and what to do, for the author of the message')
    .fill('Nothing is sure.');
  await page.getByLabel('Words or phrases, one a line').fill('sure thing');
  await page.getByRole('textbox', { name: 'Example 1' }).fill('A SURE thing, friend');
  await page.getByRole('textbox', { name: 'Example 2' }).fill('Also a sure thing');
  await page.getByLabel('A text of your own').fill('Is it a Sure Thing or not?');
  await page.getByText('Would be flagged').waitFor();
  expect(await page.locator('mark').allTextContents()).toEqual(['Sure Thing']);
  await page.getByText('Some examples do not come out as they say.').waitFor();
  await save().click();
  await page.getByRole('alert').getByText('This text must pass, but the rule flags it.').waitFor();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Example 2' }).fill('Nothing is sure');
  await save().click();
  await page.getByText('Version 1').waitFor();
  expect(await eventsOf(world, 'rule.created')).toHaveLength(1);
});

it('a bad pattern is named at its place while one writes', async () => {
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByLabel('Kind of condition').last().selectOption('pattern');
  const pattern = page.getByLabel('Pattern, in RE2 syntax');
  await pattern.fill('(unclosed');
  await page.getByText(/missing closing \)/).waitFor();
  await page.getByText('The rule cannot be run as it stands').waitFor();
  await pattern.fill('x*');
  await page.getByText('This pattern matches every text.').waitFor();
  await page.getByRole('button', { name: 'Undo my changes' }).click();
  await page.getByText('Everything is saved.').waitFor();
  expect(await eventsOf(world, 'rule.changed')).toEqual([]);
});

it('a change is a further version, and says what it changed', async () => {
  await page.getByLabel('Words or phrases, one a line').fill('sure thing\ncertain win');
  await save().click();
  await page.getByText('Version 2').waitFor();
  await page.getByRole('tab', { name: /Versions/ }).click();
  await page.getByRole('heading', { name: 'Version 2 compared with 1' }).waitFor();
  const changed = page.getByRole('listitem').filter({ has: page.getByLabel('New') });
  expect(await changed.allInnerTexts()).toEqual([expect.stringContaining('certain win')]);
  await expectAccessible(page);
});

it('a starter pack says what it brings before it is installed', async () => {
  await page.goto('/compliance/rules?see=packs');
  const pack = page.getByRole('region', { name: 'Wealth marketing' });
  await pack.getByRole('button', { name: '10 rules and their sources' }).click();
  await pack
    .getByRole('link', { name: /FINRA Rule 2210/ })
    .first()
    .waitFor();
  await pack.getByRole('button', { name: 'Install this pack' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('4 of them hold messages until two people let them go.').waitFor();
  await dialog.getByRole('button', { name: 'Install this pack' }).click();
  await pack.getByText('10 of 10 on').waitFor();
  expect(await eventsOf(world, 'rule.created')).toHaveLength(11);
  await expectAccessible(page);
});

it('the home page shows what needs a person, flags by day, and which rules are mostly wrong', async () => {
  const { user } = await world.server.login('compliance');
  await world.people(3, ['signal']);
  await world.rt.db
    .transaction()
    .execute((tx) =>
      addPastFlags(
        tx,
        world.server.workspace.id,
        { managers: [world.pm.id], reviewers: [user.id] },
        world.rt.clock.now(),
      ),
    );
  await page.goto('/compliance');
  await page.getByText('“Pressure to act” is mostly wrong').waitFor();
  const byRule = page.getByRole('region', { name: 'By rule' });
  await byRule.getByRole('img', { name: /flags from/ }).waitFor();
  await expectAccessible(page);
  await byRule.getByRole('button', { name: 'Show as a table' }).click();
  await expect.poll(() => byRule.getByRole('row').count()).toBe(31);
  expectNoComplaints(page);
});

it('in Bengali, dark, on a phone: home and editor are there, and nothing scrolls sideways', async () => {
  const { user } = await world.server.login('compliance');
  await sql`update users set language = 'bn', theme = 'dark' where id = ${user.id}`.execute(world.rt.db);
  const say = bengali('compliance');
  const phone = await world.page('compliance', {
    path: '/compliance',
    viewport: { width: 360, height: 780 },
  });
  await phone.getByRole('heading', { name: say('What needs a person') }).waitFor();
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
  await phone.goto('/compliance/rules');
  await phone.getByRole('link', { name: 'Pressure to act' }).click();
  await phone.getByRole('heading', { name: say('When it strikes') }).waitFor();
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
  expectNoComplaints(phone);
});
