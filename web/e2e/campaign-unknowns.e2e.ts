// Messages nobody answered for, in the built dashboard: platforms that take a message and never say so, and the person
// who decides what becomes of it.
import type { Browser } from 'playwright-core';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { eventColumn } from '../../server/src/events/append.ts';
import { opened } from '../../server/test/support/opened.ts';
import { campaignContent, ledgerOf, statusesOf } from '../../server/test/support/world.ts';
import { bengali } from './support/bengali.ts';
import { latinWords, refuse, setLook } from './support/campaign-helpers.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  openBrowser,
} from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
let workers: { stop(): Promise<void> };
let page: DashboardPage;
let id: string;
const patience = { timeout: 45_000 };
const waiting = { timeout: 45_000, interval: 250 };
const telegram = 4;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser, { env: { SAMPARK_SEND_TIMEOUT: '1' } });
  const people = [...(await world.people(telegram, ['telegram'])), ...(await world.people(1, ['signal']))];
  // Accepted, and no word of it: neither an answer nor a receipt.
  await world.behave({ timeout_after_accept: 1, drop_receipts: 1 });
  workers = await world.serve();
  ({ id } = await world.ask<{ id: string }>('POST', '/campaigns', {
    ...{ ...campaignContent, name: 'Lost answers', prospect_ids: people.map((one) => one.id) },
  }));
  await world.ask('POST', `/campaigns/${id}/launch`);
  await vi.waitFor(async () => {
    if ((await statusesOf(world.rt, id)).unknown !== telegram + 1) throw new Error('still sending');
  }, waiting);
  await world.behave({ timeout_after_accept: 0, drop_receipts: 0 });
  await vi.waitFor(async () => {
    if ((await statusOf()) !== 'completed') throw new Error('not completed');
  }, waiting);
  page = await world.page();
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser.close();
  await workers.stop();
  await world.close();
});

const statusOf = async () => (await world.ask<{ status: string }>('GET', `/campaigns/${id}`)).status;
const panel = () => page.getByRole('region', { name: 'Not known: to be settled' });
const rows = () => panel().locator('tbody tr[data-row]');
const open = async () => {
  await page.goto(`/campaigns/${id}`);
  await panel().waitFor();
};

it('says how many, why, what may still settle each by itself, and what only a person can decide', async () => {
  await open();
  await panel().getByText('5 messages were handed over and no answer came.').waitFor();
  const groups = panel().getByRole('list', { name: 'By channel and reason' }).getByRole('listitem');
  const [first, second] = await groups.allInnerTexts();
  expect(first).toMatch(/Telegram No answer in time; it may have gone out\s+4 yours to decide/);
  expect(second).toMatch(/Signal .*\s+1 settling by itself; yours to decide in \d+ min/);
  await expect.poll(() => rows().count()).toBe(5);
  const signal = rows().filter({ hasText: 'Signal' });
  await expect
    .poll(() => signal.innerText())
    .toMatch(/A receipt may still settle it\. It can be sent again in \d+ min/);
  await expect.poll(() => rows().filter({ hasText: 'Telegram tells nothing' }).count()).toBe(telegram);
  await expectAccessible(page);
});

it('leaving one: says what that means, records who and why, and the list is shorter', async () => {
  await open();
  await rows().filter({ hasText: 'Telegram' }).first().getByRole('checkbox').check();
  await panel().getByRole('button', { name: 'Leave 1' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave as they are: 1' });
  await dialog.getByText('This cannot be undone.').waitFor();
  // Enter alone goes back.
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Go back');
  await expectAccessible(page);
  await dialog.getByLabel('Why (optional)').fill('Rang him: it arrived');
  await dialog.getByRole('button', { name: 'Leave as they are' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => rows().count()).toBe(4);
  // In the trail it is sealed with the key of whom it is about.
  const { rows: told } = await sql<{ actor_id: string; person: string; note: string }>`
    select e.actor_id, m.prospect_id as person, e.data ->> 'note' as note
    from events e join messages m on m.id = e.message_id
    where e.campaign_id = ${id} and e.type = 'message.settled'`.execute(world.rt.db);
  expect(told.map((one) => one.actor_id)).toEqual([world.pm.id]);
  expect(await opened(world.rt, told[0]?.person ?? '', eventColumn, told[0]?.note)).toBe(
    'Rang him: it arrived',
  );
  expect((await statusesOf(world.rt, id)).unknown).toBe(5);
});

it('a decision the server refuses says so in the dialog', async () => {
  await open();
  await page.route(/\/messages\/settle$/, refuse(500, 'internal'));
  await panel().getByRole('button', { name: 'Send all 3 again' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await dialog.getByRole('alert').filter({ hasText: 'Something went wrong on our side' }).waitFor();
  await page.unroute(/\/messages\/settle$/);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => rows().count()).toBe(4);
});

it('compliance reads all of it and decides nothing', async () => {
  const reader = await world.page('compliance', { path: `/campaigns/${id}` });
  const seen = reader.getByRole('region', { name: 'Not known: to be settled' });
  await seen.getByText('yours to decide').first().waitFor();
  await expect.poll(() => seen.getByRole('checkbox').count()).toBe(0);
  await expect.poll(() => seen.getByRole('button', { name: /Send|Leave/ }).count()).toBe(0);
  expectNoComplaints(reader);
  await reader.context().close();
});

it('in Bengali, dark, on a phone: everything is there and nothing scrolls sideways', async () => {
  await setLook(world, 'standard', { language: 'bn', theme: 'dark' });
  const say = bengali('campaign');
  const phone = await world.page('standard', {
    path: `/campaigns/${id}`,
    viewport: { width: 360, height: 780 },
  });
  await phone.getByRole('heading', { name: say('Not known: to be settled') }).waitFor();
  await phone.getByRole('heading', { name: say('Senders at work') }).waitFor();
  await phone.getByText(say('Telegram tells nothing: it is yours to decide.')).first().waitFor();
  const cards = phone.getByRole('listitem').filter({ has: phone.getByRole('checkbox') });
  await cards.filter({ hasText: 'Telegram' }).first().getByRole('checkbox').check();
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
  expect(await latinWords(phone, /Lost answers|Amina Rahman|Test standard|GMT|UTC|Mac/g)).toEqual([]);
  await phone.getByRole('button', { name: say('Send {0} again').replace('{0}', '১') }).click();
  await phone
    .getByText(say('A person may get the message twice: nobody knows whether the first one arrived.'))
    .waitFor();
  await expectAccessible(phone);
  expectNoComplaints(phone);
  await phone.context().close();
  await setLook(world, 'standard', { language: 'en', theme: 'light' });
});

it('sending again: warns that it may arrive twice, opens the campaign, and the rest stays to be settled', async () => {
  await open();
  await panel().getByRole('button', { name: 'Send all 3 again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send again: 3' });
  await dialog.getByText('A person may get the message twice').waitFor();
  await dialog.getByText('The campaign is active again').waitFor();
  await dialog.getByText('1 of those chosen is still being settled by itself and stays.').waitFor();
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(async () => (await statusesOf(world.rt, id)).sent ?? 0, patience).toBe(3);
  await expect.poll(() => rows().count(), patience).toBe(1);
  await expect.poll(() => panel().getByRole('button', { name: 'Send all 0 again' }).isDisabled()).toBe(true);
  // What the dialog said: those who had it already have it twice, and nobody else.
  expect(await ledgerOf(world)).toMatchObject({ accepted: 8, doubled: 3, violations: 0 });
  await expect.poll(() => statusOf(), patience).toBe('completed');
});

it('names the senders that stopped, why, and until when', async () => {
  const { rt, accounts } = world;
  const until = new Date(rt.clock.now().getTime() + 3_600_000);
  await sql`update sender_accounts set paused_until = ${until}, pause_reason = 'account_rate', display_name = 'Desk Mac'
    where id = ${accounts.imessage.id}`.execute(rt.db);
  await open();
  const card = page.getByRole('region', { name: 'Senders at work' });
  await card.getByText('1 paused').waitFor();
  await card.locator('[data-channel="imessage"]').getByText('Which, and why').click();
  const row = card.locator('[data-channel="imessage"]').getByRole('listitem');
  await expect
    .poll(() => row.innerText())
    .toMatch(/Desk Mac\s+The sender reached the platform’s rate limit · Goes on in/);
  await expectAccessible(page);
});

it('names what the waiting messages wait for, and that a pause keeps them', async () => {
  const people = await world.people(3, ['signal']);
  const hour = (offset: number) =>
    new Date(Date.now() + offset * 3_600_000).toLocaleTimeString('en-GB', {
      ...{ timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' },
    });
  const quiet = { quiet_hours: { enabled: true, start: hour(-2), end: hour(2) } };
  await sql`update workspaces set settings = ${JSON.stringify(quiet)}::jsonb where id = ${world.pm.workspace_id}`.execute(
    world.rt.db,
  );
  const slow = await world.ask<{ id: string }>('POST', '/campaigns', {
    ...{ ...campaignContent, name: 'Waits', prospect_ids: people.map((one) => one.id) },
  });
  await world.ask('POST', `/campaigns/${slow.id}/launch`);
  await page.goto(`/campaigns/${slow.id}`);
  const card = page.getByRole('region', { name: 'What waits, and for what' });
  const line = card.locator('[data-reason="quiet_hours"]');
  await line.getByText('3', { exact: true }).waitFor();
  await expect
    .poll(() => line.innerText())
    .toMatch(/Quiet hours where this person lives\s*3\s+Signal · Goes on/);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await card.getByText('3 messages wait until somebody resumes it.').waitFor();
  await expectAccessible(page);
});

it('promises no end while a channel is held, and says what is', async () => {
  const { rt, accounts } = world;
  await sql`update workspaces set settings = '{"quiet_hours":{"enabled":false}}' where id = ${world.pm.workspace_id}`.execute(
    rt.db,
  );
  const quick = await world.people(20, ['telegram']);
  const people = [...quick, ...(await world.people(4, ['whatsapp']))];
  const { id: some } = await world.ask<{ id: string }>('POST', '/campaigns', {
    ...{ ...campaignContent, name: 'Half held', pace_per_second: 1 },
    prospect_ids: people.map((one) => one.id),
  });
  await world.ask('POST', `/campaigns/${some}/launch`);
  await sql`insert into campaign_channel_holds (workspace_id, campaign_id, channel, account_id, reason, held_at)
    values (${world.pm.workspace_id}, ${some}, 'whatsapp', ${accounts.whatsapp.id}, 'account_spam', ${rt.clock.now()})`.execute(
    rt.db,
  );
  await page.goto(`/campaigns/${some}`);
  const pace = page.getByRole('region', { name: 'Pace' });
  await pace.getByText('No end in sight: WhatsApp held').waitFor();
  await expect.poll(() => pace.getByText(/[1-9][\d.]* messages a minute/).count(), patience).toBe(1);
  await expect.poll(() => pace.innerText()).toMatch(/Done\s+No end in sight: WhatsApp held/);
  await page.getByText('What waits there goes on when an administrator has decided about it.').waitFor();
  await expect
    .poll(() => page.locator('[data-reason="sender_held"]').innerText())
    .toMatch(/4\s+WhatsApp · when an administrator has decided$/);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'See held senders' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe('?state=held');
});

it('nothing complained all along', () => expectNoComplaints(page));
