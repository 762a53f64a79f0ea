// One campaign while it runs, in the built dashboard on the real server with the delivery workers in this process.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaignContent, ledgerOf, statusesOf } from '../../server/test/support/world.ts';
import { holdBack, refuse } from './support/campaign-helpers.ts';
import { expectAccessible, expectNoComplaints, openBrowser } from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
let page: DashboardPage;
let workers: { stop(): Promise<void> };
/** Runs slowly for as long as the tests want. */
let slow: string;
/** Has ended: delivered, read, failed. */
let done: string;

const messagesUrl = /\/api\/v1\/campaigns\/[^/]+\/messages/;
const liveUrl = /\/api\/v1\/campaigns\/[^/]+\/live/;
const patience = { timeout: 45_000 };

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  const [first, second] = [await world.people(12), await world.people(40, ['signal'])];
  const launch = async (more: object) => {
    const { id } = await world.ask<{ id: string }>('POST', '/campaigns', { ...campaignContent, ...more });
    await world.ask('POST', `/campaigns/${id}/launch`);
    return id;
  };
  // One of the three on WhatsApp has no account there.
  await world.simulators.control.whatsapp('POST', 'fail', { code: 131026, count: 1 });
  workers = await world.serve();
  done = await launch({ name: 'Autumn letters', prospect_ids: first.map((one) => one.id) });
  slow = await launch({
    ...{ name: 'Slow letters', prospect_ids: second.map((one) => one.id), pace_per_second: 1 },
  });
  page = await world.page();
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser.close();
  await workers.stop();
  await world.close();
});

const stat = (name: string) => page.locator(`[data-stat="${name}"]`);
const live = (state: string) => page.locator(`[data-live="${state}"]`);
const open = async (id: string, more = '') => {
  await page.goto(`/campaigns/${id}${more}`);
  await page.locator('h1').waitFor();
};
const rows = () => page.getByRole('table', { name: 'Recipients' }).locator('tbody tr[data-row]');
const sentOf = async (id: string) =>
  (await world.ask<{ numbers: { messages_sent: number } }>('GET', `/campaigns/${id}/live`)).numbers
    .messages_sent;

describe('a campaign that runs', () => {
  it('counts up by itself, and says how fast, until when, and how old its numbers are', async () => {
    await open(slow);
    await live('live').waitFor();
    await page.getByText(/updated (now|\d+ secs? ago)/).waitFor();
    await page.getByText('60 a minute, as you set it').waitFor();
    const before = await sentOf(slow);
    await expect
      .poll(async () => Number((await stat('sent').locator('dd').first().textContent()) ?? 0), patience)
      .toBeGreaterThan(before);
    await expect.poll(() => stat('sent').textContent()).toMatch(/of 40 people, \d+ still waiting/);
    await page.getByText(/messages a minute/).waitFor();
    await expectAccessible(page);
  });

  it('21. pause shows while sending, says what may still leave, and nothing new leaves', async () => {
    await open(slow);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByText('Paused: nothing new goes out.').waitFor();
    await page
      .getByText(/already under way (and may still leave|may still arrive)\. Resuming goes on/)
      .waitFor();
    await page.getByText('Nothing goes out', { exact: true }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Pause', exact: true }).count()).toBe(0);
    // What was under way has landed; from then on the platforms hear nothing of it.
    await expect.poll(async () => (await statusesOf(world.rt, slow)).sending ?? 0, patience).toBe(0);
    const settled = (await ledgerOf(world)).accepted;
    const looks: number[] = [];
    page.on('response', (response) => {
      if (liveUrl.test(response.url())) looks.push(response.status());
    });
    // Two more looks at the numbers: four seconds in which sixty a minute would have sent four.
    await expect.poll(() => looks.length, patience).toBeGreaterThanOrEqual(2);
    expect((await ledgerOf(world)).accepted).toBe(settled);
    await expectAccessible(page);
  });

  it('21. names the number of messages under way at the moment of the pause', async () => {
    await open(slow);
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    await page.route(/\/pause$/, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as object;
      await route.fulfill({ response: answer, json: { ...body, may_still_leave: 3 } });
    });
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByText('3 messages were already under way and may still leave.').waitFor();
    expect(await world.ask('GET', `/campaigns/${slow}`)).toMatchObject({ status: 'paused' });
    await page.unroute(/\/pause$/);
  });

  it('goes on where it stopped, and writes to nobody twice', async () => {
    await open(slow);
    const before = await sentOf(slow);
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByText('Paused: nothing new goes out.').waitFor({ state: 'hidden' });
    await expect
      .poll(async () => Number((await stat('sent').locator('dd').first().textContent()) ?? 0), patience)
      .toBeGreaterThan(before);
    expect((await ledgerOf(world)).doubled).toBe(0);
  });

  it('a refused pause says so beside the button', async () => {
    await open(slow);
    await page.route(/\/pause$/, refuse(500, 'internal'));
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'Something went wrong on our side' }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Pause', exact: true }).isEnabled()).toBe(true);
    await page.unroute(/\/pause$/);
  });

  it('22. live counts show their age and that they are stale, keep standing, and recover', async () => {
    await open(slow);
    await live('live').waitFor();
    const shown = await stat('sent').textContent();
    await page.route(liveUrl, (route) => route.abort());
    await live('reconnecting').getByText('Reconnecting').waitFor();
    await live('reconnecting')
      .getByText(/updated [1-9]\d* secs? ago/)
      .waitFor();
    await expect.poll(() => stat('sent').textContent()).toMatch(/^Sent\d+of 40/);
    expect(shown).toMatch(/^Sent\d+of 40/);
    await expectAccessible(page);
    await page.unroute(liveUrl);
    await live('live').waitFor();
  });

  it('cancelling lists what it does, wants the word typed, and ends it for good', async () => {
    await open(slow);
    await page.getByRole('button', { name: 'Cancel campaign' }).click();
    const window = page.getByRole('dialog', { name: 'Cancel “Slow letters”?' });
    const [, waiting] = (await stat('sent').textContent())?.match(/, (\d+) still waiting/) ?? [];
    const named = /(\d+) messages? that waits? (is|are) never sent/;
    const said = (await window.getByText(named).textContent())?.match(named)?.[1];
    // The numbers of now, not those of when the page opened.
    expect(Math.abs(Number(said) - Number(waiting))).toBeLessThanOrEqual(3);
    expect(Number(said)).toBeLessThan(40);
    const confirm = window.getByRole('button', { name: 'Cancel campaign' });
    await expect.poll(() => confirm.isDisabled()).toBe(true);
    await expectAccessible(page);
    await window.getByRole('textbox').fill('cancel');
    await confirm.click();
    await page.getByRole('button', { name: /^Cancelled/ }).waitFor();
    await window.waitFor({ state: 'hidden' });
    for (const name of ['Pause', 'Resume', 'Cancel campaign'])
      await page.getByRole('button', { name, exact: true }).waitFor({ state: 'hidden' });
    await expect
      .poll(async () => (await statusesOf(world.rt, slow)).cancelled ?? 0, patience)
      .toBeGreaterThan(0);
  });
});

describe('a campaign that ended', () => {
  it('funnel: from the audience to the reply, each rate with what it is a share of', async () => {
    await open(done);
    await page.getByText(/11 of 12 people were written to/).waitFor();
    // Telegram's three have no receipts; of the eight others all were delivered and read.
    await stat('read').getByText('100%').waitFor();
    await expect.poll(() => stat('sent').textContent()).toBe('Sent11of 12 people, 0 still waiting');
    await expect.poll(() => stat('delivered').textContent()).toBe('Delivered100%8 of 8 sent');
    await expect.poll(() => stat('read').textContent()).toBe('Read100%8 of 8 sent');
    await expect.poll(() => stat('failed').textContent()).toContain('Failed or not known1');
    await page.getByText('Telegram sends no receipts: its 3 messages').waitFor();
    const telegram = page.getByRole('row').filter({ hasText: 'no receipts' });
    await expect.poll(() => telegram.allInnerTexts()).toEqual(['Telegram\t3\tno receipts\t0']);
  });

  it('failures in plain words, with what to do, each leading to those people', async () => {
    await open(done);
    const card = page.getByRole('region', { name: 'Who did not get it, and why' });
    const line = card.getByRole('listitem').filter({ hasText: 'Failed' });
    await expect.poll(() => line.textContent()).not.toMatch(/131026|undeliverable/i);
    await line.getByRole('link').click();
    await page.waitForURL(/tab=recipients/);
    await expect.poll(() => rows().count()).toBe(1);
    await expect.poll(() => rows().first().textContent()).toContain('WhatsApp');
  });

  it('9. tab, status and channel of the recipients survive reload, back and sharing', async () => {
    await open(done);
    await page.getByRole('tab', { name: 'Recipients' }).click();
    await expect.poll(() => rows().count()).toBe(12);
    await page.getByRole('combobox', { name: 'Channel' }).selectOption({ label: 'Telegram' });
    await expect.poll(() => rows().count()).toBe(3);
    await page.reload();
    await expect.poll(() => rows().count()).toBe(3);
    await page.keyboard.press('f');
    await page.keyboard.press('2');
    await page.waitForURL(/status=sent/);
    await page.goto('/campaigns');
    await page.goBack();
    await expect.poll(() => rows().count()).toBe(3);
    await expect
      .poll(() => Object.fromEntries(new URL(page.url()).searchParams))
      .toEqual({
        ...{ tab: 'recipients', status: 'sent', platform: 'telegram' },
      });
  });

  it('a recipient opens with the text, the recorded decision and every attempt, by keyboard too', async () => {
    await open(done, '?tab=recipients&platform=signal');
    await expect.poll(() => rows().count()).toBe(3);
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    const sheet = page.getByRole('dialog');
    await sheet.getByText('Dear Amina, your review is ready.').waitFor();
    await sheet.getByRole('heading', { name: 'Allowed', exact: true }).waitFor();
    await sheet.getByText('Consent on record for this channel and purpose').waitFor();
    await sheet.getByText('Attempt 1').waitFor();
    await sheet.getByText(/Handed over \d\d:\d\d:\d\d/).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await page.goto(`/campaigns/${done}?tab=recipients&status=failed`);
    await rows().first().getByRole('button').first().click();
    await sheet.getByRole('heading', { name: 'Attempts' }).waitFor();
  });
});

describe('10. the recipients tell their states apart', () => {
  const here = () => open(done, '?tab=recipients');

  it('loading', async () => {
    const { held, release } = await holdBack(page, messagesUrl);
    await here();
    await held;
    await page.getByRole('status', { name: 'Loading' }).last().waitFor();
    await release();
    await expect.poll(() => rows().count()).toBe(12);
  });

  it('none yet, and none at all', async () => {
    const nobody = (route: Parameters<Parameters<typeof page.route>[1]>[0]) =>
      route.fulfill({ json: { items: [], next_cursor: null } });
    await page.route(messagesUrl, nobody);
    await here();
    await page.getByText('Nobody was written to').waitFor();
    await expectAccessible(page);
    await page.unroute(messagesUrl);
  });

  it('none that match', async () => {
    await open(done, '?tab=recipients&status=held');
    await page.getByText('Nothing matches').waitFor();
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await expect.poll(() => rows().count()).toBe(12);
  });

  it('failed, with the request id', async () => {
    await page.route(messagesUrl, refuse(500, 'internal'));
    await here();
    await page.getByText('req-7f3a91').waitFor();
    await expectAccessible(page);
    await page.unroute(messagesUrl);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => rows().count()).toBe(12);
  });

  it('denied', async () => {
    await page.route(messagesUrl, refuse(403, 'forbidden'));
    await here();
    await page.getByText('Your role does not open this').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await page.unroute(messagesUrl);
  });

  it('a campaign that is not there, or belongs to somebody else', async () => {
    await open('00000000-0000-4000-8000-000000000000');
    await page.getByText('This campaign is not here').waitFor();
    await expectAccessible(page);
  });
});

it('compliance sees every number and decision, and nothing that changes the campaign', async () => {
  const reader = await world.page('compliance', { path: `/campaigns/${done}` });
  await reader.getByText(/11 of 12 people were written to/).waitFor();
  for (const name of ['Copy', 'Pause', 'Resume', 'Cancel campaign', 'Edit'])
    await expect
      .poll(() => reader.locator('#main').getByRole('button', { name, exact: true }).count())
      .toBe(0);
  await reader.getByRole('tab', { name: 'Recipients' }).click();
  await reader.getByRole('table', { name: 'Recipients' }).getByRole('button').first().click();
  await reader.getByRole('dialog').getByText('What was sent').waitFor();
  expectNoComplaints(reader);
  await reader.context().close();
});

it('nothing complained all along', () => expectNoComplaints(page));
