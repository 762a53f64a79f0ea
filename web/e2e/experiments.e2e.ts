// Experiments in the dashboard: set up in a campaign, watched, decided. Messages of running ones are written by the test, so that
// what the page says can be compared with what was written.
import type { Browser } from 'playwright-core';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ExperimentDesign, ExperimentResource } from '@sampark/contracts/experiments.ts';
import { launched, times, write, type Sent } from '../../server/test/experiments/scene.ts';
import { bengali } from './support/bengali.ts';
import { latinWords } from './support/campaign-helpers.ts';
import { expectEachLook } from './support/looks.ts';
import { expectAccessible, expectNoComplaints, openBrowser } from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
let page: DashboardPage;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  await world.people(40, ['signal']);
});
afterEach(async () => {
  expectNoComplaints(page);
  await page.context().close();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** Its people were written to some minutes ago: each of their outcomes is known. */
async function running(
  sent: readonly Sent[],
  design: Partial<ExperimentDesign> = {},
): Promise<ExperimentResource> {
  const { user, token } = await world.server.login('standard');
  const pm = { ...user, token };
  const made = await launched(world.server, pm, { settle_minutes: 1, ...design });
  await sql`update campaigns set launched_at = launched_at - interval '9 minutes', name = 'বসন্তের চিঠি'
            where id = ${made.campaign_id}`.execute(world.rt.db);
  await sql`update experiments set launched_at = launched_at - interval '9 minutes', name = 'বসন্তের চিঠি'
            where id = ${made.id}`.execute(world.rt.db);
  await sql`update experiment_variants set name = case when is_control then 'আনুষ্ঠানিক' else 'আন্তরিক' end
            where experiment_id = ${made.id}`.execute(world.rt.db);
  await write(world.server, pm, made, sent);
  return made;
}
const arm = (variant: number, people: number, replies: number): Sent[] =>
  times(people, (index) => ({
    variant,
    sent: (index % 60) / 60,
    ...(index < replies ? { replied: (index % 60) / 60 + 0.1 } : {}),
  }));
const banner = () => page.getByRole('region', { name: /is better than|Too early|Do not trust|Nobody is/ });

it('a campaign is set up to test versions by keyboard, with shares that make 100 % and a plain word on the people', async () => {
  const { id } = await world.ask<{ id: string }>('POST', '/campaigns', {
    ...{ name: 'শরতের চিঠি', message_content: 'Dear {{ first_name }}', channel_order: ['signal'] },
  });
  page = await world.page('standard', { path: `/campaigns/${id}/edit?step=message` });
  await page.getByRole('switch', { name: 'Try two or more versions against each other' }).press('Space');
  await page.getByRole('heading', { name: 'What differs' }).waitFor();
  // Only the arrow keys: the other version gives what this one takes.
  const share = (letter: string) => page.getByRole('slider', { name: `Share of version ${letter}` });
  await share('A').press('ArrowRight');
  await expect.poll(() => share('A').getAttribute('aria-valuetext')).toBe('51%');
  expect(await share('B').getAttribute('aria-valuetext')).toBe('49%');
  await page.getByRole('button', { name: 'Equal shares' }).press('Enter');
  await page.getByRole('textbox', { name: 'Name of version B' }).fill('');
  await page.getByText('Give this version a name.').waitFor();
  await page.getByText('Not saved yet').waitFor();
  await page.getByRole('textbox', { name: 'Name of version B' }).fill('By first name');
  await page.getByText('All versions do the same.').waitFor();
  await page.getByRole('button', { name: 'Write own words for B' }).press('Enter');
  await page.getByText('All versions do the same.').waitFor({ state: 'detached' });
  // Forty people cannot show five points.
  await page.locator('[data-plan="too-few"]').waitFor();
  expect(await page.locator('[data-plan="too-few"]').innerText()).toContain(
    '40 people are in the trial, 20 a version',
  );
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Holdout, percent' }).fill('10');
  await expect
    .poll(
      async () =>
        (await world.ask<{ experiment: ExperimentResource }>('GET', `/campaigns/${id}/experiment`)).experiment
          .holdout_share,
    )
    .toBe(1_000);
  await page.goto(`/campaigns/${id}/edit?step=review`);
  const review = page.getByRole('region', { name: 'The experiment' });
  await review.getByText('By first name', { exact: true }).waitFor();
  await expect.poll(() => review.innerText()).toMatch(/Holdout: get nothing\s+about 4 \(10%\)/);
});

it('29. shows interval, sample and imbalance check, and its words are the numbers', async () => {
  const { id } = await running([...arm(1, 300, 45), ...arm(2, 300, 105)]);
  page = await world.page('standard', { path: `/experiments/${id}` });
  await page.getByRole('heading', { name: 'B is better than A' }).waitFor();
  const sentence = await banner().innerText();
  expect(sentence).toContain('+20.0 points, between +');
  expect(sentence).toContain('You may stop.');
  expect(sentence).toMatch(/Found on .+ at \d\d:\d\d: B is better, \+20\.0 points/);
  expect(sentence).toContain('the interval (95%) left out zero');
  // Nothing was counted since: there is one number.
  expect(await page.locator('[data-verdict-now]').count()).toBe(0);
  const version = page.locator('#main li[data-version="B"]');
  expect(await version.innerText()).toMatch(/35\.0%\s+Replied: 105 of 300/);
  expect(await version.innerText()).toMatch(/300 of [\d,]+ planned/);
  await expect.poll(() => page.locator('[data-sample-ratio]').getAttribute('data-sample-ratio')).toBe('fine');
  // The picture’s numbers are a table, too.
  await page.getByRole('button', { name: 'Show as table' }).click();
  const looks = page.getByRole('region', { name: 'Every look' });
  expect(await looks.getByRole('row').nth(1).innerText()).toMatch(/^600\s+\+20\.0/);
  await page.getByText('Classical numbers').click();
  await page.getByText('For one look only.').waitFor();
});

it('29. tells what was found from what is counted now, and the latter is what the table says', async () => {
  const { user } = await world.server.login('standard');
  const made = await running([...arm(1, 300, 45), ...arm(2, 300, 105)]);
  page = await world.page('standard', { path: `/experiments/${made.id}` });
  await page.getByRole('heading', { name: 'B is better than A' }).waitFor();
  await write(world.server, user, made, [...arm(1, 100, 35), ...arm(2, 100, 35)]);
  const now = await page.locator('[data-verdict-now]').innerText();
  expect(now).toMatch(/^Now: B \+15\.0 points, between \+?\S+ and \+\S+\.$/);
  expect(await banner().innerText()).toContain('B is better, +20.0 points, between');
  const row = await page.locator('#main li[data-version="B"]').innerText();
  expect(row).toContain('+15.0 points');
  const interval = /between (\S+) and (\S+)\./.exec(now);
  expect(row.replaceAll('\n', ' ')).toContain(`between ${interval?.[1]} and ${interval?.[2]}`);
});

it('29. refuses a winner early, unless somebody says why', async () => {
  const { id } = await running([...arm(1, 30, 5), ...arm(2, 30, 9)]);
  page = await world.page('standard', { path: `/experiments/${id}` });
  await page.getByRole('heading', { name: 'Too early to say' }).waitFor();
  await page.getByRole('button', { name: 'Declare a winner' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('A winner named now may well be none.').waitFor();
  await dialog.getByRole('radio', { name: 'B · আন্তরিক' }).check();
  const declare = dialog.getByRole('button', { name: 'Declare B the winner' });
  expect(await declare.isEnabled()).toBe(false);
  await dialog.getByRole('textbox').fill('The board meets today and must choose.');
  await declare.click();
  await page.getByRole('heading', { name: /B was declared the winner/ }).waitFor();
  await page.getByText('“The board meets today and must choose.”').waitFor();
  const after = await world.ask<ExperimentResource>('GET', `/experiments/${id}`);
  expect(after).toMatchObject({ status: 'decided', winner: 'B' });
  // Kept, and said as of that moment.
  const kept = page.getByRole('region', { name: 'It was too early to say' });
  await kept.getByText(/^When it was decided, on .* B against A \+13\.3 points, between/).waitFor();
  expect(await kept.innerText()).not.toMatch(/still|more people|Now:/);
});

it('29. raises an alarm where one version lost people, and names nobody', async () => {
  const { id } = await running([...arm(1, 500, 60), ...arm(2, 300, 120)]);
  page = await world.page('standard', { path: `/experiments/${id}` });
  await page.getByRole('heading', { name: 'Do not trust these numbers yet' }).waitFor();
  const card = page.getByRole('region', { name: 'Is the split as planned?' });
  await card.getByText('No: the difference is too large for chance.').waitFor();
  await card.getByText('Likely causes').waitFor();
  await expectAccessible(page);
});

it('5, 7, 30. an experiment in both languages, themes and widths', async () => {
  const { id } = await running([...arm(1, 200, 30), ...arm(2, 200, 76)]);
  const say = bengali('experiments');
  page = await world.page('standard', { path: `/experiments/${id}` });
  const title = { en: 'Is the split as planned?', bn: say('Is the split as planned?') };
  await expectEachLook(world, page, 'standard', async (language) => {
    await page.getByRole('heading', { name: title[language] }).waitFor();
    await page.locator('.uplot canvas').waitFor();
    if (language === 'bn') expect(await latinWords(page, /GMT|UTC|Test standard|uplot/g)).toEqual([]);
  });
});

it('5, 7, 30. the list in both languages, themes and widths', async () => {
  await running([...arm(1, 200, 30), ...arm(2, 200, 76)]);
  page = await world.page('standard', { path: '/experiments' });
  const verdict = { en: /B is better: \+23\.0 points/, bn: /শতাংশ-বিন্দু/ };
  await expectEachLook(world, page, 'standard', async (language) => {
    await page.getByText(verdict[language]).first().waitFor();
    if (language === 'bn') expect(await latinWords(page, /GMT|UTC|Test standard|Spring letter/g)).toEqual([]);
  });
});
