// What an experiment tells besides its verdict: what the apps keep to themselves, how long it takes, what to do next, and what is not
// right about versions that are being written. Messages of running ones are written by the test.
import type { ExperimentDesign, ExperimentResource } from '@sampark/contracts/experiments.ts';
import type { Browser } from 'playwright-core';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { design, launched, times, write, type Sent } from '../../server/test/experiments/scene.ts';
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

/** Launched two hours ago, in words of a Bengali reader. */
async function running(
  sent: readonly Sent[],
  more: Partial<ExperimentDesign> = {},
  name = 'বসন্তের চিঠি',
): Promise<ExperimentResource> {
  const { user, token } = await world.server.login('standard');
  const made = await launched(world.server, { ...user, token }, { settle_minutes: 1, ...more });
  const { campaign_id, id } = made;
  await sql`update campaigns set launched_at = launched_at - interval '2 hours', name = ${name},
    expanded_at = launched_at - interval '2 hours' where id = ${campaign_id}`.execute(world.rt.db);
  await sql`update experiments set launched_at = launched_at - interval '2 hours', name = ${name} where id = ${id}`.execute(
    world.rt.db,
  );
  await sql`update experiment_variants set name = case when is_control then 'আনুষ্ঠানিক' else 'আন্তরিক' end
    where experiment_id = ${id}`.execute(world.rt.db);
  await write(world.server, user, made, sent);
  return made;
}
/** One a minute from the launch on. */
const arm = (variant: number, people: number, done: number, more: Partial<Sent> = {}): Sent[] =>
  times(people, (index) => ({
    ...{ variant, sent: index },
    ...(index < done ? { read: index + 0.5, replied: index + 0.5 } : {}),
    ...more,
  }));

it('5, 7, 30. says what the apps do not tell, in both languages, themes and widths', async () => {
  const { id } = await running(
    [
      ...arm(1, 40, 12),
      ...arm(2, 40, 16),
      ...arm(1, 7, 0, { platform: 'telegram' }),
      ...arm(2, 5, 0, { platform: 'telegram' }),
    ],
    { metric: 'read' },
  );
  page = await world.page('standard', { path: `/experiments/${id}` });
  const optional = page.locator('[data-caveat="read_receipts_optional"]');
  const left = page.locator('[data-caveat="no_read_receipts"]');
  await expectEachLook(world, page, 'standard', async (language) => {
    await left.waitFor();
    expect([await optional.count(), await left.count()]).toEqual([1, 1]);
    if (language === 'bn') {
      expect(await left.innerText()).toContain('১২');
      expect(await latinWords(page, /GMT|UTC|Test standard|uplot|Telegram|Signal/g)).toEqual([]);
    }
  });
  expect(await left.innerText()).toBe('12 people on Telegram are left out: it reports no reading.');
  expect(await optional.innerText()).toContain('Signal (80)');
});

it('5, 7, 30. says how long the rest takes, going on as it did', async () => {
  // A hundred people of each version are counted within 100 minutes, and as many still wait: the plan asks for 150.
  const waiting = (variant: number) => times(100, () => ({ variant, sent: null }));
  const { id } = await running([...arm(1, 100, 10), ...arm(2, 100, 12), ...waiting(1), ...waiting(2)]);
  await sql`update experiments set people_planned = 150 where id = ${id}`.execute(world.rt.db);
  page = await world.page('standard', { path: `/experiments/${id}` });
  const say = bengali('experiments');
  await expectEachLook(world, page, 'standard', async (language) => {
    await page
      .getByRole('heading', { name: language === 'en' ? 'Too early to say' : say('Too early to say') })
      .waitFor();
    const told = page.locator('[data-time-left]');
    await told.waitFor();
    // An hour, give or take how long the test itself took.
    expect(await told.innerText()).toMatch(language === 'en' ? /\d+ min|1 h/ : /[০-৯]+/);
  });
});

it('5, 7, 30. the list tells what was found, when, how sure, and what to do next', async () => {
  await running([...arm(1, 100, 10), ...arm(2, 100, 60)], {}, 'শরতের চিঠি');
  await running([...arm(1, 6, 1), ...arm(2, 6, 2)], {}, 'শীতের চিঠি');
  page = await world.page('standard', { path: '/experiments' });
  const row = (name: string) => page.locator('[data-row]').filter({ hasText: name });
  const found = row('শরতের চিঠি');
  await found.locator('[data-next="declare"]').waitFor();
  const text = (await found.innerText()).replaceAll('\n', ' ');
  expect(text).toContain('B is better: +50.0 points');
  expect(text).toMatch(
    /B is better: \+50\.0 points\s+Between \+\d+\.\d and \+\d+\.\d points\. Found on \d+ \w+ \d{4}\./,
  );
  expect(text).toContain('Next: declare B the winner.');
  const few = row('শীতের চিঠি');
  await few.locator('[data-next="more_people"]').waitFor();
  expect(await few.innerText()).toContain('try again with more people');
  await expectEachLook(world, page, 'standard', async (language) => {
    await found.locator('[data-next="declare"]').waitFor();
    if (language === 'bn') expect(await latinWords(page, /GMT|UTC|Test standard|Spring letter/g)).toEqual([]);
  });
});

async function drafted(channels: string[]): Promise<string> {
  const { id } = await world.ask<{ id: string }>('POST', '/campaigns', {
    ...{ name: 'শরতের চিঠি', message_content: 'Dear {{ first_name }}', channel_order: channels },
    ...(channels.includes('whatsapp')
      ? {
          channel_content: {
            whatsapp: { kind: 'template', name: 'review', language: 'en', parameters: [] },
          },
        }
      : {}),
  });
  const { token } = await world.server.login('standard');
  const made = await world.server.ask('PUT', `/api/v1/campaigns/${id}/experiment`, {
    ...{ token, headers: { 'if-match': '"1"' }, payload: design },
  });
  expect([made.statusCode, made.body]).toEqual([200, made.body]);
  return id;
}

it('a version that cannot be saved yet says in its preview why, and where that is put right', async () => {
  const id = await drafted(['signal']);
  page = await world.page('standard', { path: `/campaigns/${id}/edit?step=versions` });
  const previews = page.getByRole('region', { name: 'What they get' });
  await previews.getByText('Hello!').waitFor();
  await page.getByRole('button', { name: 'Add a version' }).click();
  await page.getByRole('textbox', { name: 'Name of version C' }).fill('');
  await previews.getByText('Version C is not saved yet.').waitFor();
  await previews.getByText('Version C has no name: give it one in the list of versions.').waitFor();
  await page.getByRole('textbox', { name: 'Name of version C' }).fill('Warm');
  await previews.getByText('Version C has the name of another').waitFor();
  await page.getByRole('textbox', { name: 'Name of version C' }).fill('Short');
  await previews.getByText('Versions A and C do the same').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Write own words for C' }).click();
  await previews.getByText('Version C is not saved yet.').waitFor({ state: 'detached' });
  await previews.getByText('Dear Amina').waitFor();
});

it('5, 30. a version without words for a channel is told of where it is written and before the launch', async () => {
  const id = await drafted(['signal', 'whatsapp']);
  page = await world.page('standard', { path: `/campaigns/${id}/edit?step=review` });
  await page.getByText('“Warm”: Says the campaign’s words on WhatsApp').waitFor();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Says the campaign’s words on WhatsApp' })
    .getByRole('button', { name: 'Put it right' })
    .click();
  await page.getByText('Some versions say the campaign’s words.').waitFor();
  await page.getByRole('tab', { name: 'A · Formal' }).click();
  await page.getByRole('button', { name: 'Write B’s words for WhatsApp' }).press('Enter');
  await page.getByRole('button', { name: 'Let B say what the campaign says' }).waitFor();
  const say = bengali('experiments');
  const title = {
    en: 'Some versions say the campaign’s words.',
    bn: say('Some versions say the campaign’s words.'),
  };
  await expectEachLook(world, page, 'standard', async (language) => {
    await page.getByText(title[language]).waitFor();
  });
});

it('a profile whose words cannot be rendered says in its preview which part is wrong', async () => {
  page = await world.page('standard', { path: '/profiles/new' });
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('x'.repeat(4_200));
  const preview = page.getByRole('region', { name: 'What they see' });
  const told = preview.getByRole('alert');
  await told.getByText('The preview waits until this is right:').waitFor();
  expect(await told.innerText()).toMatch(/Texts, Signal: It is too long: 4,096 characters are the most\./);
  await expectAccessible(page);
});
