// The review queue in the built dashboard: flags the engine made of messages that went out, decided by keyboard, and a held
// message that takes two people.
import type { Browser } from 'playwright-core';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { statusesOf } from '../../server/test/support/world.ts';
import { bengali } from './support/bengali.ts';
import { eventsOf, makeRule, sendTo } from './support/flagged-messages.ts';
import { latinWords } from './support/campaign-helpers.ts';
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
let held: string;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  await makeRule(world);
  await makeRule(world, {
    ...{ name: 'No guarantees', action: 'block', condition: { terms: ['guaranteed'] } },
    examples: [
      { text: 'guaranteed', expect: 'flag' },
      { text: 'perhaps', expect: 'pass' },
    ],
  });
  workers = await world.serve();
  await sendTo(world, ['Amina One', 'Bilal Two', 'Chitra Three'], 'Dear {{ first_name }}, a SURE thing.');
  held = await sendTo(world, ['Dina Four'], 'Guaranteed, {{ first_name }}.');
  page = await world.page('compliance', { path: '/compliance/review' });
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser.close();
  await workers.stop();
  await world.close();
});

const rows = () => page.getByRole('list', { name: 'Flagged messages' }).getByRole('listitem');
/** Asked over the API: what people write is sealed where it is kept. */
const verdicts = async () => {
  const { token } = await world.server.login('compliance');
  const answer = await world.server.ask('GET', '/api/v1/compliance/flags?state=decided', { token });
  return answer
    .json<{ items: { verdict: string; note: string | null }[] }>()
    .items.map(({ verdict, note }) => ({ verdict, note }));
};

it('j opens the oldest with its words marked, 1 decides and goes on, u takes it back', async () => {
  await expect.poll(() => rows().count()).toBe(4);
  await page.keyboard.press('j');
  const message = page.getByRole('region', { name: 'The message', exact: true });
  await message.getByText('SURE thing', { exact: true }).waitFor();
  expect(await message.locator('mark').allTextContents()).toEqual(['SURE thing']);
  await page.getByRole('link', { name: /FCA COBS 4\.2\.1R/ }).waitFor();
  await expectAccessible(page);
  const first = new URL(page.url()).searchParams.get('f');
  await page.keyboard.press('1');
  await expect.poll(() => rows().count()).toBe(3);
  expect(await verdicts()).toEqual([{ verdict: 'false_alarm', note: null }]);
  await expect.poll(() => new URL(page.url()).searchParams.get('f')).not.toBe(first);
  await page.keyboard.press('u');
  await expect.poll(() => rows().count()).toBe(4);
  expect(await verdicts()).toEqual([]);
  expect([await eventsOf(world, 'flag.decided'), await eventsOf(world, 'flag.reopened')]).toMatchObject([
    [{ verdict: 'false_alarm', flag_id: first }],
    [{ flag_id: first }],
  ]);
});

it('a violation wants its note first; then Ctrl+Enter gives it, with those alike', async () => {
  await rows().filter({ hasText: 'Amina One' }).getByRole('button').click();
  await page.getByRole('checkbox', { name: 'And 2 more of this rule in this campaign' }).check();
  await page.getByRole('button', { name: 'Violation' }).click();
  await page.getByText('A violation needs a note.').waitFor();
  expect(await verdicts()).toEqual([]);
  await page.keyboard.type('Nothing is sure, j.');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => rows().count()).toBe(1);
  expect(await verdicts()).toEqual(
    Array.from({ length: 3 }, () => ({ verdict: 'violation', note: 'Nothing is sure, j.' })),
  );
});

it('filters stand in the address and survive a reload; another filter says that nothing matches', async () => {
  await page.goto('/compliance/review?view=decided&severity=high&channel=signal');
  await expect.poll(() => rows().count()).toBe(3);
  await page.reload();
  await expect.poll(() => rows().count()).toBe(3);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByLabel('Channel').selectOption('telegram');
  await page.getByText('Nothing matches').waitFor();
});

it('a held message takes two people, and then it leaves', async () => {
  await page.goto('/compliance/review?view=held');
  await rows().getByRole('button').click();
  await page.getByRole('button', { name: 'Let it go as the first' }).click();
  await page.getByText('Second: somebody other than you').waitFor();
  await page.getByRole('button', { name: 'Take my word back' }).click();
  await page.getByRole('button', { name: 'Let it go as the first' }).click();
  await page.getByText('Second: somebody other than you').waitFor();
  expect(await statusesOf(world.rt, held)).toEqual({ held: 1 });
  await expectAccessible(page);

  const second = await world.page('admin', { path: '/compliance/review?view=held' });
  await second.getByText('Held: 1 of 2').click();
  await second.getByRole('button', { name: 'Let it go as the second' }).click();
  const dialog = second.getByRole('alertdialog').or(second.getByRole('dialog'));
  await dialog.getByText('cannot be called back').waitFor();
  await dialog.getByRole('button', { name: 'Let it go' }).click();
  await vi.waitFor(
    async () => {
      const statuses = await statusesOf(world.rt, held);
      if (statuses.held || statuses.pending) throw new Error('not sent yet');
    },
    { timeout: 45_000, interval: 200 },
  );
  await second.getByText('No message is held').waitFor();
  expectNoComplaints(second);
  await second.context().close();
});

it('many held messages are let go by keyboard: the first word waits, the second sends, the rest says why', async () => {
  const campaign = await sendTo(world, ['Elias Five', 'Farida Six', 'Gopal Seven'], 'Guaranteed again.');
  await page.goto('/compliance/review?view=held');
  await expect.poll(() => rows().count()).toBe(3);
  // The first two by keys alone.
  for (const key of ['j', 'x', 'j', 'x', 'R']) await page.keyboard.press(key);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('You are the first for 2: they wait for a second person.').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Let them go' }).click();
  await dialog.getByText('2 messages wait for a second person.').waitFor();
  await dialog.getByRole('button', { name: 'Back to the queue' }).click();
  await expect.poll(() => rows().filter({ hasText: 'Held: 1 of 2' }).count()).toBe(2);
  expect(await statusesOf(world.rt, campaign)).toEqual({ held: 3 });

  // The second person speaks for all three, and is told what that means for each.
  const second = await world.page('admin', { path: '/compliance/review?view=held' });
  const boxes = second.getByRole('checkbox', { name: /^Choose:/ });
  await expect.poll(() => boxes.count()).toBe(3);
  for (const box of await boxes.all()) await box.click();
  await second.getByRole('button', { name: 'Let 3 messages go' }).click();
  const asked = second.getByRole('dialog');
  await asked.getByText(/^You are the second for 2:/).waitFor();
  await asked.getByText('You are the first for 1: it waits for a second person.').waitFor();
  await asked.getByRole('button', { name: 'Let them go' }).click();
  await asked.getByText('2 messages are on their way.').waitFor();
  await asked.getByText('1 message waits for a second person.').waitFor();
  await expectAccessible(second);
  await asked.getByRole('button', { name: 'Back to the queue' }).click();
  await expect.poll(() => boxes.count()).toBe(1);
  await boxes.click();
  await second.getByRole('button', { name: 'Let 1 message go' }).click();
  await asked.getByText('You were already the first for 1: nothing changes about it.').waitFor();
  await asked.getByRole('button', { name: 'Let them go' }).click();
  await asked.getByText('You were the first; a second person has to speak.').waitFor();
  expectNoComplaints(second);
  await second.context().close();

  await expect.poll(() => rows().count()).toBe(1);
  await rows().getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Let 1 message go' }).click();
  await dialog.getByRole('button', { name: 'Let them go' }).click();
  await dialog.getByText('1 message is on its way.').waitFor();
  await dialog.getByRole('button', { name: 'Back to the queue' }).click();
  await page.getByText('No message is held').waitFor();
  expect(await eventsOf(world, 'message.released')).toHaveLength(4);
});

it('in Bengali, dark, on a phone: all there, nothing scrolls sideways', async () => {
  const { user } = await world.server.login('compliance');
  await sql`update users set language = 'bn', theme = 'dark' where id = ${user.id}`.execute(world.rt.db);
  const say = bengali('compliance');
  const phone = await world.page('compliance', {
    path: '/compliance/review',
    viewport: { width: 360, height: 780 },
  });
  await phone.locator('[data-row] button').filter({ hasText: 'Dina Four' }).click();
  await phone.getByRole('button', { name: say('False alarm') }).waitFor();
  await phone.getByText(say('What the rule says')).waitFor();
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
  expect(
    await latinWords(
      phone,
      /No guarantees|Nothing is sure\. Name the risk\.|FCA COBS.*|Guaranteed|Dina|Four|Test \w+|GMT|UTC|Dear.*|EU|EEA|\+\d+|Ctrl|Enter|Device of/g,
    ),
  ).toEqual([]);
  expectNoComplaints(phone);
  expectNoComplaints(page);
});
