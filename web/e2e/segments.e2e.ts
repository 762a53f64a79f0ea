// Segments in the built dashboard: built by keyboard alone, counted while they are, saved, aimed at, refused and deleted.
import type { Browser, Locator } from 'playwright-core';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bengali } from './support/bengali.ts';
import { holdBack, named, refuse } from './support/campaign-helpers.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  openBrowser,
} from './support/pages.ts';
import { tabTo } from './support/prospects-and-imports.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';
import { expectLargeTargets } from './support/targets.ts';
import { expectEachLook } from './support/looks.ts';

type Made = { id: string; version: number };
let browser: Browser;
let world: RealDashboard;
let page: DashboardPage;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  const people = await named(world, ['Amina Rahman', 'Karim Uddin', 'Rahim Khan', 'Nusrat Jahan', 'Oliver Stone', 'Grace Hall']); // prettier-ignore
  await sql`update prospects p set lead_score = r.n * 15, language = case when r.n <= 3 then 'bn' else 'en' end,
      country = case when r.n <= 4 then 'BD' else 'GB' end, demographics = jsonb_build_object('age', 20 + r.n * 5)
    from unnest(${people.map((one) => one.id)}::uuid[]) with ordinality r(id, n) where r.id = p.id`.execute(
    world.rt.db,
  );
  page = await world.page('standard');
  page.setDefaultTimeout(15_000);
  // Leaving what is not saved is asked about.
  page.on('dialog', (dialog) => void dialog.accept());
});
afterAll(async () => {
  await browser.close();
  await world.close();
});
beforeEach(() => {
  page.complaints.length = 0;
});

const count = (within: DashboardPage | Locator = page) => within.locator('[data-count]');
async function expectCount(wanted: number, within?: Locator): Promise<void> {
  await expect
    .poll(() => count(within).first().getAttribute('data-count'), { timeout: 15_000 })
    .toBe(String(wanted));
}
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const told = (within: DashboardPage | Locator = page) => within.locator('[data-told]').innerText();
const newWith = (condition: object) =>
  page.goto(`/segments/new?from=${encodeURIComponent(JSON.stringify(condition))}`);
const save = (name: string, condition: object) => world.ask<Made>('POST', '/segments', { name, condition });
const bengaliSpeakers = { field: 'language', op: 'in', value: ['bn'] };

async function tabBackTo(target: Locator): Promise<void> {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Shift+Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`60 × Shift+Tab did not reach ${String(target)}`);
}

async function pick(text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
}

describe('by keyboard alone', () => {
  it('6. a nested condition is built, counted, moved, saved and used in a campaign', async () => {
    await page.goto('/segments');
    await page.getByText('No segment yet').waitFor();
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: 'New segment' }).waitFor();

    await tabTo(page, button('Add a condition'));
    await page.keyboard.press('Enter');
    await pick('language');
    // The keyboard stands in the field that is to be filled.
    await pick('Bangla');
    await page.keyboard.press('Escape');
    await expectCount(3);
    expect(await told()).toContain('Language is Bangla');

    await tabTo(page, button('Add a group'));
    await page.keyboard.press('Enter');
    await pick('lead score');
    await page.getByText('Counted again once every condition is finished.').first().waitFor();
    await page.keyboard.type('40');
    await expectCount(1);
    const group = page.getByRole('group', { name: 'At least one of these holds', exact: true });
    await tabTo(page, group.getByRole('button', { name: 'Add a condition' }));
    await page.keyboard.press('Enter');
    await pick('such as age');
    await tabBackTo(page.getByLabel('Which one'));
    await page.keyboard.type('age');
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByLabel('How it is compared').last());
    await page.keyboard.type('is below');
    await tabTo(page, page.getByRole('textbox', { name: 'Number' }).last());
    await page.keyboard.type('28');
    await expectCount(2);
    expect(await told()).toContain('Language is Bangla and (lead score is at least 40 or “age” is below 28)');

    // Out of its group, and back into it; the keyboard stays on the question.
    await page.keyboard.press('Alt+ArrowDown');
    await expectCount(0);
    expect(await told()).toContain('(lead score is at least 40) and “age” is below 28');
    expect(await page.getByRole('textbox', { name: 'Number' }).last().evaluate((one) => one === document.activeElement)).toBe(true); // prettier-ignore
    await page.keyboard.press('Alt+ArrowUp');
    await expectCount(2);

    await tabTo(page, page.getByLabel('Name of the segment'));
    await page.keyboard.type('Young or warm, in Bengali');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Young or warm, in Bengali' }).waitFor();
    await page.getByText('Everything is saved.').waitFor();

    await tabBackTo(page.getByRole('link', { name: 'Write to them' }));
    await page.keyboard.press('Enter');
    await page.getByLabel('What is it called?').waitFor();
    await tabTo(page, page.getByLabel('What is it called?'));
    await page.keyboard.type('Letter to the young');
    await page.keyboard.press('Enter');
    const chosen = page.getByRole('region', { name: 'Segment' });
    await chosen.getByRole('link', { name: 'Young or warm, in Bengali' }).waitFor();
    await expect.poll(() => chosen.locator('[data-size]').getAttribute('data-size')).toBe('2');
    await expect.poll(() => page.locator('[data-sum="audience"]').innerText()).toBe('2');
    expectNoComplaints(page);
  });
});

it('a condition is wrapped, copied, taken apart and removed by its menu, and every step undone', async () => {
  await newWith({ all: [bengaliSpeakers, { field: 'country', op: 'in', value: ['GB'] }] });
  await expectCount(0);
  const menu = async (name: RegExp, item: string) => {
    await button(name).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await menu(/^Change the place: Language/, 'Put into a group');
  await expect.poll(() => told()).toBe('(Language is Bangla) and country is United Kingdom');
  await page.getByLabel('How many have to hold').last().selectOption('none');
  await expectCount(2);
  await menu(/^Change the place: Language/, 'Copy');
  await expect.poll(() => page.getByRole('group', { name: /^Language is Bangla/ }).count()).toBe(2);
  await menu(/^Change the place: None/, 'Take the group apart');
  await expect
    .poll(() => told())
    .toBe('Language is Bangla and language is Bangla and country is United Kingdom');
  await button('Remove: Country is United Kingdom').click();
  await expectCount(3);
  for (let step = 0; step < 5; step++) await button('Undo').click();
  await expect.poll(() => told()).toBe('Language is Bangla and country is United Kingdom');
  await button('Redo').click();
  await expect.poll(() => told()).toBe('(Language is Bangla) and country is United Kingdom');
  expectNoComplaints(page);
});

it('what is unfinished is marked at its place, with what to do, and nothing is sent', async () => {
  await newWith({
    all: [
      { field: 'lead_score', op: 'between', value: [70, 40] },
      {
        any: [
          { field: 'campaign', op: 'equals', value: 'read' },
          { field: 'attributes', op: 'contains' },
        ],
      },
    ],
  });
  await button('Make segment').click();
  await page.getByText('It begins after it ends. Put the smaller number first.').waitFor();
  await page.getByText('It names no campaign yet. Choose one.').waitFor();
  await page.getByText('It says nothing yet about which one.').waitFor();
  await page.getByText('It has no name yet. Give it one.').waitFor();
  expect(await page.getByRole('textbox', { name: 'From' }).getAttribute('aria-invalid')).toBe('true');
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'From' }).fill('৩০');
  await page.getByText('It begins after it ends.').waitFor({ state: 'detached' });
});

it('the number says how old it is, and what became of counting when it takes too long', async () => {
  await newWith({ all: [bengaliSpeakers] });
  await expectCount(3);
  await page.getByText('people of your book fit, counted').waitFor();
  const url = /\/api\/v1\/segments\/count$/;
  const waiting = await holdBack(page, url);
  await page.getByLabel('How it is compared').selectOption('!in');
  await waiting.held;
  await page.getByRole('status').getByText('Counting…').waitFor();
  // The earlier number stays, as an earlier one.
  await expectCount(3);
  await waiting.release();
  await expectCount(3);
  await page.route(url, refuse(422, 'segment_too_slow'));
  await page.getByLabel('How it is compared').selectOption('exists');
  await page.getByRole('alert').getByText('Counting these people takes too long').waitFor();
  await expectAccessible(page);
  await page.unroute(url);
  await page.getByRole('alert').getByRole('button', { name: 'Count again' }).click();
  await expectCount(6);
  expectNoComplaints(page);
});

it('an answer to what is not asked any more is let go of', async () => {
  await newWith({ all: [{ field: 'lead_score', op: 'at_least', value: 15 }] });
  await expectCount(6);
  const aborted: string[] = [];
  page.on('requestfailed', (request) => aborted.push(request.url()));
  const waiting = await holdBack(page, /\/api\/v1\/segments\/count$/);
  const number = page.getByRole('textbox', { name: 'Number' });
  await number.fill('45');
  await waiting.held;
  await number.fill('60');
  await expect.poll(() => aborted.filter((one) => one.endsWith('/segments/count')).length).toBe(1);
  await waiting.release();
  await expectCount(3);
});

it('whom a message reaches adds up to all of them, for each purpose', async () => {
  const { id } = world.pm;
  await sql`insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at)
    select r.workspace_id, p.id, 'signal', 'marketing', 'withdrawn', 'keyword', ${world.rt.clock.now()}
    from relationships r join prospects p on p.id = r.prospect_id
    where r.user_id = ${id} and p.name = 'Grace Hall'`.execute(world.rt.db);
  await newWith({ all: [{ field: 'lead_score', op: 'at_least', value: 0 }] });
  await expectCount(6);
  const numbers = async (part: string) =>
    (await page.locator(`[data-reach="${part}"]`).allInnerTexts()).map(Number);
  await expect.poll(() => numbers('audience')).toEqual([6]);
  expect([await numbers('channel'), await numbers('reachable'), await numbers('excluded')]).toEqual([[5], [5], [1]]); // prettier-ignore
  await page.getByLabel('For which purpose').selectOption('service');
  await expect.poll(() => numbers('reachable')).toEqual([6]);
  await expect
    .poll(() => page.getByRole('region', { name: 'Some of them' }).getByRole('link').count())
    .toBe(6);
});

it('JSON is shown, taken over, and refused with its place', async () => {
  await newWith({ all: [bengaliSpeakers] });
  await page.getByRole('tab', { name: 'JSON' }).click();
  const text = page.getByLabel('Condition as JSON');
  expect(JSON.parse(await text.inputValue())).toEqual({ all: [bengaliSpeakers] });
  await text.fill('{"all": [');
  await button('Take this over').click();
  await page.getByText(/This is not JSON/).waitFor();
  await text.fill('{"all": [{"any": [{"field": "mood", "op": "is"}]}]}');
  await button('Take this over').click();
  await page.getByText('condition.all.0.any.0.field: Nothing of this name can be asked').waitFor();
  await expectAccessible(page);
  await text.fill('{"not": {"field": "country", "op": "equals", "value": "BD"}}');
  await button('Take this over').click();
  await expectCount(2);
  expect(await told()).toBe('Country is not Bangladesh');
});

it('a condition to begin with is chosen from a list', async () => {
  await page.goto('/segments/new');
  await button(/^Speaks Bengali/).click();
  await expectCount(3);
  await button('Undo').click();
  await button(/^Promising, but quiet/).waitFor();
});

it('two who change one segment: nobody’s work is lost unasked', async () => {
  const { id } = await save('Of two', { all: [bengaliSpeakers] });
  await page.goto(`/segments/${id}`);
  await expectCount(3);
  const theirs = { name: 'Of two, theirs' };
  const answer = await world.server.ask('PATCH', `/api/v1/segments/${id}`, {
    ...{
      token: (await world.server.login('standard')).token,
      payload: theirs,
      headers: { 'if-match': '"1"' },
    },
  });
  expect(answer.statusCode).toBe(200);
  await page.getByLabel('How it is compared').selectOption('!in');
  await button('Save segment').click();
  const notice = page.getByRole('alert').filter({ hasText: 'Somebody changed this segment' });
  await notice.getByText('It is now called “Of two, theirs”: Language is Bangla').waitFor();
  await expectAccessible(page);
  await notice.getByRole('button', { name: 'Save mine over theirs' }).click();
  await page.getByText('Version 3').waitFor();
  expect(await told()).toBe('Language is not Bangla');
});

it('a segment that is used names its campaigns, and goes when they are over', async () => {
  const { id } = await save('Used by one', { all: [bengaliSpeakers] });
  const draft = await world.ask<Made>('POST', '/campaigns', {
    ...{ name: 'Spring letter', message_content: 'Hello', target_segment: { segment_id: id } },
    channel_order: ['signal'],
  });
  await world.rt.db.updateTable('campaigns').set({ status: 'paused' }).where('id', '=', draft.id).execute();
  await page.goto('/segments?q=Used%20by%20one');
  const row = page.locator('li[data-row]');
  await row.getByText('used by 1 campaign').waitFor();
  await expect.poll(() => row.locator('[data-size]').first().getAttribute('data-size')).toBe('3');
  await row.getByRole('button', { name: 'More for “Used by one”' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('“Used by one” cannot be deleted now').waitFor();
  await dialog.getByRole('link', { name: 'Spring letter' }).waitFor();
  await dialog.getByRole('button', { name: 'Go back' }).click();
  await world.rt.db.updateTable('campaigns').set({ status: 'draft' }).where('id', '=', draft.id).execute();
  await page.goto(`/segments/${id}`);
  await button('Delete').click();
  await dialog.getByText('1 draft is aimed at it').waitFor();
  await dialog.getByRole('button', { name: 'Delete segment' }).click();
  await page.getByRole('heading', { name: 'Segments', exact: true }).waitFor();
  await page.goto(`/campaigns/${draft.id}/edit`);
  await page.getByText('The chosen segment was deleted, or is not shared any more.').waitFor();
});

it('conditions are built beside a campaign, used there, and saved as a segment', async () => {
  const draft = await world.ask<Made>('POST', '/campaigns', { name: 'Built here', message_content: 'Hello' });
  await page.goto(`/campaigns/${draft.id}/edit`);
  await button('Build one here').click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: /^Speaks Bengali/ }).click();
  await expectCount(3, drawer);
  await expectAccessible(page);
  await drawer.getByRole('button', { name: 'Use these conditions' }).click();
  const segment = page.getByRole('region', { name: 'Segment' });
  await segment.getByText('Language is Bangla').waitFor();
  await expect.poll(() => page.locator('[data-sum="audience"]').innerText()).toBe('3');
  await segment.getByRole('button', { name: 'Change these conditions' }).click();
  await drawer.getByRole('button', { name: 'Save as a segment…' }).click();
  await drawer.getByLabel('Name of the segment').fill('Written beside a campaign');
  await drawer.getByRole('button', { name: 'Save and use it' }).click();
  await segment.getByRole('link', { name: 'Written beside a campaign' }).waitFor();
  await expect.poll(() => page.getByText('Saved').first().isVisible()).toBe(true);
  await expect
    .poll(
      async () =>
        (await world.ask<{ target_segment: object }>('GET', `/campaigns/${draft.id}`)).target_segment,
    )
    .toEqual({ segment_id: expect.any(String) as string });
  await page.goto(`/campaigns/${draft.id}`);
  await page.getByText('version 1, until the launch as it is then').waitFor();
  expectNoComplaints(page);
});

it('the filters of the prospects’ list become a segment', async () => {
  await page.goto('/prospects?country=BD&min_score=30');
  await page.getByRole('link', { name: 'Save as a segment' }).click();
  await expectCount(3);
  expect(await told()).toBe('Country is Bangladesh and lead score is at least 30');
});

it('a colleague’s shared segment is read, counted and copied, not changed', async () => {
  const { token } = await world.server.login('admin');
  const made = await world.server.ask('POST', '/api/v1/segments', {
    token,
    payload: { name: 'Of the office', condition: { all: [bengaliSpeakers] }, shared: true },
  });
  await page.goto(`/segments/${made.json<Made>().id}`);
  await page.getByText('Make a copy to change it for yourself.').waitFor();
  await expectCount(3);
  expect(await button('Add a condition').count()).toBe(0);
  expect(await page.getByLabel('How it is compared').isDisabled()).toBe(true);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Make a copy' }).click();
  await page.getByRole('heading', { name: 'New segment' }).waitFor();
  await expectCount(3);
});

it('what a colleague shares may ask about their campaigns: it counts, and a copy says what to choose anew', async () => {
  const { token } = await world.server.login('admin');
  const post = async (url: string, payload: object) =>
    (await world.server.ask('POST', `/api/v1${url}`, { token, payload })).json<Made>();
  const campaign = await post('/campaigns', { name: 'Office letter', message_content: 'Hello' });
  const theirs = { field: 'campaign', op: 'equals', campaign_id: campaign.id, value: 'read' };
  const { id } = await post('/segments', {
    ...{ name: 'Readers of the office', condition: { any: [bengaliSpeakers, theirs] }, shared: true },
  });
  await page.goto(`/segments/${id}`);
  await expectCount(3);
  expect(await page.locator('main').innerText()).not.toContain(campaign.id);
  await page.getByRole('link', { name: 'Make a copy' }).click();
  await page.getByText('names a campaign that is none of yours. Choose one of your campaigns.').waitFor();
  expect(await page.locator('main').innerText()).not.toContain(campaign.id);
  await expectAccessible(page);
});

it('5, 7, 30. list, editor and drawer in both languages and themes, on a phone and on a wide screen', async () => {
  const { id } = await save('বাংলাভাষী', {
    all: [
      bengaliSpeakers,
      { any: [{ field: 'lead_score', op: 'between', value: [20, 60] }, { not: { field: 'last_reply', op: 'within_days', value: 30 } }] },
    ],
  }); // prettier-ignore
  const draft = await world.ask<Made>('POST', '/campaigns', {
    name: 'চিঠি',
    target_segment: { segment_id: id },
  });
  const looked = await world.page('standard', { path: `/segments/${id}` });
  await expectEachLook(world, looked, 'standard', async (language) => {
    await looked
      .getByText(language === 'bn' ? bengali('segments')('Some of them') : 'Some of them')
      .waitFor();
    await expectLargeTargets(looked);
  });
  await looked.goto('/segments');
  await expectEachLook(world, looked, 'standard', () =>
    looked.locator('[data-size] >> visible=true').first().waitFor(),
  );
  await looked.goto(`/campaigns/${draft.id}/edit`);
  await looked.getByRole('link', { name: 'বাংলাভাষী' }).waitFor();
  await expectNoSidewaysScroll(looked);
  expectNoComplaints(looked);
});
