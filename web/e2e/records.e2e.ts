// Record keeping and what a campaign said: times that are tried before they are kept, legal holds, supervision, versions; each
// page in both languages, themes and widths.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { campaignContent } from '../../server/test/support/world.ts';
import { bengali } from './support/bengali.ts';
import { eventsOf } from './support/flagged-messages.ts';
import { expectEachLook } from './support/looks.ts';
import { expectAccessible, expectNoComplaints, openBrowser } from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
let page: DashboardPage;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  const { rt, pm } = world;
  const [person] = await world.people(1, ['signal']);
  const at = new Date(rt.clock.now());
  at.setUTCFullYear(at.getUTCFullYear() - 8);
  await sql`select ensure_month_partitions(${at}, 1)`.execute(rt.db);
  await sql`insert into messages (id, created_at, workspace_id, prospect_id, portfolio_manager_id, platform, purpose, due_at, updated_at,
      sent_at, attempt, delivery_status, content)
    values (${randomUUID()}, ${at}, ${pm.workspace_id}, ${person?.id}, ${pm.id}, 'signal', 'service', ${at}, ${at}, ${at}, 1, 'sent',
      'Dear')`.execute(rt.db);
  await sql`insert into retention_settings (workspace_id, regimes, months, updated_at)
    values (${pm.workspace_id}, '{mifid}', '{"messages": 120}', ${rt.clock.now()})`.execute(rt.db);
  page = await world.page('compliance', { path: '/compliance/records' });
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const dialog = () => page.getByRole('dialog');
const messages = () => page.getByRole('row', { name: /^Messages/ });

it('a time is tried before it is kept: what would go is said first, and the reason is in the trail', async () => {
  await messages().getByText('10 years').waitFor();
  await messages().getByText('your own choice').waitFor();
  await page.getByRole('button', { name: 'Change rules and times' }).click();
  const years = dialog()
    .getByLabel(/^Messages/)
    .first();
  expect(await years.inputValue()).toBe('10');
  // Every class has the time the rules ask for and who asks.
  await dialog().getByText('5 years · MiFID II Article 16(7)').waitFor();
  await dialog().getByText('3 months · our own least').first().waitFor();
  await years.fill('4');
  await dialog().getByText('MiFID II Article 16(7) asks for at least 5 years.', { exact: false }).waitFor();
  const see = dialog().getByRole('button', { name: 'See what this changes' });
  await expect.poll(() => see.getAttribute('aria-disabled')).toBe('true');
  await expectAccessible(page);
  // Where the rule does not apply, less is possible.
  await dialog().getByRole('checkbox', { name: 'EU investment firm' }).click();
  await dialog().getByRole('checkbox', { name: 'US broker-dealer' }).click();
  await years.fill('৪');
  await dialog()
    .getByLabel(/^Imports/)
    .first()
    .fill('24');
  await see.click();

  await dialog().getByText('1 record that stays today would go tonight and cannot come back.').waitFor();
  await dialog().getByText('Goes with the next run: 0, then 1').waitFor();
  await expectAccessible(page);
  const save = dialog().getByRole('button', { name: 'Keep by these rules' });
  await expect.poll(() => save.getAttribute('aria-disabled')).toBe('true');
  expect(await eventsOf(world, 'retention.changed')).toEqual([]);
  await dialog().getByRole('button', { name: 'Go back' }).click();
  expect(await years.inputValue()).toBe('৪');
  await years.fill('9');
  await page.keyboard.press('Enter');
  await dialog().getByText('Nothing more is removed than today.').waitFor();
  await dialog().getByLabel('Why').fill('Our own rule 12.');
  await save.click();
  await dialog().waitFor({ state: 'detached' });
  await messages().getByText('9 years').waitFor();
  await page.getByText('Rules that apply: US broker-dealer.').waitFor();
  expect(await eventsOf(world, 'retention.changed')).toMatchObject([
    { after: { regimes: ['sec_finra'], months: { messages: 108, imports: 24 } }, reason: 'Our own rule 12.' },
  ]);
});

it('a legal hold is made, shown where it holds, and lifted with a reason', async () => {
  await page.getByRole('button', { name: 'Make a legal hold' }).click();
  await dialog().getByLabel('What is held').click();
  await page.getByRole('option', { name: 'A whole class of data' }).click();
  await dialog().getByLabel('Which').click();
  await page.getByRole('option', { name: 'Messages', exact: true }).click();
  await dialog().getByLabel('Why').fill('Case 2026-114');
  await dialog().getByRole('button', { name: 'Hold the records' }).click();
  await messages().getByText('1 hold').waitFor();
  await page.getByText('Case 2026-114').waitFor();
  await page.getByRole('button', { name: 'Lift', exact: true }).click();
  await dialog().getByRole('textbox').fill('The case was closed.');
  await expectAccessible(page);
  await dialog().getByRole('button', { name: /^Lift/ }).click();
  await dialog().waitFor({ state: 'detached' });
  await messages().getByText('1 hold').waitFor({ state: 'detached' });
});

it('supervision is set, and a number that is none is refused beside it', async () => {
  const share = page.getByLabel('Of each portfolio manager’s messages, percent');
  await share.fill('120');
  await page.getByText('A number from 0 to 100.').waitFor();
  await share.fill('5');
  await page.getByRole('checkbox', { name: 'Send only where the answers reach us' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.').waitFor();
  expect(await eventsOf(world, 'supervision.changed')).toHaveLength(1);
});

it('record keeping looks right in both languages, themes and widths', async () => {
  const inBengali = bengali('compliance');
  await expectEachLook(world, page, 'compliance', async (language) => {
    const say = (text: string) => (language === 'bn' ? inBengali(text) : text);
    await page.getByRole('button', { name: say('Change rules and times') }).waitFor();
    await page.getByText(say('Saved.')).waitFor({ state: 'detached' });
  });
});

it('a campaign’s page says who wrote which version, and gives compliance the record', async () => {
  const people = await world.people(1, ['signal']);
  const { id } = await world.ask<{ id: string }>('POST', '/campaigns', {
    ...{ ...campaignContent, name: 'Spring letter' },
    ...{ channel_order: ['signal'], prospect_ids: people.map((one) => one.id) },
  });
  const { token } = await world.server.login('standard');
  const answer = await world.server.ask('GET', `/api/v1/campaigns/${id}`, { token });
  await world.server.ask('PATCH', `/api/v1/campaigns/${id}`, {
    token,
    headers: { 'if-match': answer.headers.etag as string },
    payload: { message_content: 'Dear {{ first_name }}, another word.' },
  });
  await world.ask('POST', `/campaigns/${id}/launch`);
  await page.goto(`/campaigns/${id}`);
  const card = page.getByRole('region', { name: 'History' });
  await card.getByText(/^Change 2: .+ changed it \(text\)$/).waitFor();
  await card.getByText(/^Change 1: .+ made it$/).waitFor();
  await card.getByText('Complete: each can be read again as it was.').waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    card.getByRole('button', { name: 'The record to keep' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('Spring letter.html');
  await page.getByText('Saved. The audit trail says that you took it.').waitFor();
  const heading = { en: 'History', bn: bengali('campaign')('History') };
  await expectEachLook(world, page, 'compliance', (language) =>
    page.getByRole('region', { name: heading[language] }).waitFor(),
  );
  expectNoComplaints(page);
});
