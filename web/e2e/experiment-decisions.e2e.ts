// What people do with an experiment, from the launch to the last message: its versions seen before, sent, one of them stopped, the
// winner sent to the rest. On the real server; what was sent is asked of the simulated platform and of the database.
import type { Browser } from 'playwright-core';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ExperimentDesign, ExperimentResource } from '@sampark/contracts/experiments.ts';
import { movePeople } from '../../server/src/experiments/move-people.ts';
import { design as twoVersions, launched, times, write } from '../../server/test/experiments/scene.ts';
import { recordSends } from './support/campaign-helpers.ts';
import { expectAccessible, expectNoComplaints, openBrowser } from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

const people = 40;
let browser: Browser;
let world: RealDashboard;
let page: DashboardPage;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
});
afterEach(async () => {
  expectNoComplaints(page);
  await page.context().close();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** A draft to forty people on Signal that greets in two ways; half of them wait for the winner. */
async function drafted(): Promise<{ id: string; experiment: string }> {
  const audience = await world.people(people, ['signal']);
  const { id } = await world.ask<{ id: string }>('POST', '/campaigns', {
    ...{ name: 'Autumn letter', message_content: 'Dear {{ first_name }}', channel_order: ['signal'] },
    prospect_ids: audience.map((one) => one.id),
  });
  const { token } = await world.server.login('standard');
  const payload: ExperimentDesign = { ...twoVersions, trial_share: 5_000, settle_minutes: 1 };
  const made = await world.server.ask('PUT', `/api/v1/campaigns/${id}/experiment`, {
    ...{ token, headers: { 'if-match': '"1"' }, payload },
  });
  expect([made.statusCode, made.body]).toEqual([200, made.body]);
  return { id, experiment: made.json<ExperimentResource>().id };
}

/** How many messages of a campaign left, by what they said. */
async function left(campaign: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ variant: number; in_trial: boolean; people: number }>`
    select variant, in_trial, count(*)::int as people from messages
    where campaign_id = ${campaign} and sent_at is not null group by 1, 2`.execute(world.rt.db);
  return Object.fromEntries(
    rows.map((one) => [`${one.variant}${one.in_trial ? ' in the trial' : ''}`, one.people]),
  );
}
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0);

it('a campaign with versions is launched, and its winner is rolled out to those who waited', async () => {
  const sent = recordSends(world);
  const { id, experiment } = await drafted();
  page = await world.page('standard', { path: `/campaigns/${id}/edit?step=review` });
  const previews = page.getByRole('region', { name: 'What they get' });
  await previews.getByText('Hello!').waitFor();
  await previews.getByRole('combobox', { name: 'Version' }).click();
  await page.getByRole('option', { name: 'A · Formal' }).click();
  await previews.getByText('Dear Amina').waitFor();
  expect(await previews.getByText('Hello!').count()).toBe(0);
  await expectAccessible(page);

  const serving = await world.serve(['dispatch', 'ingest', 'scheduler']);
  try {
    await page.getByRole('button', { name: /^Send to / }).click();
    await page.getByRole('link', { name: 'See the experiment' }).click();
    await page.getByRole('heading', { name: 'Nobody is counted yet' }).waitFor();
    const trial = async () =>
      (
        await sql<{
          people: number;
        }>`select count(*)::int as people from messages m join campaigns c on c.id = m.campaign_id
          where m.campaign_id = ${id} and m.variant > 0 and m.in_trial and c.expanded_at is not null`.execute(
          world.rt.db,
        )
      ).rows[0]?.people ?? 0;
    await expect.poll(trial, { timeout: 30_000 }).toBeGreaterThan(0);
    const tried = await trial();
    expect(tried).toBeLessThan(people);
    await expect.poll(async () => sum(await left(id)), { timeout: 30_000 }).toBe(tried);
    expect(Object.keys(await left(id)).toSorted()).toEqual(['1 in the trial', '2 in the trial']);
    const before = await left(id);

    await page.getByRole('button', { name: 'Declare a winner' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'B · Warm' }).check();
    await dialog.getByRole('checkbox', { name: `Send it to the ${people - tried} people` }).check();
    await dialog.getByRole('textbox').fill('The season ends tonight.');
    await dialog.getByRole('button', { name: 'Declare B the winner' }).click();
    await page.getByRole('heading', { name: /B was declared the winner/ }).waitFor();
    await page.getByText('Rolled out to the rest').waitFor();
    await expect.poll(async () => sum(await left(id)), { timeout: 30_000 }).toBe(people);
    expect(await left(id)).toEqual({ ...before, '2': people - tried });
  } finally {
    await serving.stop();
  }
  // What the platform was given: each person one message, in one of the two ways.
  const greeted = (words: string) => sent.filter((body) => body.includes(words)).length;
  const counts = await left(id);
  expect([greeted('Dear Amina'), greeted('Hello!')]).toEqual([
    counts['1 in the trial'],
    people - (counts['1 in the trial'] ?? 0),
  ]);
  expect(await world.ask('GET', `/experiments/${experiment}`)).toMatchObject({
    ...{ status: 'decided', winner: 'B' },
    rolled_out_at: expect.any(String),
  });
});

it('the winner that was declared earlier is rolled out later', async () => {
  const { user, token } = await world.server.login('standard');
  const made = await launched(world.server, { ...user, token }, { settle_minutes: 1, trial_share: 5_000 });
  const at = (variant: number, count: number, replies: number) =>
    times(count, (index) => ({ variant, sent: 0, ...(index < replies ? { replied: 0.5 } : {}) }));
  await sql`update campaigns set launched_at = launched_at - interval '9 minutes', people_waiting = 120
            where id = ${made.campaign_id}`.execute(world.rt.db);
  await sql`update experiments set launched_at = launched_at - interval '9 minutes'
            where id = ${made.id}`.execute(world.rt.db);
  await write(world.server, user, made, [...at(1, 200, 20), ...at(2, 200, 90)]);
  page = await world.page('standard', { path: `/experiments/${made.id}` });
  await page.getByRole('heading', { name: 'B is better than A' }).waitFor();
  await page.getByRole('button', { name: 'Declare a winner' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Declare B the winner' }).click();
  await page.getByRole('button', { name: 'Roll out to 120 people' }).click();
  const dialog = page.getByRole('dialog', { name: 'Roll out B' });
  await dialog.getByText('120 people who have no message yet get version B.').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Send B to 120 people' }).click();
  await page.getByText('Rolled out to the rest').waitFor();
  expect(await page.getByRole('button', { name: /^Roll out/ }).count()).toBe(0);
});

it('a version is stopped: whoever was to get it gets the control', async () => {
  const { user, token } = await world.server.login('standard');
  const made = await launched(world.server, { ...user, token });
  await write(world.server, user, made, [
    ...times(10, () => ({ variant: 1, sent: 0 })),
    ...times(10, () => ({ variant: 2, sent: 0 })),
    ...times(7, () => ({ variant: 2, sent: null })),
  ]);
  await sql`insert into message_queue (message_id, created_at, workspace_id, campaign_id, platform, due_at)
    select id, created_at, workspace_id, campaign_id, platform, due_at from messages
    where campaign_id = ${made.campaign_id} and delivery_status = 'pending'`.execute(world.rt.db);
  page = await world.page('standard', { path: `/experiments/${made.id}` });
  await page.getByRole('button', { name: 'Stop a version' }).press('Enter');
  await page.getByRole('menuitem', { name: 'B · Warm' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Stop version B' });
  await dialog.getByText('Nobody else gets B.').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Stop version B' }).click();
  await page.locator('#main li[data-version="B"]').getByText('Stopped', { exact: true }).waitFor();
  // The scheduler's work: it was stopped with the first test.
  await expect.poll(() => movePeople(world.rt)).toBeUndefined();
  const { rows } = await sql`select variant, in_trial, count(*)::int as people from messages
    where campaign_id = ${made.campaign_id} group by 1, 2 order by 1, 2`.execute(world.rt.db);
  expect(rows).toEqual([
    { variant: 1, in_trial: false, people: 7 },
    { variant: 1, in_trial: true, people: 10 },
    { variant: 2, in_trial: true, people: 10 },
  ]);
  // The only other version is gone: there is nothing left to stop.
  await page.getByRole('button', { name: 'Stop a version' }).waitFor({ state: 'detached' });
});
