// Conversations as a page: its states, its roles, and how it looks in both languages, themes and widths.
import { beforeAll, describe, expect, it } from 'vitest';
import { answerField, conversation, inList, log, named, thread } from './support/conversation-helpers.ts';
import { latinWords } from './support/latin-words.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/pages.ts';
import type { RealDashboard } from './support/real-dashboard.ts';
import { useDashboard } from './support/use-dashboard.ts';

let world: RealDashboard;
const { open } = useDashboard((given) => void (world = given));

const row = (id: string) =>
  world.rt.db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('the page of conversations', () => {
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
    await expect.poll(() => list.getByRole('status', { name: 'Loading' }).count()).toBe(0);
    await expectAccessible(page);

    await page.goto('/conversations?q=nobody');
    await list.getByText('Nothing matches').waitFor();
    await list.getByRole('button', { name: 'Clear search and filters' }).click();
    await list.getByText('Nobody has written yet').waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe('');

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
      await expect.poll(() => list.getByText('Nobody has written yet').count()).toBe(0);
      await page.unroute('**/api/v1/conversations?*');
    }
    await page.goto('/conversations');
    await list.getByText('Nobody has written yet').waitFor();
  });

  it('shows an error with its request id, a refusal and what is not theirs', async () => {
    const person = await named(world, 'Ravi Menon', 'signal');
    const id = await conversation(world, person, 2);
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
    await expect.poll(() => answerField(page).inputValue()).toBe('Are you there?');
    // A conversation of somebody else's book is not found.
    await world.rt.db
      .deleteFrom('relationships')
      .where('prospect_id', '=', person.id)
      .where('user_id', '=', world.pm.id)
      .execute();
    await page.reload();
    await page.getByRole('alert').waitFor();
    await expect.poll(() => answerField(page).count()).toBe(0);
    await expect.poll(() => page.getByText('Ravi Menon').count()).toBe(0);
  });

  it('lets compliance read, and neither answer nor mark as read', async () => {
    const id = await conversation(world, await named(world, 'Unread Person', 'signal'), 4, { unread: 2 });
    const page = await open('compliance', { path: `/conversations?c=${id}` });
    await log(page).getByText('word 4', { exact: true }).waitFor();
    await log(page).getByText('Not read yet').waitFor();
    await expect.poll(() => answerField(page).count()).toBe(0);
    for (const name of ['Take it', 'Close and next', 'Asked not to be messaged'])
      await expect
        .poll(async () => [name, await page.getByRole('button', { name }).count()])
        .toEqual([name, 0]);
    await page.keyboard.press('e');
    expect(await row(id)).toMatchObject({ status: 'open', unread_count: 2 });
  });

  describe('in every look', () => {
    const shown: string[] = [];
    beforeAll(async () => {
      shown.push(
        await conversation(world, await named(world, 'Zara Long', 'signal'), 30),
        await conversation(world, await named(world, 'Bela Szabo', 'whatsapp'), 3, {
          lastInboundHoursAgo: 26,
        }),
        await conversation(world, await named(world, 'Nadia Karim', 'whatsapp'), 3, { unread: 2 }),
      );
    });

    it.each([
      { language: 'en', theme: 'light', width: 360 },
      { language: 'en', theme: 'dark', width: 1440 },
      { language: 'bn', theme: 'light', width: 1440 },
      { language: 'bn', theme: 'dark', width: 360 },
    ] as const)(
      '5. 7. 30. is accessible, fits and is complete: $language, $theme, $width px',
      async (look) => {
        const { language, theme, width } = look;
        const { user } = await world.server.login('standard');
        await world.rt.db.updateTable('users').set({ language, theme }).where('id', '=', user.id).execute();
        const page = await open('standard', { viewport: { width, height: 800 }, path: '/conversations' });
        await page.locator('[data-row]').first().waitFor();
        await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
        await expectNoSidewaysScroll(page);
        // Where there is room the list stands beside each conversation below.
        if (width < 1024) await expectAccessible(page);
        for (const id of shown) {
          await page.goto(`/conversations?c=${id}`);
          await page.getByRole('log').locator('[data-index]').first().waitFor();
          await expectAccessible(page);
          await expectNoSidewaysScroll(page);
          if (language === 'en') continue;
          // What people are called and what was said is theirs; everything else is ours, and in Bengali.
          expect(await latinWords(page, '[dir="auto"], [data-row] > button > span:first-child, h2')).toEqual(
            [],
          );
        }
        await world.rt.db
          .updateTable('users')
          .set({ language: 'en', theme: 'system' })
          .where('id', '=', user.id)
          .execute();
      },
    );
  });
});
