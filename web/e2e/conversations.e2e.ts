// Conversations in the built dashboard on the real server: people write on simulated platforms, and are answered.
import { randomUUID } from 'node:crypto';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
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

/** Somebody of the portfolio manager's book, under a name of their own. */
async function named(name: string, channel: Channel): Promise<Person> {
  const [person] = await world.people(1, [channel]);
  if (!person) throw new Error('nobody was made');
  await world.rt.db.updateTable('prospects').set({ name }).where('id', '=', person.id).execute();
  return person;
}

/** What the platform would tell us when this person writes. */
async function writes(person: Person, text: string): Promise<void> {
  const { channel, phone: from } = person;
  const ours = world.accounts[channel].address;
  await world.simulators.control[channel]('POST', 'inbound', { account: ours, from, text });
}

type Given = {
  unread?: number;
  lastInboundHoursAgo?: number;
  assigned_to?: string;
  status?: 'open' | 'closed';
};

/** A conversation of `count` words of theirs, a minute apart, the newest now. */
async function conversation(person: Person, count: number, given: Given = {}): Promise<string> {
  const { rt, server, accounts } = world;
  const id = randomUUID();
  const newest = new Date(rt.clock.now().getTime() - (given.lastInboundHoursAgo ?? 0) * 3_600_000);
  await rt.db
    .insertInto('conversations')
    .values({
      ...{ id, workspace_id: server.workspace.id, prospect_id: person.id, channel: person.channel },
      ...{ status: given.status ?? 'open', assigned_to: given.assigned_to ?? null },
      ...{ unread_count: given.unread ?? 0, last_snippet: `word ${count}` },
      ...{ last_inbound_at: newest, last_message_at: newest },
    })
    .execute();
  await sql`
    insert into inbound_messages (workspace_id, conversation_id, prospect_id, channel, account_id, external_id, text, occurred_at, received_at)
    select ${server.workspace.id}, ${id}, ${person.id}, ${person.channel}, ${accounts[person.channel].id}, gen_random_uuid()::text,
      'word ' || n, at, at
    from generate_series(1, ${count}::int) n,
      lateral (select ${newest}::timestamptz - (${count}::int - n) * interval '1 minute' as at) t`.execute(
    rt.db,
  );
  return id;
}

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
const log = (page: DashboardPage) => page.getByRole('log', { name: 'What was said' });
const inList = (page: DashboardPage, name: string) =>
  page.getByRole('list', { name: 'Conversations' }).getByRole('button', { name: new RegExp(name) });
const thread = (page: DashboardPage, name: string) =>
  page.getByRole('region', { name: `Conversation with ${name}` });
const answerField = (page: DashboardPage) => page.getByRole('textbox', { name: 'Your answer' });

describe('conversations', () => {
  it('10. Each list has distinct loading, empty, no-match, error, denied states', async () => {
    const page = await open('standard');
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/api/v1/conversations?*', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto('/conversations');
    const list = page.getByRole('region', { name: 'List of conversations' });
    await list.getByRole('status', { name: 'Loading' }).waitFor();
    letGo();
    await list.getByText('Nobody has written yet').waitFor();
    expect(await list.getByRole('status', { name: 'Loading' }).count()).toBe(0);
    await expectAccessible(page);

    await page.goto('/conversations?q=nobody');
    await list.getByText('Nothing matches').waitFor();
    await list.getByRole('button', { name: 'Clear search and filters' }).click();
    await list.getByText('Nobody has written yet').waitFor();
    expect(new URL(page.url()).search).toBe('');

    await page.unroute('**/api/v1/conversations?*');
    for (const [status, code, words] of [
      [400, 'invalid_request', 'req-e2e-400'],
      [403, 'forbidden', 'Your role does not open this'],
    ] as const) {
      await page.route('**/api/v1/conversations?*', (route) =>
        route.fulfill({
          status,
          contentType: 'application/problem+json',
          body: JSON.stringify({ code, status, title: 'No', request_id: `req-e2e-${status}` }),
        }),
      );
      await page.goto('/conversations');
      await list.getByText(words).waitFor();
      expect(await list.getByText('Nobody has written yet').count()).toBe(0);
      await page.unroute('**/api/v1/conversations?*');
    }
    await page.goto('/conversations');
    await list.getByText('Nobody has written yet').waitFor();
  });

  it('6. What a person writes appears live, and is opened, answered and closed by keyboard alone', async () => {
    const page = await open('standard', { path: '/conversations' });
    const [nadia, omar] = [await named('Nadia Karim', 'whatsapp'), await named('Omar Aziz', 'signal')];
    await page.getByText('Nobody has written yet').waitFor();
    await writes(omar, 'Is my statement ready?');
    await inList(page, 'Omar Aziz').getByText('Is my statement ready?').waitFor();
    await writes(nadia, 'Can we talk on Thursday?');
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
    expect(await said.locator('svg').count()).toBeGreaterThan(0);
    const sent = (await world.simulators.control.whatsapp('GET', 'ledger')) as { accepted: number };
    expect(sent.accepted).toBe(1);

    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await thread(page, 'Omar Aziz').waitFor();
    await inList(page, 'Nadia Karim').waitFor({ state: 'detached' });
    expect(await row((await idOf(nadia)) ?? '')).toMatchObject({ status: 'closed', unread_count: 0 });
    expect(await row((await idOf(omar)) ?? '')).toMatchObject({ status: 'open' });

    // It is among the closed, and a new word of hers opens it again.
    await page.getByRole('tab', { name: 'Closed' }).click();
    await inList(page, 'Nadia Karim').waitFor();
    await writes(nadia, 'And bring the papers.');
    await inList(page, 'Nadia Karim').waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: /^All/ }).click();
    await inList(page, 'Nadia Karim').getByText('And bring the papers.').waitFor();
  });

  it('opens at the first word nobody has read, and counts it read once it is on screen', async () => {
    const person = await named('Salma Noor', 'signal');
    const id = await conversation(person, 90, { unread: 40 });
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
    await writes(person, 'One more thing');
    await page.getByRole('button', { name: 'New messages' }).click();
    await log(page).getByText('One more thing').waitFor();
  });

  it('8. Shortcuts never fire while typing; drafts stay with their conversation', async () => {
    const [ines, leo] = [await named('Ines Duarte', 'signal'), await named('Leo Brandt', 'signal')];
    const [first, second] = [await conversation(ines, 3), await conversation(leo, 3)];
    const page = await open('standard', { path: `/conversations?c=${first}` });
    await log(page).getByText('word 3', { exact: true }).waitFor();
    await answerField(page).click();
    await page.keyboard.type('jerk, j k e r / ? c g p');
    expect(await answerField(page).inputValue()).toBe('jerk, j k e r / ? c g p');
    await thread(page, 'Ines Duarte').waitFor();
    expect(await row(first)).toMatchObject({ status: 'open' });
    expect(await page.getByRole('dialog').count()).toBe(0);
    // From inside the field Alt goes on; the text stays behind, where it was typed.
    await page.keyboard.press('Alt+j');
    await thread(page, 'Ines Duarte').waitFor({ state: 'detached' });
    await page.goto(`/conversations?c=${second}`);
    await thread(page, 'Leo Brandt').waitFor();
    expect(await answerField(page).inputValue()).toBe('');
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
    const id = await conversation(await named('Greta Holm', 'signal'), 1);
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
    expect(await answerField(page).inputValue()).toBe('The second');
  });

  it('28. Free text is blocked outside the reply window, with template offered', async () => {
    const person = await named('Bela Szabo', 'whatsapp');
    const id = await conversation(person, 2, { lastInboundHoursAgo: 25 });
    const page = await open('standard', { path: `/conversations?c=${id}` });
    const here = thread(page, 'Bela Szabo');
    await here.getByText('The 24 hours for a free answer are over.').waitFor();
    expect(await answerField(page).count()).toBe(0);
    await inList(page, 'Bela Szabo').getByText('reply window closed').waitFor();
    // Not only on screen: the server refuses it too.
    await expect(world.ask('POST', `/conversations/${id}/messages`, { text: 'Hello' })).rejects.toThrow(
      'reply_window_closed',
    );
    expect(await here.getByRole('button', { name: 'Send the template' }).isDisabled()).toBe(true);
    await here.getByRole('combobox', { name: /Template/ }).click();
    await page.getByRole('option', { name: /review/ }).click();
    await here.getByText('Dear {{1}}, your review is ready.').waitFor();
    await expectAccessible(page);
    await here.getByRole('button', { name: 'Send the template' }).click();
    const sent = log(page).locator('[data-index]', { hasText: 'Dear Amina, your review is ready.' });
    await sent.getByText(/^(?:Delivered|Read)$/).waitFor();
    // Only the person's own word opens the window.
    expect(await answerField(page).count()).toBe(0);
    await writes(person, 'Good, tell me more');
    await answerField(page).waitFor();
  });

  it('9. Filters, tab and the open conversation survive reload, back, sharing; the tabs count', async () => {
    const mine = await named('Tova Lindqvist', 'imessage');
    const id = await conversation(mine, 2, { assigned_to: world.pm.id });
    await conversation(await named('Tova Closed', 'signal'), 2, { status: 'closed' });
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
      expect(await tab('Mine').getAttribute('aria-selected')).toBe('true');
      expect(await page.getByRole('searchbox').inputValue()).toBe('Tova');
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
    expect(new URL(page.url()).searchParams.get('view')).toBe('closed');
  });

  it('27. A 10,000-message conversation opens under one second', async () => {
    const person = await named('Zara Long', 'signal');
    const id = await conversation(person, 5_000);
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
    await expect.poll(() => asked.length, { timeout: 8_000 }).toBeGreaterThanOrEqual(2);
    expect(asked.filter((url) => url.searchParams.has('cursor'))).toEqual([]);
  });

  it('shows an error with its request id, a refusal and what is not theirs', async () => {
    const person = await named('Ravi Menon', 'signal');
    const id = await conversation(person, 2);
    const page = await open('standard', { path: '/conversations' });
    await page.route(`**/conversations/${id}/messages*`, (route) =>
      route.fulfill({
        status: 400,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          code: 'invalid_request',
          status: 400,
          title: 'No',
          request_id: 'req-e2e-said',
        }),
      }),
    );
    await inList(page, 'Ravi Menon').click();
    await thread(page, 'Ravi Menon').getByText('req-e2e-said').waitFor();
    await page.unroute(`**/conversations/${id}/messages*`);
    await thread(page, 'Ravi Menon').getByRole('button', { name: 'Try again' }).click();
    await log(page).getByText('word 2', { exact: true }).waitFor();
    // An answer that policy refuses says why, and the words stay.
    await world.rt.db
      .insertInto('consents')
      .values({
        ...{ workspace_id: world.server.workspace.id, prospect_id: person.id, channel: 'signal' },
        ...{ purpose: 'service', action: 'withdrawn', source: 'conversation' },
        ...{ occurred_at: world.rt.clock.now(), recorded_at: world.rt.clock.now() },
      })
      .execute();
    await answerField(page).fill('Are you there?');
    await answerField(page).press('Control+Enter');
    await thread(page, 'Ravi Menon').getByRole('alert').waitFor();
    expect(await answerField(page).inputValue()).toBe('Are you there?');
    // A conversation of somebody else's book is not found.
    await world.rt.db
      .deleteFrom('relationships')
      .where('prospect_id', '=', person.id)
      .where('user_id', '=', world.pm.id)
      .execute();
    await page.reload();
    await page.getByRole('alert').waitFor();
    expect(await answerField(page).count()).toBe(0);
    expect(await page.getByText('Ravi Menon').count()).toBe(0);
  });

  it('lets compliance read, and neither answer nor mark as read', async () => {
    const id = await conversation(await named('Unread Person', 'signal'), 4, { unread: 2 });
    const page = await open('compliance', { path: `/conversations?c=${id}` });
    await log(page).getByText('word 4', { exact: true }).waitFor();
    await log(page).getByText('Not read yet').waitFor();
    expect(await answerField(page).count()).toBe(0);
    for (const name of ['Take it', 'Close and next', 'Asked not to be messaged'])
      expect([name, await page.getByRole('button', { name }).count()]).toEqual([name, 0]);
    await page.keyboard.press('e');
    expect(await row(id)).toMatchObject({ status: 'open', unread_count: 2 });
  });

  it.each([
    { language: 'en', theme: 'light', width: 360 },
    { language: 'en', theme: 'dark', width: 1440 },
    { language: 'bn', theme: 'light', width: 1440 },
    { language: 'bn', theme: 'dark', width: 360 },
  ] as const)('5. 7. 30. is accessible, fits and is complete: $language, $theme, $width px', async (look) => {
    const { language, theme, width } = look;
    const { user } = await world.server.login('standard');
    await world.rt.db.updateTable('users').set({ language, theme }).where('id', '=', user.id).execute();
    const names = ['Zara Long', 'Bela Szabo'];
    const ids = await Promise.all(
      names.map(
        async (name) =>
          (
            await world.rt.db
              .selectFrom('conversations as c')
              .innerJoin('prospects as p', 'p.id', 'c.prospect_id')
              .select('c.id')
              .where('p.name', '=', name)
              .executeTakeFirstOrThrow()
          ).id,
      ),
    );
    await world.rt.db
      .updateTable('conversations')
      .set({ last_inbound_at: new Date(world.rt.clock.now().getTime() - 26 * 3_600_000) })
      .where('id', '=', ids[1] ?? '')
      .execute();
    const page = await open('standard', { viewport: { width, height: 800 }, path: '/conversations' });
    await page.locator('[data-row]').first().waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
    await expectNoSidewaysScroll(page);
    // Where there is room the list stands beside each conversation below.
    if (width < 1024) await expectAccessible(page);
    for (const id of ids) {
      await page.goto(`/conversations?c=${id}`);
      await page.getByRole('log').locator('[data-index]').first().waitFor();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      if (language === 'en') continue;
      // What people are called and what was said is theirs; everything else is ours, and in Bengali.
      expect(await latinWords(page, '[dir="auto"], [data-row] > button > span:first-child, h2')).toEqual([]);
    }
    await world.rt.db
      .updateTable('users')
      .set({ language: 'en', theme: 'system' })
      .where('id', '=', user.id)
      .execute();
  });
});
