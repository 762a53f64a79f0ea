// The list of campaigns and the way from a name to a launch, in the built dashboard on the real server.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerOf } from '../../server/test/support/world.ts';
import { countRequests, excluded, holdBack, named, recordSends, refuse } from './support/campaign-helpers.ts';
import { expectAccessible, expectNoComplaints, openBrowser } from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
let page: DashboardPage;
let people: Awaited<ReturnType<typeof named>>;

const text = 'Dear {{ first_name }}, your review is ready.';
const listUrl = /\/api\/v1\/campaigns\?/;
const launchPath = /\/campaigns\/[^/]+\/(launch|schedule)$/;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  people = await named(world, ['Farida Rahman', 'Karim Uddin', 'Nusrat Jahan', 'Rahim']);
  await excluded(world);
  page = await world.page();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

type Made = { id: string; status: string };
const draft = (more: object = {}) =>
  world.ask<Made>('POST', '/campaigns', {
    ...{ name: 'December review', message_content: text, channel_order: ['signal'] },
    ...more,
  });
const edit = async (id: string, step: string) => {
  await page.goto(`/campaigns/${id}/edit?step=${step}`);
  await page.getByRole('textbox', { name: 'Name of the campaign' }).waitFor();
};
const send = () => page.getByRole('button', { name: /^(Send to|Schedule for) / });
const goOn = () => page.getByRole('button', { name: 'Go on' });
const message = () => page.getByRole('textbox', { name: 'Text', exact: true });
const saved = () => page.getByRole('status').filter({ hasText: 'Saved' });
const preview = (channel: string) => page.locator(`[data-preview="${channel}"]`);

describe('10. the list tells its states apart', () => {
  it('empty: why, and what to do', async () => {
    await page.goto('/campaigns');
    await page.getByText('No campaign yet').waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'Create campaign' }).count()).toBe(2);
    await expectAccessible(page);
  });

  it('loading, while the answer is awaited', async () => {
    const { held, release } = await holdBack(page, listUrl);
    await page.reload();
    await held;
    await page.getByRole('status', { name: 'Loading' }).waitFor();
    await expect.poll(() => page.getByText('No campaign yet').count()).toBe(0);
    await expectAccessible(page);
    await release();
    await page.getByText('No campaign yet').waitFor();
  });

  it('failed: the request id to hand on, and another try', async () => {
    // The list asks again by itself as well: refused until the press, or nothing would be left to press.
    const refused = refuse(500, 'internal');
    const pressed = () => page.evaluate(() => 'pressed' in document.body.dataset);
    await page.route(listUrl, async (route) => ((await pressed()) ? route.fallback() : refused(route)));
    await page.reload();
    await page.getByText('req-7f3a91').waitFor();
    await page.getByText('Something went wrong on our side').waitFor();
    await expectAccessible(page);
    const again = page.getByRole('button', { name: 'Try again' });
    await again.evaluate((button) =>
      button.addEventListener('click', () => (document.body.dataset['pressed'] = ''), { capture: true }),
    );
    await again.click();
    await page.getByText('No campaign yet').waitFor();
    await page.unroute(listUrl);
  });

  it('denied: the role does not open it', async () => {
    await page.route(listUrl, refuse(403, 'forbidden'));
    await page.reload();
    await page.getByText('Your role does not open this').waitFor();
    await expectAccessible(page);
    await page.unroute(listUrl);
  });

  it('nothing matches: what is there comes back when the search is cleared', async () => {
    await draft({ name: 'Winter letters' });
    await page.goto('/campaigns?q=nowhere');
    await page.getByText('Nothing matches').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await page.getByRole('link', { name: 'Winter letters' }).waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe('');
  });
});

describe('the list', () => {
  it('9. keeps search and state in the address: reload, back and sharing bring them again', async () => {
    await page.goto('/campaigns');
    await page.getByRole('tab', { name: 'Draft' }).click();
    await page.getByRole('searchbox', { name: 'Campaign’s name' }).fill('winter');
    await page.waitForURL(/status=draft.*q=winter|q=winter.*status=draft/);
    await page.reload();
    await expect
      .poll(() => page.getByRole('searchbox', { name: 'Campaign’s name' }).inputValue())
      .toBe('winter');
    await expect
      .poll(() => page.getByRole('tab', { name: 'Draft' }).getAttribute('aria-selected'))
      .toBe('true');
    await page.getByRole('link', { name: 'Winter letters' }).click();
    await page.getByRole('textbox', { name: 'Name of the campaign' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Winter letters' }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('winter');
    await page.getByRole('tab', { name: 'Paused' }).click();
    await page.getByText('Nothing matches').waitFor();
  });

  it('copies a draft and deletes it only after saying what that does', async () => {
    await page.goto('/campaigns');
    await page.getByRole('button', { name: 'Actions for Winter letters' }).click();
    await page.getByRole('menuitem', { name: 'Copy as a new draft' }).click();
    await page.waitForURL(/\/edit/);
    const name = page.getByRole('textbox', { name: 'Name of the campaign' });
    await expect.poll(() => name.inputValue()).toBe('Winter letters (copy)');
    await page.goto('/campaigns');
    await page.getByRole('button', { name: 'Actions for Winter letters (copy)' }).click();
    await page.getByRole('menuitem', { name: 'Delete draft' }).click();
    const window = page.getByRole('dialog', { name: 'Delete the draft “Winter letters (copy)”?' });
    await window.getByText('Nothing was sent').waitFor();
    // Focus starts on the way back: Enter deletes nothing.
    await page.keyboard.press('Enter');
    await window.waitFor({ state: 'hidden' });
    await expect.poll(() => page.getByRole('link', { name: 'Winter letters (copy)' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Actions for Winter letters (copy)' }).click();
    await page.getByRole('menuitem', { name: 'Delete draft' }).click();
    await window.getByRole('button', { name: 'Delete draft' }).click();
    await page.getByRole('link', { name: 'Winter letters (copy)' }).waitFor({ state: 'hidden' });
  });
});

describe('creating a campaign', () => {
  it('goes from a name through audience, message, schedule and review to the launch', async () => {
    const launches = countRequests(page, 'POST', launchPath);
    await page.goto('/campaigns');
    await page.getByRole('link', { name: 'Create campaign' }).first().click();
    await page.getByRole('textbox', { name: 'What is it called?' }).fill('Spring outlook');
    await page.getByRole('button', { name: 'Choose the audience' }).click();
    await page.getByRole('heading', { name: 'Everyone in your book who fits' }).waitFor();
    await page.locator('[data-sum="audience"]').getByText('9', { exact: true }).waitFor();
    await goOn().click();
    await message().fill('Hello ');
    await message().press('End');
    await page.getByRole('button', { name: 'Insert variable' }).first().click();
    await page.getByRole('button', { name: /^First name/ }).click();
    await expect
      .poll(() =>
        message()
          .innerText()
          .then((words) => words.trim()),
      )
      .toBe('Hello First name');
    await page.getByRole('combobox', { name: 'Template' }).click();
    await page.getByRole('option', { name: /review/ }).click();
    await expect
      .poll(() => page.getByRole('combobox', { name: 'In place of {{1}}' }).inputValue())
      .toBe('{{ first_name }}');
    await preview('whatsapp')
      .getByText(/^Dear .+, your review is ready\.$/)
      .waitFor();
    await goOn().click();
    await page.getByRole('textbox', { name: 'Most messages a minute' }).fill('six');
    await page.getByText('Give a number above zero, or leave it empty.').waitFor();
    await page.getByRole('textbox', { name: 'Most messages a minute' }).fill('৬');
    // Each of the nine takes a turn of the pace.
    await page.getByText('It would take about 1 minute.').waitFor();
    await goOn().click();
    await page.getByText('Nothing stands in the way.').waitFor();
    await expect.poll(() => send().textContent()).toBe('Send to 4 people');
    await send().click();
    await page.getByRole('heading', { name: 'Spring outlook', level: 1 }).waitFor();
    await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/);
    expect(launches()).toBe(1);
    const id = page.url().split('/').at(-1) ?? '';
    const made = await world.ask<{ status: string; pace_per_second: number }>('GET', `/campaigns/${id}`);
    expect(made).toMatchObject({ status: 'active', pace_per_second: 0.1 });
    await world.ask('POST', `/campaigns/${id}/cancel`);
  });

  it('keeps a draft as it is typed: loading the page anew at once loses nothing', async () => {
    const { id } = await draft();
    await edit(id, 'message');
    await message().fill('Typed just before the reload');
    await page.reload();
    await expect
      .poll(() =>
        message()
          .innerText()
          .then((words) => words.trim()),
      )
      .toBe('Typed just before the reload');
    const kept = await world.ask<{ message_content: string }>('GET', `/campaigns/${id}`);
    expect(kept.message_content).toBe('Typed just before the reload');
  });

  it('says “Saving” from the first key on, and “Saved” only when the server has it', async () => {
    const { id } = await draft();
    await edit(id, 'message');
    const { held, release } = await holdBack(page, new RegExp(`/campaigns/${id}$`));
    await message().fill('Half a thought');
    await page.getByText('Saving…').waitFor();
    await expect.poll(() => saved().count()).toBe(0);
    await held;
    await page.getByText('Saving…').waitFor();
    await release();
    await saved().waitFor();
    const kept = await world.ask<{ message_content: string }>('GET', `/campaigns/${id}`);
    expect(kept.message_content).toBe('Half a thought');
  });

  it('goes on where it was left when the draft is opened again', async () => {
    const { id } = await draft({ name: 'Left and opened again' });
    await page.goto('/campaigns');
    for (const words of ['The first time', 'The second time']) {
      await page.getByRole('link', { name: 'Left and opened again' }).click();
      await page.getByRole('button', { name: 'Message', exact: true }).click();
      await message().fill(words);
      await saved().waitFor();
      await page.getByRole('link', { name: 'Campaigns', exact: true }).first().click();
      await page.getByRole('heading', { name: 'Campaigns', level: 1 }).waitFor();
    }
    const kept = await world.ask<{ message_content: string }>('GET', `/campaigns/${id}`);
    expect(kept.message_content).toBe('The second time');
  });

  it('a name can be emptied while it is rewritten, and is never kept empty', async () => {
    const { id } = await draft({ name: 'Old name' });
    await edit(id, 'audience');
    const name = page.getByRole('textbox', { name: 'Name of the campaign' });
    await name.fill('');
    await expect.poll(() => name.inputValue()).toBe('');
    await name.blur();
    await expect.poll(() => name.inputValue()).toBe('Old name');
    await name.fill('New name');
    await saved().waitFor();
    expect(await world.ask('GET', `/campaigns/${id}`)).toMatchObject({ name: 'New name' });
  });

  it('a change the server refuses is kept on screen and can be tried again; nothing is launched without it', async () => {
    const { id } = await draft();
    const launches = countRequests(page, 'POST', launchPath);
    const patches = new RegExp(`/campaigns/${id}$`);
    await edit(id, 'message');
    await page.route(patches, (route) =>
      route.request().method() === 'PATCH' ? refuse(500, 'internal')(route) : route.fallback(),
    );
    await message().fill('Words the server does not have');
    await page.getByText('Not saved.').waitFor();
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await send().click();
    await page.getByText('Nothing was sent: your last change is not saved').waitFor();
    expect(launches()).toBe(0);
    await page.unroute(patches);
    await page.getByRole('button', { name: 'Try again' }).click();
    await saved().waitFor();
    expect(await world.ask('GET', `/campaigns/${id}`)).toMatchObject({
      message_content: 'Words the server does not have',
      status: 'draft',
    });
  });

  it('when somebody else changed the draft, it offers their version', async () => {
    const { id } = await draft();
    await edit(id, 'message');
    const { server } = world;
    const { token } = await server.login('admin');
    const answer = await server.ask('PATCH', `/api/v1/campaigns/${id}`, {
      token,
      payload: { message_content: 'A colleague’s words' },
      headers: { 'if-match': '"1"' },
    });
    expect(answer.statusCode).toBe(200);
    await message().fill('Mine');
    await page.getByRole('button', { name: 'Show the other version' }).click();
    await expect
      .poll(() =>
        message()
          .innerText()
          .then((words) => words.trim()),
      )
      .toBe('A colleague’s words');
    await message().fill('Both');
    await saved().waitFor();
    expect(await world.ask('GET', `/campaigns/${id}`)).toMatchObject({ message_content: 'Both' });
  });

  it('a planned time survives a reload, is scheduled as chosen, and is there when it is edited again', async () => {
    const { id } = await draft({ name: 'Planned ahead' });
    await edit(id, 'schedule');
    await page.getByRole('combobox', { name: 'Start' }).click();
    await page.getByRole('option', { name: 'At a planned time' }).click();
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await page.getByText('It has no date and time yet.').waitFor();
    await expect.poll(() => send().isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Choose the date and time' }).click();
    await page.getByLabel('Date and time').fill('2099-01-05T09:00');
    await page.reload();
    await expect.poll(() => page.getByLabel('Date and time').inputValue()).toBe('2099-01-05T09:00');
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await page.getByText('Mon, 5 Jan 2099, 09:00 (Europe/London)').first().waitFor();
    await expect.poll(() => send().textContent()).toBe('Schedule for 4 people');
    await send().click();
    await page.getByText('It starts by itself.').waitFor();
    expect(await world.ask('GET', `/campaigns/${id}`)).toMatchObject({
      ...{ status: 'scheduled', launch_time: '2099-01-05T09:00:00.000Z', time_zone: 'Europe/London' },
    });
    await edit(id, 'schedule');
    await expect.poll(() => page.getByLabel('Date and time').inputValue()).toBe('2099-01-05T09:00');
  });

  it('previews for the person that is chosen', async () => {
    const { id } = await draft();
    await edit(id, 'message');
    const field = page.getByRole('combobox', { name: 'Preview as' });
    for (const first of ['Nusrat', 'Karim']) {
      await field.fill(first);
      await page.getByRole('option', { name: new RegExp(first) }).click();
      await preview('signal').getByText(`Dear ${first}, your review is ready.`, { exact: true }).waitFor();
    }
    await expect.poll(() => page.getByText('They get this one').count()).toBe(1);
  });
});

describe('review', () => {
  it('12. the button states the exact net count', async () => {
    const { id } = await draft();
    await edit(id, 'review');
    await expect.poll(() => send().textContent()).toBe('Send to 4 people');
    // One of the four has no last name: a message that names it cannot be written to them.
    const lacking = await draft({ message_content: 'Dear {{ last_name }}' });
    await edit(lacking.id, 'review');
    await expect.poll(() => send().textContent()).toBe('Send to 3 people');
    const one = await draft({ prospect_ids: [people[0]?.id] });
    await edit(one.id, 'review');
    await expect.poll(() => send().textContent()).toBe('Send to 1 person');
  });

  it('12. when the count moved since it was shown, nothing is sent and the new one is named', async () => {
    const { id } = await draft({ prospect_ids: people.map((one) => one.id) });
    const launches = countRequests(page, 'POST', launchPath);
    const hold = (held_reason: string | null) =>
      world.rt.db
        .updateTable('prospects')
        .set({ held_reason })
        .where('id', '=', people[3]?.id ?? '')
        .execute();
    await edit(id, 'review');
    await expect.poll(() => send().textContent()).toBe('Send to 4 people');
    await hold('an answer to read');
    await send().click();
    await page.getByText('It was 4 and is 3 now.').waitFor();
    await expect.poll(() => send().textContent()).toBe('Send to 3 people');
    expect(launches()).toBe(0);
    await hold(null);
  });

  it('13. excluded people are counted by reason, and the sums equal the audience', async () => {
    const { id } = await draft({ message_content: 'Dear {{ last_name }}' });
    await edit(id, 'review');
    await page.locator('[data-sum="reachable"]').getByText('3', { exact: true }).waitFor();
    const lines = await page.locator('dl:has([data-sum="audience"]) > div').allInnerTexts();
    const shown = Object.fromEntries(lines.map((line) => line.split('\n') as [string, string]));
    expect(shown).toMatchObject({
      'In the audience': '9',
      'No consent on record for this channel': '−2',
      'This person opted out': '−1',
      'This address must never be messaged': '−1',
      'What this person last wrote reads like a refusal': '−1',
      'The message needs a value this person does not have': '−1',
    });
    const number = async (name: string) =>
      (await page.locator(`[data-sum="${name}"]`).allInnerTexts()).reduce(
        (sum, one) => sum + Number(one.replace('−', '')),
        0,
      );
    expect((await number('reachable')) + (await number('excluded'))).toBe(await number('audience'));
  });

  it('14. no launch with a hard blocker; each leads to where it is put right', async () => {
    const { id } = await draft({ message_content: '', target_segment: { countries: ['NZ'] } });
    await edit(id, 'review');
    await page.getByText('The campaign says nothing yet').waitFor();
    await page.getByText('Nobody in your book fits this audience').waitFor();
    await expect.poll(() => send().isDisabled()).toBe(true);
    await expectAccessible(page);
    const fix = (problem: string) =>
      page.getByRole('listitem').filter({ hasText: problem }).getByRole('button', { name: 'Put it right' });
    await fix('The campaign says nothing yet').click();
    await message().fill('Now it says something');
    await saved().waitFor();
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await page.getByText('The campaign says nothing yet').waitFor({ state: 'hidden' });
    await fix('Nobody in your book fits this audience').click();
    await page.getByRole('button', { name: 'Remove New Zealand' }).click();
    await saved().waitFor();
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await page.getByText('Nothing stands in the way.').waitFor();
    await expect.poll(() => send().textContent()).toBe('Send to 4 people');
    await expect.poll(() => send().isDisabled()).toBe(false);
  });

  it('15. Enter never launches', async () => {
    const { id } = await draft();
    const launches = countRequests(page, 'POST', launchPath);
    await edit(id, 'review');
    await expect.poll(() => send().isEnabled()).toBe(true);
    await send().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('NumpadEnter');
    await page.keyboard.down('Enter');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    // Space is the way by keyboard: that it goes through shows that the presses before it did not.
    expect(launches()).toBe(0);
    await page.keyboard.press('Space');
    await page.waitForURL(new RegExp(`/campaigns/${id}$`));
    expect(launches()).toBe(1);
    await world.ask('POST', `/campaigns/${id}/cancel`);
  });

  it.each([
    ['a double click', () => send().dblclick()],
    [
      'two presses within one frame',
      () =>
        send().evaluate((button: HTMLElement) => {
          button.click();
          button.click();
        }),
    ],
  ])('15. %s launches once', async (_name, press) => {
    const { id } = await draft();
    const launches = countRequests(page, 'POST', launchPath);
    await edit(id, 'review');
    await expect.poll(() => send().isEnabled()).toBe(true);
    await press();
    await page.waitForURL(new RegExp(`/campaigns/${id}$`));
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    expect(launches()).toBe(1);
    await world.ask('POST', `/campaigns/${id}/cancel`);
  });

  it('17. what is missing stands in the way of the launch; a preview for that person says it, too', async () => {
    const { id } = await draft({ message_content: 'Dear {{ first_name }} {{ last_name }}' });
    await edit(id, 'review');
    await page.getByRole('heading', { name: '1 person lacks something the message names' }).waitFor();
    await expect.poll(() => send().isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Message', exact: true }).click();
    await page.getByRole('combobox', { name: 'Preview as' }).fill('Rahim');
    await page.getByRole('option', { name: /Rahim/ }).click();
    await page.getByText('The message needs a value this person does not have: Last name').waitFor();
  });

  it('16. preview and sent text are identical for the same person', async () => {
    const { id } = await draft({
      message_content: 'প্রিয় {{ first_name }} & family,\n\n“{{ name }}”: 5 < 6 — {{ sender_name }} 🙂',
    });
    await edit(id, 'message');
    const shown: string[] = [];
    for (const first of ['Farida', 'Karim', 'Nusrat', 'Rahim']) {
      await page.getByRole('combobox', { name: 'Preview as' }).fill(first);
      await page.getByRole('option', { name: new RegExp(first) }).click();
      await preview('signal')
        .getByText(new RegExp(`প্রিয় ${first} `))
        .waitFor();
      shown.push((await preview('signal').textContent()) ?? '');
    }
    const before = (await ledgerOf(world)).accepted;
    const sent = recordSends(world);
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await send().click();
    await page.waitForURL(new RegExp(`/campaigns/${id}$`));
    const workers = await world.serve();
    try {
      await page.getByText(/4 of 9 people were written to/).waitFor();
    } finally {
      await workers.stop();
    }
    const received = sent
      .map((body) => JSON.parse(body) as { method?: string; params?: { message?: string } })
      .flatMap(({ method, params }) => (method === 'send' ? [params?.message] : []));
    expect(received).toHaveLength(shown.length);
    expect(new Set(received)).toEqual(new Set(shown));
    expect((await ledgerOf(world)).accepted - before).toBe(4);
  });
});

describe('people and machines', () => {
  it('6. the whole way by keyboard alone', async () => {
    const keys = page.keyboard;
    const focused = () =>
      page.evaluate(() => {
        const at = document.activeElement as HTMLElement | null;
        return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
      });
    const tabTo = async (wanted: RegExp) => {
      for (let presses = 0; presses < 60; presses += 1) {
        await keys.press('Tab');
        if (wanted.test(await focused())) return;
      }
      throw new Error(`Tab never reached ${wanted}; it stands on ${await focused()}`);
    };
    await page.goto('/campaigns');
    await page.getByRole('link', { name: 'Winter letters' }).waitFor();
    await keys.press('c');
    await page.getByRole('textbox', { name: 'What is it called?' }).waitFor();
    await keys.press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('name');
    await keys.type('By keyboard');
    await keys.press('Enter');
    await page.getByRole('heading', { name: 'Everyone in your book who fits' }).waitFor();
    await tabTo(/^Go on$/);
    await keys.press('Enter');
    // The new step takes the focus: the text is a few Tabs away, behind what decides how many texts there are.
    await message().waitFor();
    const standsOn = () => page.evaluate(() => document.activeElement?.id);
    for (let presses = 0; presses < 8 && (await standsOn()) !== 'message-text'; presses += 1)
      await keys.press('Tab');
    expect(await standsOn()).toBe('message-text');
    await keys.type('Written without a mouse');
    await tabTo(/^Go on$/);
    await keys.press('Enter');
    await page.getByRole('heading', { name: 'When it starts' }).waitFor();
    await tabTo(/^Go on$/);
    await keys.press('Enter');
    await page.getByText('Nothing stands in the way.').waitFor();
    await tabTo(/^Send to \d+ people$/);
    await keys.press('Space');
    // Its heading says the name before and after the launch; only the page that follows has this button.
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await tabTo(/^Pause$/);
    await keys.press('Enter');
    await page.getByText('Paused: nothing new goes out.').waitFor();
    await world.ask('POST', `/campaigns/${page.url().split('/').at(-1)}/cancel`);
  });

  it('8. shortcuts never fire while somebody types', async () => {
    await page.goto('/campaigns');
    await page.getByRole('searchbox', { name: 'Campaign’s name' }).pressSequentially('cjk');
    await page.waitForURL(/q=cjk/);
    await expect.poll(() => new URL(page.url()).pathname).toBe('/campaigns');
  });

  it('compliance reads campaigns, and finds nothing that launches or changes one', async () => {
    const { id } = await draft({ name: 'Only to be read' });
    const reader = await world.page('compliance', { path: '/campaigns' });
    await reader.getByRole('link', { name: 'Only to be read' }).waitFor();
    await expect.poll(() => reader.getByRole('link', { name: 'Create campaign' }).count()).toBe(0);
    await expect.poll(() => reader.getByRole('button', { name: /Actions for/ }).count()).toBe(0);
    await reader.keyboard.press('c');
    for (const path of ['/campaigns/new', `/campaigns/${id}/edit?step=review`]) {
      await reader.goto(path);
      await reader.getByText('Your role reads campaigns').waitFor();
      await expect
        .poll(() => reader.getByRole('button', { name: /Send to|Choose the audience/ }).count())
        .toBe(0);
      await expectAccessible(reader);
    }
    await reader.getByRole('link', { name: 'See this campaign' }).click();
    await reader.getByText('Nothing is sent until it is launched').waitFor();
    for (const name of ['Edit', 'Copy', 'Cancel campaign', 'Pause'])
      await expect.poll(() => reader.locator('#main').getByText(name, { exact: true }).count()).toBe(0);
    expectNoComplaints(reader);
    await reader.context().close();
  });

  it('a draft that is gone says so', async () => {
    await page.goto('/campaigns/00000000-0000-4000-8000-000000000000/edit');
    await page.getByText('There is nothing here').waitFor();
    await expectAccessible(page);
  });

  it('nothing complained all along', () => expectNoComplaints(page));
});
