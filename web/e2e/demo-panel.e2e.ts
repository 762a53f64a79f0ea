// The demo's panel in the built dashboard: what is pressed there really happens on the simulated platforms.
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../server/test/support/world.ts';
import { latinWords } from './support/latin-words.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  openBrowser,
} from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
let serving: { stop(): Promise<void> };
const people = {} as Record<Channel, Person>;
const opened: DashboardPage[] = [];
const titles: Record<Channel, string> = {
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
  signal: 'Signal',
  imessage: 'iMessage',
};

beforeAll(async () => {
  browser = await openBrowser();
  // Short leases: what an administrator decides reaches the lanes at their next renewal.
  world = await startDashboard(browser, { env: { SAMPARK_LEASE_SECONDS: '3' } });
  const { rt, server, simulators } = world;
  rt.demo.enabled = true;
  rt.demo.simulators = simulators.urls;
  await isDemo(true);
  for (const channel of channels) {
    const [person] = await world.people(1, [channel]);
    if (!person) throw new Error('nobody was made');
    people[channel] = person;
    await rt.db
      .updateTable('prospects')
      .set({ name: `Person of ${titles[channel]}` })
      .where('id', '=', person.id)
      .where('workspace_id', '=', server.workspace.id)
      .execute();
  }
  serving = await world.serve();
});
afterEach(async () => {
  for (const page of opened.splice(0)) {
    expectNoComplaints(page);
    await page.context().close();
  }
});
afterAll(async () => {
  await serving.stop();
  await browser.close();
  await world.close();
});

const isDemo = (is_demo: boolean) =>
  world.rt.db
    .updateTable('workspaces')
    .set({ is_demo })
    .where('id', '=', world.server.workspace.id)
    .execute();
const open: RealDashboard['page'] = async (...given) => {
  const page = await world.page(...given);
  opened.push(page);
  return page;
};
const card = (page: DashboardPage, name: string) => page.getByRole('region', { name, exact: true });

type Behaviour = {
  latency_ms: { min: number; max: number };
  drop_receipts: number;
  reorder_receipts: number;
  outage: boolean;
};
const behaviour = async (channel: Channel) =>
  (await world.simulators.control[channel]('GET', 'behaviour')) as Behaviour;
const account = (channel: Channel) =>
  world.rt.db
    .selectFrom('sender_accounts')
    .selectAll()
    .where('id', '=', world.accounts[channel].id)
    .executeTakeFirstOrThrow();

const statusOf = async (id: string) =>
  (await world.ask<{ delivery_status: string }>('GET', `/messages/${id}`)).delivery_status;

/** Its state, with the minutes until it is tried again taken away. */
async function sentNow(id: string): Promise<string> {
  await sql`update message_queue set due_at = ${world.rt.clock.now()} where message_id = ${id}`.execute(
    world.rt.db,
  );
  return statusOf(id);
}

/** By as many presses as somebody would put up with. */
async function tabTo(page: DashboardPage, wanted: Locator): Promise<void> {
  const isThere = () => wanted.evaluate((one) => one === document.activeElement);
  for (let presses = 0; presses < 8 && !(await isThere()); presses++) await page.keyboard.press('Tab');
  expect(await isThere()).toBe(true);
}

async function choose(page: DashboardPage, where: string, label: string, option: RegExp): Promise<void> {
  const field = card(page, where).getByRole('combobox', { name: new RegExp(label) });
  await field.click();
  await page.getByRole('option', { name: option }).click();
  await expect.poll(() => field.innerText()).toMatch(option);
}

async function choosePerson(page: DashboardPage, name: string): Promise<void> {
  const field = card(page, 'Send a reply as this person').getByRole('combobox', { name: 'Person' });
  await field.fill(name);
  await page.getByRole('option', { name: new RegExp(name) }).click();
  await page.getByRole('option', { name: new RegExp(name) }).waitFor({ state: 'detached' });
  expect(await field.inputValue()).toBe(name);
}

describe('the demo panel', () => {
  it('makes each platform slow, lossy, out of order and unreachable, and well again', async () => {
    const page = await open('admin', { path: '/demo' });
    await page.getByRole('heading', { name: 'Simulators', exact: true }).waitFor();
    for (const channel of channels) {
      const here = card(page, titles[channel]);
      const flip = (name: string) => here.getByRole('switch', { name, exact: true });
      await flip('Slow').click();
      await flip('Outage').click();
      // 11. Said in a word.
      await here.getByText('Down', { exact: true }).waitFor();
      // Telegram sends no receipts: there is nothing to lose.
      if (channel === 'telegram') await expect.poll(() => flip('Loses receipts').count()).toBe(0);
      else {
        await flip('Loses receipts').click();
        await flip('Mixes up the order').click();
      }
      const receipts = channel === 'telegram' ? 0 : 0.3;
      await expect
        .poll(() => behaviour(channel))
        .toMatchObject({
          latency_ms: { min: 1_500, max: 3_000 },
          outage: true,
          drop_receipts: receipts,
          reorder_receipts: receipts,
        });
    }
    await expect.poll(() => page.getByRole('switch', { checked: true }).count()).toBe(14);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Make all well again' }).click();
    await expect.poll(() => page.getByRole('switch', { checked: true }).count()).toBe(0);
    for (const channel of channels)
      expect(await behaviour(channel)).toMatchObject({
        latency_ms: { min: 0, max: 0 },
        outage: false,
        drop_receipts: 0,
        reorder_receipts: 0,
      });
  });

  it('holds what is sent during an outage and sends it after, once', async () => {
    const page = await open('admin', { path: '/demo' });
    const here = card(page, 'Signal');
    await here.getByText('Accepted 0, twice 0, limits exceeded 0').waitFor();
    await here.getByRole('switch', { name: 'Outage' }).click();
    await here.getByText('Down', { exact: true }).waitFor();
    const sent = await world.ask<{ id: string }>('POST', '/messages', {
      ...{ prospect_id: people.signal.id, purpose: 'service', channel_order: ['signal'] },
      content: { signal: { kind: 'text', text: 'Through the storm' } },
    });
    await expect.poll(() => statusOf(sent.id)).toBe('retrying');
    await here.getByText('Accepted 0, twice 0, limits exceeded 0').waitFor();
    await here.getByRole('switch', { name: 'Outage' }).click();
    await here.getByText('Down', { exact: true }).waitFor({ state: 'detached' });
    await expect.poll(() => sentNow(sent.id)).toMatch(/^(?:sent|delivered|read)$/);
    await here.getByText('Accepted 1, twice 0, limits exceeded 0').waitFor();
  });

  it.each(channels)('sends a reply as this person: %s', async (channel) => {
    const page = await open('admin', { path: '/demo' });
    const here = card(page, 'Send a reply as this person');
    const send = here.getByRole('button', { name: 'Send as this person' });
    await expect.poll(() => send.isDisabled()).toBe(true);
    await choosePerson(page, `Person of ${titles[channel]}`);
    await choose(page, 'Send a reply as this person', 'Channel', new RegExp(titles[channel]));
    await here.getByRole('button', { name: 'Can we talk on Thursday?' }).click();
    await send.click();
    await here.getByRole('link', { name: 'Sent. See it in Conversations' }).click();
    await page.getByRole('button', { name: new RegExp(`Person of ${titles[channel]}`) }).click();
    const conversation = page.getByRole('region', { name: `Conversation with Person of ${titles[channel]}` });
    await conversation.getByRole('log').getByText('Can we talk on Thursday?').first().waitFor();
    await conversation.getByText(titles[channel], { exact: true }).first().waitFor();
  });

  it('says so when the person is not on that channel', async () => {
    const page = await open('admin', { path: '/demo' });
    const here = card(page, 'Send a reply as this person');
    await choosePerson(page, 'Person of Signal');
    await choose(page, 'Send a reply as this person', 'Channel', /Telegram/);
    await here.getByRole('textbox', { name: 'What they write' }).fill('Hello');
    await here.getByRole('button', { name: 'Send as this person' }).click();
    await here.getByText('on Telegram they have to open the bot first', { exact: false }).waitFor();
    await expect
      .poll(() => here.getByRole('textbox', { name: 'What they write' }).inputValue())
      .toBe('Hello');
  });

  it('restricts a sender: the platform does it, we hold it, and an administrator lets it go on', async () => {
    const page = await open('admin', { path: '/demo' });
    const here = card(page, 'Have a platform restrict a sender');
    await expect
      .poll(() => here.getByRole('button', { name: 'Restrict this sender' }).isDisabled())
      .toBe(true);
    await choose(page, 'Have a platform restrict a sender', 'Sender', /WhatsApp/);
    await here.getByRole('button', { name: 'Restrict this sender' }).click();
    await here.getByRole('link', { name: 'Restricted. See the sender' }).waitFor();
    const { accounts } = (await world.simulators.control.whatsapp('GET', 'accounts')) as {
      accounts: { banned: number | null }[];
    };
    expect(accounts.map((one) => one.banned)).toEqual([131031]);
    await expect.poll(async () => (await account('whatsapp')).policy_hold).toBeTruthy();

    await here.getByRole('button', { name: 'Lift it' }).click();
    await here.getByRole('link', { name: 'Lifted. See the sender' }).click();
    // Lifted there, it still waits for a person's decision here.
    await page.getByRole('button', { name: /^Held/ }).first().waitFor();
    await page.getByRole('button', { name: 'Decide what happens' }).click();
    const decision = page.getByRole('dialog', { name: 'What shall happen with this sender?' });
    await decision.getByRole('radio', { name: 'Let it go on' }).click();
    await decision.getByRole('textbox', { name: 'Why' }).fill('The platform lifted the restriction.');
    await decision.getByRole('button', { name: 'Let it go on' }).click();
    await expect.poll(() => page.getByRole('button', { name: /^Healthy/ }).count()).toBe(2);
    // It sends again.
    const sent = await world.ask<{ id: string }>('POST', '/messages', {
      ...{ prospect_id: people.whatsapp.id, purpose: 'service', channel_order: ['whatsapp'] },
      content: {
        whatsapp: { kind: 'template', name: 'review', language: 'en', parameters: ['{{ first_name }}'] },
      },
    });
    await expect.poll(() => sentNow(sent.id)).toMatch(/^(?:sent|delivered|read)$/);
  });

  it('restricts a sender on every other platform too, and lifts it there', async () => {
    const page = await open('admin', { path: '/demo' });
    const here = card(page, 'Have a platform restrict a sender');
    for (const channel of ['telegram', 'signal', 'imessage'] as const) {
      const restricted = async () => {
        const { accounts } = (await world.simulators.control[channel]('GET', 'accounts')) as {
          accounts: { banned?: boolean; challenge?: string | null }[];
        };
        return accounts.map((one) => Boolean(one.banned ?? one.challenge));
      };
      await choose(page, 'Have a platform restrict a sender', 'Sender', new RegExp(titles[channel]));
      expect([channel, await restricted()]).toEqual([channel, [false]]);
      // What was said of the sender before is not said of this one.
      await expect.poll(() => here.getByRole('link').count()).toBe(0);
      await here.getByRole('button', { name: 'Restrict this sender' }).click();
      await here.getByText('Restricted. See the sender').waitFor();
      expect([channel, await restricted()]).toEqual([channel, [true]]);
      await here.getByRole('button', { name: 'Lift it' }).click();
      await here.getByText('Lifted. See the sender').waitFor();
      expect([channel, await restricted()]).toEqual([channel, [false]]);
    }
  });

  it('10. Loading, error with its id, and refused are told apart', async () => {
    const page = await open('admin');
    let letGo: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/api/v1/demo/panel', async (route) => {
      await waiting;
      await route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'internal', status: 500, title: 'No', request_id: 'req-e2e-500' }),
      });
    });
    await page.goto('/demo');
    await page.getByRole('status', { name: 'Loading' }).waitFor();
    letGo();
    await page.getByText('req-e2e-500').waitFor();
    await expect.poll(() => page.getByRole('status', { name: 'Loading' }).count()).toBe(0);
    await expectAccessible(page);
    await page.unroute('**/api/v1/demo/panel');
    await page.getByRole('button', { name: 'Try again' }).click();
    await card(page, 'WhatsApp').waitFor();
    // A switch that could not be moved says so and stays where it was.
    await page.route('**/api/v1/demo/panel', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    );
    await card(page, 'WhatsApp').getByRole('switch', { name: 'Slow' }).click();
    await card(page, 'WhatsApp').getByRole('alert').waitFor();
    await expect.poll(() => page.getByRole('switch', { checked: true }).count()).toBe(0);
  });

  it('is the demo administrator’s alone', async () => {
    for (const role of ['standard', 'compliance'] as const) {
      const page = await open(role, { path: '/demo' });
      await page.getByText('Your role does not allow this').waitFor();
      await expect
        .poll(async () => [role, await page.getByRole('button', { name: 'Make all well again' }).count()])
        .toEqual([role, 0]);
      await expect
        .poll(async () => [role, await page.getByRole('link', { name: 'Simulators' }).count()])
        .toEqual([role, 0]);
    }
    await isDemo(false);
    const page = await open('admin', { path: '/demo' });
    await page.getByText('This exists in the demo only').waitFor();
    await expect.poll(() => page.getByRole('switch').count()).toBe(0);
    await isDemo(true);
  });

  it('6. Works by keyboard alone', async () => {
    const page = await open('admin', { path: '/demo' });
    const slow = card(page, 'iMessage').getByRole('switch', { name: 'Slow' });
    await slow.waitFor();
    await slow.focus();
    await page.keyboard.press('Space');
    await expect.poll(async () => (await behaviour('imessage')).latency_ms.max).toBe(3_000);
    await page.keyboard.press('Space');
    await expect.poll(async () => (await behaviour('imessage')).latency_ms.max).toBe(0);
    const reply = card(page, 'Send a reply as this person');
    const person = reply.getByRole('combobox', { name: 'Person' });
    await person.focus();
    await page.keyboard.type('Person of iMessage');
    const options = page.locator('[role=option]');
    await expect.poll(() => options.count()).toBe(1);
    await page.keyboard.press('ArrowDown');
    await page.locator('[role=option][data-highlighted]').waitFor();
    await page.keyboard.press('Enter');
    await options.waitFor({ state: 'detached' });
    await expect.poll(() => person.inputValue()).toBe('Person of iMessage');
    const channel = reply.getByRole('combobox', { name: /Channel/ });
    await tabTo(page, channel);
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'iMessage' }).waitFor();
    await page.keyboard.press('End');
    await page.locator('[role=option][data-highlighted]', { hasText: 'iMessage' }).waitFor();
    await page.keyboard.press('Enter');
    await channel.getByText('iMessage').waitFor();
    await options.first().waitFor({ state: 'hidden' });
    await tabTo(page, reply.getByRole('textbox', { name: 'What they write' }));
    await page.keyboard.type('By keyboard');
    await tabTo(page, reply.getByRole('button', { name: 'Send as this person' }));
    await page.keyboard.press('Enter');
    await reply.getByText('Sent. See it in Conversations').waitFor();
  });

  it.each([
    { language: 'en', theme: 'light', width: 360 },
    { language: 'en', theme: 'dark', width: 1440 },
    { language: 'bn', theme: 'light', width: 1440 },
    { language: 'bn', theme: 'dark', width: 360 },
  ] as const)('5. 7. 30. is accessible, fits and is complete: $language, $theme, $width px', async (look) => {
    const { language, theme, width } = look;
    const { user } = await world.server.login('admin');
    await world.rt.db.updateTable('users').set({ language, theme }).where('id', '=', user.id).execute();
    const page = await open('admin', { viewport: { width, height: 800 }, path: '/demo' });
    await card(page, 'Telegram').waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    // Samples of what people write stay in the language they are written in.
    if (language === 'bn') expect(await latinWords(page, '[dir="auto"]')).toEqual([]);
    await world.rt.db
      .updateTable('users')
      .set({ language: 'en', theme: 'system' })
      .where('id', '=', user.id)
      .execute();
  });
});
