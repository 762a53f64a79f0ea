// Who may decide what in the review queue: nobody about their own messages, nobody what somebody else has decided, and whoever says
// no says why, to the one who wrote it.
import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { settle } from '../../server/test/notifications/helpers.ts';
import { statusesOf } from '../../server/test/support/world.ts';
import { eventsOf, makeRule, sendTo } from './support/flagged-messages.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/pages.ts';
import type { DashboardPage, RealDashboard } from './support/real-dashboard.ts';
import { useDashboard } from './support/use-dashboard.ts';

let world: RealDashboard;
let workers: { stop(): Promise<void> } | undefined;
const { open } = useDashboard(async (ready) => {
  world = ready;
  await makeRule(world);
  await makeRule(world, {
    ...{ name: 'No guarantees', action: 'block', condition: { terms: ['guaranteed'] } },
    examples: [
      { text: 'guaranteed', expect: 'flag' },
      { text: 'perhaps', expect: 'pass' },
    ],
  });
  workers = await world.serve();
});
afterAll(() => workers?.stop());

const rows = (page: DashboardPage) =>
  page.getByRole('list', { name: 'Flagged messages' }).getByRole('listitem');
const show = (page: DashboardPage, person: string) =>
  rows(page).filter({ hasText: person }).getByRole('button').click();
/** As if this administrator had changed the text of the campaign. */
async function wrote(role: 'admin' | 'compliance', campaign: string): Promise<void> {
  const { user } = await world.server.login(role);
  await sql`update campaigns set written_by = written_by || ${user.id}::uuid where id = ${campaign}`.execute(
    world.rt.db,
  );
}

it('18. authors approve nothing of their own: neither a verdict nor a word for what is held', async () => {
  const sent = await sendTo(world, ['Amina One'], 'A sure thing.');
  const held = await sendTo(world, ['Bilal Two'], 'Guaranteed.');
  await wrote('admin', sent);
  await wrote('admin', held);
  const author = await open('admin', { path: '/compliance/review' });
  await show(author, 'Amina One');
  await author.getByText('somebody else decides about it').waitFor();
  expect(await author.getByRole('button', { name: 'False alarm' }).count()).toBe(0);
  // Nor by its key, and chosen together with others it is left to them.
  await author.keyboard.press('1');
  await rows(author).filter({ hasText: 'Amina One' }).getByRole('checkbox').click();
  await author.getByRole('region', { name: 'Several at once' }).getByText('False alarm').click();
  await author.getByText('You sent or wrote that yourself: somebody else decides').waitFor();
  expect(await eventsOf(world, 'flag.decided')).toEqual([]);
  await expectAccessible(author);

  await author.goto('/compliance/review?view=held');
  await show(author, 'Bilal Two');
  await author.getByText('You sent or wrote it yourself: two others let it go.').waitFor();
  const word = author.getByRole('button', { name: 'Let it go as the first' });
  await expect.poll(() => word.isDisabled()).toBe(true);
  await author.keyboard.press('r');
  await rows(author).getByRole('checkbox').click();
  await author.getByRole('button', { name: 'Let 1 message go' }).click();
  const dialog = author.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Let them go' }).click();
  await dialog.getByText('You are its author; somebody else has to').waitFor();
  expect(await eventsOf(world, 'message.release_asked')).toEqual([]);
  expect(await statusesOf(world.rt, held)).toEqual({ held: 1 });
  await dialog.getByRole('button', { name: 'Back to the queue' }).click();

  // Who has no hand in it decides as ever.
  const other = await open('compliance', { path: '/compliance/review?view=held' });
  await show(other, 'Bilal Two');
  await other.getByRole('button', { name: 'Let it go as the first' }).click();
  await other.getByText('Second: somebody other than you').waitFor();
});

it('19. rejecting asks for the reason, and the author sees it', async () => {
  const held = await sendTo(world, ['Chitra Three'], 'Guaranteed, {{ first_name }}.');
  const sent = await sendTo(world, ['Dina Four'], 'Sure thing, {{ first_name }}.');
  const reviewer = await open('compliance', { path: '/compliance/review?view=held' });
  await show(reviewer, 'Chitra Three');
  await reviewer.getByRole('button', { name: 'Do not send it' }).click();
  const dialog = reviewer.getByRole('dialog');
  const no = dialog.getByRole('button', { name: 'Do not send it' });
  await expect.poll(() => no.isDisabled()).toBe(true);
  await dialog.getByRole('textbox', { name: 'Why it is not sent' }).fill('   ');
  await expect.poll(() => no.isDisabled()).toBe(true);
  await expectAccessible(reviewer);
  await dialog.getByRole('textbox', { name: 'Why it is not sent' }).fill('Nobody can guarantee a return.');
  await no.click();
  await dialog.waitFor({ state: 'detached' });
  await reviewer.getByText('Nobody can guarantee a return.').waitFor();
  expect(await statusesOf(world.rt, held)).toEqual({ skipped: 1 });

  await reviewer.goto('/compliance/review');
  await show(reviewer, 'Dina Four');
  await reviewer.getByRole('button', { name: 'Violation' }).click();
  await reviewer.getByText('A violation needs a note.').waitFor();
  await reviewer.keyboard.type('Name the risk.');
  await reviewer.keyboard.press('Control+Enter');
  await expect.poll(() => eventsOf(world, 'flag.decided')).toMatchObject([{ verdict: 'violation' }]);
  await settle(world.rt);

  // The author hears of both, and reads both reasons where the news lead.
  const author = await open('standard', { path: '/notifications' });
  const news = author.getByRole('link', { name: /Compliance objected to 1 message of/ });
  await expect.poll(() => news.count()).toBe(2);
  await author.goto(`/compliance/review?view=objected&campaign=${held}`);
  await show(author, 'Chitra Three');
  await author.getByText('Compliance did not let it go.').waitFor();
  await author.getByText('Nobody can guarantee a return.').waitFor();
  await expectAccessible(author);
  await author.goto(`/compliance/review?view=objected&campaign=${sent}`);
  await show(author, 'Dina Four');
  await author.getByRole('group', { name: 'Verdict' }).getByText('Name the risk.').waitFor();
  // A portfolio manager reads: nothing there decides.
  expect(await author.getByRole('button', { name: /Let it go|Do not send|Take my verdict/ }).count()).toBe(0);
  await author.setViewportSize({ width: 360, height: 780 });
  await expectNoSidewaysScroll(author);
  await expectAccessible(author);
});

it('20. two reviewers cannot decide one item: the second is told and sees what the first said', async () => {
  const sent = await sendTo(world, ['Elias Five'], 'A sure thing, truly.');
  const held = await sendTo(world, ['Farida Six'], 'Guaranteed, truly.');
  const first = await open('compliance', { path: `/compliance/review?campaign=${sent}` });
  const second = await open('admin', { path: `/compliance/review?campaign=${sent}` });
  // Both look at the flag; the second page hears nothing of the first until it decides itself.
  for (const page of [first, second]) await page.route('**/api/v1/stream', (route) => route.abort());
  for (const page of [first, second]) {
    await show(page, 'Elias Five');
    await page.getByRole('button', { name: 'False alarm' }).waitFor();
  }
  const decided = () => eventsOf(world, 'flag.decided');
  const before = (await decided()).length;
  await first.getByRole('button', { name: 'Minor' }).click();
  await expect.poll(async () => (await decided()).length).toBe(before + 1);
  await second.getByRole('button', { name: 'False alarm' }).click();
  await second.getByText('Somebody else has decided about it already').waitFor();
  expect((await decided()).slice(before)).toMatchObject([{ verdict: 'minor' }]);
  await second.goto(`/compliance/review?view=decided&campaign=${sent}`);
  await show(second, 'Elias Five');
  const verdict = second.getByRole('group', { name: 'Verdict' });
  await verdict.getByText('Minor').waitFor();
  expect(await second.getByRole('button', { name: 'Take my verdict back' }).count()).toBe(0);

  // The same of a held message: one refuses it while the other is about to let it go.
  for (const page of [first, second]) {
    await page.goto(`/compliance/review?view=held&campaign=${held}`);
    await show(page, 'Farida Six');
    await page.getByRole('button', { name: 'Let it go as the first' }).waitFor();
  }
  await first.getByRole('button', { name: 'Do not send it' }).click();
  const dialog = first.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Why it is not sent' }).fill('A promise.');
  await dialog.getByRole('button', { name: 'Do not send it' }).click();
  await dialog.waitFor({ state: 'detached' });
  await second.getByRole('button', { name: 'Let it go as the first' }).click();
  await second
    .getByText('This message is not held by a rule')
    .or(second.getByText('A promise.'))
    .first()
    .waitFor();
  await second.getByText('A promise.').waitFor();
  expect(await statusesOf(world.rt, held)).toEqual({ skipped: 1 });
});
