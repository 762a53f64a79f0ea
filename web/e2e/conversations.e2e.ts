// Conversations in the built dashboard on the real server: people write on simulated platforms, and are answered.
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../server/test/support/world.ts';
import {
  answerField,
  conversation,
  inList,
  log,
  named,
  thread,
  writes,
} from './support/conversation-helpers.ts';
import { expectAccessible, expectNoComplaints, openBrowser } from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
let serving: { stop(): Promise<void> };
const opened: DashboardPage[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
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

const open: RealDashboard['page'] = async (...given) => {
  const page = await world.page(...given);
  opened.push(page);
  return page;
};

const row = (id: string) =>
  world.rt.db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const idOf = async (person: Person) =>
  (
    await world.rt.db
      .selectFrom('conversations')
      .select('id')
      .where('prospect_id', '=', person.id)
      .executeTakeFirst()
  )?.id;

describe('conversations', () => {
  it('6. What a person writes appears live, and is opened, answered and closed by keyboard alone', async () => {
    const page = await open('standard', { path: '/conversations' });
    const [nadia, omar] = [
      await named(world, 'Nadia Karim', 'whatsapp'),
      await named(world, 'Omar Aziz', 'signal'),
    ];
    await page.getByText('Nobody has written yet').waitFor();
    await writes(world, omar, 'Is my statement ready?');
    await inList(page, 'Omar Aziz').getByText('Is my statement ready?').waitFor();
    await writes(world, nadia, 'Can we talk on Thursday?');
    await inList(page, 'Nadia Karim').waitFor();

    // The latest word is on top, so down and up again.
    await page.keyboard.press('Alt+j');
    await thread(page, 'Nadia Karim').waitFor();
    await page.keyboard.press('Alt+j');
    await thread(page, 'Omar Aziz').waitFor();
    await page.keyboard.press('Alt+k');
    await log(page).getByText('Can we talk on Thursday?').waitFor();
    await thread(page, 'Nadia Karim')
      .getByText(/You can answer freely for another/)
      .waitFor();

    await page.keyboard.press('r');
    await page.keyboard.type('Thursday at eleven suits me.');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => answerField(page).inputValue()).toBe('');
    const said = log(page).locator('[data-index]', { hasText: 'Thursday at eleven suits me.' });
    // 11. Its state is a word and an icon, not a colour alone.
    await said.getByText(/^(?:Delivered|Read)$/).waitFor();
    await expect.poll(() => said.locator('svg').count()).toBeGreaterThan(0);
    const sent = (await world.simulators.control.whatsapp('GET', 'ledger')) as { accepted: number };
    expect(sent.accepted).toBe(1);

    // Why it went: the decision as it was recorded, and back to the place it was asked from.
    const asked = said.getByRole('button', { name: 'Why?' });
    await asked.focus();
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Nadia Karim' });
    const decision = sheet.getByRole('region', { name: 'Decision' });
    await decision.getByRole('heading', { name: 'Allowed', exact: true }).waitFor();
    await decision.getByText('Consent on record for this channel and purpose').waitFor();
    await decision.getByText(/^It went over the sender .+ left that day/).waitFor();
    await decision.getByText(/^Decided /).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await expect.poll(() => asked.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.press('r');

    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await thread(page, 'Omar Aziz').waitFor();
    await inList(page, 'Nadia Karim').waitFor({ state: 'detached' });
    expect(await row((await idOf(nadia)) ?? '')).toMatchObject({ status: 'closed', unread_count: 0 });
    expect(await row((await idOf(omar)) ?? '')).toMatchObject({ status: 'open' });

    // It is among the closed, and a new word of hers opens it again.
    await page.getByRole('tab', { name: 'Closed' }).click();
    await inList(page, 'Nadia Karim').waitFor();
    await writes(world, nadia, 'And bring the papers.');
    await inList(page, 'Nadia Karim').waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: /^All/ }).click();
    await inList(page, 'Nadia Karim').getByText('And bring the papers.').waitFor();
  });

  it('opens at the first word nobody has read, and counts it read once it is on screen', async () => {
    const person = await named(world, 'Salma Noor', 'signal');
    const id = await conversation(world, person, 90, { unread: 40 });
    const page = await open('standard', { path: '/conversations' });
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    // The words come late: nothing is read before they are there.
    await page.route('**/messages?*', async (route) => {
      await held;
      await route.continue();
    });
    await inList(page, 'Salma Noor').click();
    await thread(page, 'Salma Noor').getByRole('status', { name: 'Loading' }).waitFor();
    expect(await row(id)).toMatchObject({ unread_count: 40 });
    letGo();
    await log(page).getByText('Not read yet').waitFor();
    await log(page).getByText('word 51', { exact: true }).waitFor();
    const top = await log(page).evaluate((frame) => {
      const line = [...frame.querySelectorAll('p')].find((one) => one.textContent === 'Not read yet');
      return (line?.getBoundingClientRect().top ?? -1) - frame.getBoundingClientRect().top;
    });
    expect(top).toBeGreaterThanOrEqual(-24);
    expect(top).toBeLessThan(120);
    await expect.poll(async () => (await row(id)).unread_count).toBe(0);
    await inList(page, 'Salma Noor').getByText('unread').waitFor({ state: 'detached' });
    // The place is kept while it is being read, and new words wait behind a button.
    await writes(world, person, 'One more thing');
    await page.getByRole('button', { name: 'New messages' }).click();
    await log(page).getByText('One more thing').waitFor();
  });

  it('8. Shortcuts never fire while typing; drafts stay with their conversation', async () => {
    const [ines, leo] = [
      await named(world, 'Ines Duarte', 'signal'),
      await named(world, 'Leo Brandt', 'signal'),
    ];
    const [first, second] = [await conversation(world, ines, 3), await conversation(world, leo, 3)];
    const page = await open('standard', { path: `/conversations?c=${first}` });
    await log(page).getByText('word 3', { exact: true }).waitFor();
    await answerField(page).click();
    await page.keyboard.type('jerk, j k e r / ? c g p');
    await expect.poll(() => answerField(page).inputValue()).toBe('jerk, j k e r / ? c g p');
    await thread(page, 'Ines Duarte').waitFor();
    expect(await row(first)).toMatchObject({ status: 'open' });
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    // From inside the field Alt goes on; the text stays behind, where it was typed.
    await page.keyboard.press('Alt+j');
    await thread(page, 'Ines Duarte').waitFor({ state: 'detached' });
    await page.goto(`/conversations?c=${second}`);
    await thread(page, 'Leo Brandt').waitFor();
    await expect.poll(() => answerField(page).inputValue()).toBe('');
    await page.goto(`/conversations?c=${first}`);
    await expect.poll(() => answerField(page).inputValue()).toBe('jerk, j k e r / ? c g p');
    await page.getByRole('searchbox', { name: 'Person’s name' }).fill('e');
    await page.getByRole('searchbox', { name: 'Person’s name' }).press('e');
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('ee');
    expect(await row(first)).toMatchObject({ status: 'open' });
    // Out of the field the same key acts.
    await answerField(page).press('Escape');
    await page.keyboard.press('e');
    await expect.poll(async () => (await row(first)).status).toBe('closed');
  });

  it('keeps what is typed while an answer is on its way', async () => {
    const id = await conversation(world, await named(world, 'Greta Holm', 'signal'), 1);
    const page = await open('standard', { path: `/conversations?c=${id}` });
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route(`**/conversations/${id}/messages`, async (route) => {
      await held;
      await route.continue();
    });
    await answerField(page).fill('The first');
    await answerField(page).press('Control+Enter');
    await page.getByRole('button', { name: 'Send' }).and(page.locator('[aria-busy=true]')).waitFor();
    await answerField(page).fill('The second');
    letGo();
    await log(page).getByText('The first').waitFor();
    await expect.poll(() => answerField(page).inputValue()).toBe('The second');
  });

  it('28. Free text is blocked outside the reply window, with template offered', async () => {
    const person = await named(world, 'Bela Szabo', 'whatsapp');
    const id = await conversation(world, person, 2, { lastInboundHoursAgo: 25 });
    await sql`insert into channel_templates (workspace_id, waba_id, name, language, category, status, parameter_format, components)
      select workspace_id, waba_id, 'home_visit', language, category, status, 'POSITIONAL',
        '[{"type": "BODY", "text": "Dear {{1}}, we come on {{2}}."}]'
      from channel_templates where name = 'review' limit 1`.execute(world.rt.db);
    const page = await open('standard', { path: `/conversations?c=${id}` });
    const here = thread(page, 'Bela Szabo');
    await here.getByText('The 24 hours for a free answer are over.').waitFor();
    await expect.poll(() => answerField(page).count()).toBe(0);
    await inList(page, 'Bela Szabo').getByText('reply window closed').waitFor();
    // Not only on screen: the server refuses it too.
    await expect(world.ask('POST', `/conversations/${id}/messages`, { text: 'Hello' })).rejects.toThrow(
      'reply_window_closed',
    );
    const send = here.getByRole('button', { name: 'Send the template' });
    const pick = async (name: RegExp) => {
      await here.getByRole('combobox', { name: /Template/ }).click();
      await page.getByRole('option', { name }).click();
    };
    await expect.poll(() => send.isDisabled()).toBe(true);
    // Each place has its own value, and nothing leaves before they are given.
    await pick(/home visit/);
    const day = here.getByLabel('In place of {{2}}');
    await day.waitFor();
    expect(await send.isDisabled()).toBe(true);
    await day.fill('Monday');
    await expect.poll(() => send.isEnabled()).toBe(true);
    await pick(/review/);
    await here.getByText('Dear {{1}}, your review is ready.').waitFor();
    await expectAccessible(page);
    await here.getByRole('button', { name: 'Send the template' }).click();
    const sent = log(page).locator('[data-index]', { hasText: 'Dear Amina, your review is ready.' });
    await sent.getByText(/^(?:Delivered|Read)$/).waitFor();
    // Only the person's own word opens the window.
    await expect.poll(() => answerField(page).count()).toBe(0);
    await writes(world, person, 'Good, tell me more');
    await answerField(page).waitFor();
  });

  it('9. Filters, tab and the open conversation survive reload, back, sharing; the tabs count', async () => {
    const mine = await named(world, 'Tova Lindqvist', 'imessage');
    const id = await conversation(world, mine, 2, { assigned_to: world.pm.id });
    await conversation(world, await named(world, 'Tova Closed', 'signal'), 2, { status: 'closed' });
    const counts = await world.ask<{ mine: number; all: number; unassigned: number }>(
      'GET',
      '/conversations/counts',
    );
    expect(counts.mine).toBeGreaterThan(0);
    expect(counts.unassigned).toBeGreaterThan(0);
    expect(counts.mine + counts.unassigned).toBe(counts.all);
    const page = await open('standard', { path: '/conversations' });
    const tab = (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) });
    await expect.poll(() => tab('Mine').textContent()).toBe(`Mine${counts.mine}`);
    await expect.poll(() => tab('Nobody’s').textContent()).toBe(`Nobody’s${counts.unassigned}`);
    await expect.poll(() => tab('All').textContent()).toBe(`All${counts.all}`);

    await tab('Mine').click();
    await inList(page, 'Tova Lindqvist').click();
    await page.getByRole('combobox', { name: 'Channel' }).selectOption({ label: 'iMessage' });
    await page.getByRole('searchbox').fill('Tova');
    await expect
      .poll(() => Object.fromEntries(new URL(page.url()).searchParams))
      .toEqual({ view: 'mine', channel: 'imessage', q: 'Tova', c: id });
    const address = page.url();
    for (const again of [() => page.reload(), () => page.goto('/prospects').then(() => page.goBack())]) {
      await again();
      await thread(page, 'Tova Lindqvist').waitFor();
      await expect.poll(() => tab('Mine').getAttribute('aria-selected')).toBe('true');
      await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('Tova');
      await expect.poll(() => page.locator('[data-row]').count()).toBe(1);
    }
    const shared = await open('admin', { path: address });
    await thread(shared, 'Tova Lindqvist').waitFor();

    // Taken over by somebody else, it is no longer mine; arrows move along the tabs.
    await shared.getByRole('button', { name: 'Take it' }).click();
    await inList(page, 'Tova Lindqvist').waitFor({ state: 'detached' });
    await tab('Mine').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => tab('Nobody’s').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowRight');
    await inList(page, 'Tova Closed').waitFor({ state: 'detached' });
    await expect.poll(() => new URL(page.url()).searchParams.get('view')).toBe('closed');
  });

  it('27. A 10,000-message conversation opens under one second', async () => {
    const person = await named(world, 'Zara Long', 'signal');
    const id = await conversation(world, person, 5_000);
    const now = world.rt.clock.now();
    // Ours stand between theirs.
    await sql`
      insert into messages (id, created_at, updated_at, workspace_id, prospect_id, portfolio_manager_id, platform, purpose, content,
        delivery_status, due_at, sent_at)
      select gen_random_uuid(), at, at, ${world.server.workspace.id}, ${person.id}, ${world.pm.id}, 'signal', 'service',
        'answer ' || n, 'delivered', at, at
      from generate_series(1, 5000) n, lateral (select ${now}::timestamptz - n * interval '1 minute' - interval '30 seconds' as at) t`.execute(
      world.rt.db,
    );
    const page = await open('standard', { path: '/conversations' });
    await inList(page, 'Zara Long').waitFor();
    const ms = await page.evaluate(async (row) => {
      const started = performance.now();
      document.querySelector<HTMLElement>(`[data-row="${row}"] button`)?.click();
      const isThere = () => {
        const frame = document.querySelector('[role="log"]');
        const last = [...(frame?.querySelectorAll('p') ?? [])].find((one) => one.textContent === 'word 5000');
        if (!frame || !last) return false;
        const [a, b] = [frame.getBoundingClientRect(), last.getBoundingClientRect()];
        return b.bottom <= a.bottom && b.top >= a.top;
      };
      while (!isThere()) await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - started;
    }, id);
    console.log(`A conversation of 10,000 messages opened in ${ms.toFixed(0)} ms`);
    // The bound is wide for a busy machine; what keeps it fast is that only what is in view is drawn.
    expect(ms).toBeLessThan(3_000);
    const drawn = () => log(page).locator('[data-index]').count();
    expect(await drawn()).toBeLessThan(100);

    // Back through history: the place is kept, and no more is drawn.
    const asked: URL[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.pathname === `/api/v1/conversations/${id}/messages`) asked.push(url);
    });
    for (let pages = 1; pages <= 3; pages++) {
      await log(page).evaluate((frame) => (frame.scrollTop = 0));
      await expect.poll(() => asked.filter((url) => url.searchParams.has('cursor')).length).toBe(pages);
      await expect.poll(() => log(page).evaluate((frame) => frame.scrollTop)).toBeGreaterThan(1_000);
      expect(await drawn()).toBeLessThan(100);
    }
    // Only the newest page is asked again, however much is loaded.
    asked.length = 0;
    await expect.poll(() => asked.length).toBeGreaterThanOrEqual(2);
    expect(asked.filter((url) => url.searchParams.has('cursor'))).toEqual([]);
  });
});
