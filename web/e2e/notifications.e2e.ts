// Notifications in the built dashboard on the real server: a campaign fails, a platform stops a sender, and those
// concerned hear of it at the bell, at once, in plain words, with the way there.
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { appendEvents } from '../../server/src/events/append.ts';
import { failure, settle, type EventOf } from '../../server/test/notifications/helpers.ts';
import { resourceMakers } from '../../server/test/support/resources.ts';
import { latinWords } from './support/latin-words.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/pages.ts';
import type { DashboardPage, RealDashboard } from './support/real-dashboard.ts';
import { useDashboard } from './support/use-dashboard.ts';

let world: RealDashboard;
const { open } = useDashboard(async (given) => {
  world = given;
  // There before anything happens: who comes later is not told of it.
  await world.server.login('admin');
});
afterEach(async () => {
  await world.rt.pool.query('delete from notifications');
});

async function happen(...events: EventOf[]): Promise<void> {
  const now = world.rt.clock.now();
  await appendEvents(
    world.rt.db,
    now,
    events.map((one) => ({ workspace_id: world.server.workspace.id, occurred_at: now, ...one })),
  );
  await settle(world.rt);
}

async function campaign(name: string): Promise<string> {
  const id = await resourceMakers.campaign(world.rt, world.pm);
  await world.rt.db.updateTable('campaigns').set({ name, status: 'active' }).where('id', '=', id).execute();
  return id;
}

const bell = (page: DashboardPage) => page.getByRole('button', { name: /^(Notifications|বিজ্ঞপ্তি)/ });
const rows = (page: DashboardPage) => page.locator('#main [data-notification]');

/** One of nearly every kind, for both. */
async function aBusyDay(): Promise<string> {
  const id = await campaign('Spring review');
  const about = { campaign_id: id, portfolio_manager_id: world.pm.id };
  const { id: account_id, device_id } = world.accounts.whatsapp;
  await happen(
    ...Array.from({ length: 21 }, () => failure(world.pm, id)),
    ...Array.from({ length: 16 }, () => failure(world.pm, id, 'retries_exhausted')),
    { type: 'campaign.launched', ...about, data: { late_seconds: 7_200 } },
    { type: 'campaign.completed', ...about },
    { type: 'account.held', account_id, device_id, channel: 'whatsapp', data: { code: 'account_banned' } },
    {
      type: 'campaign.channel_held',
      ...about,
      account_id,
      channel: 'whatsapp',
      data: { code: 'account_banned' },
    },
    { type: 'device.health_changed', device_id: world.accounts.signal.device_id, data: { to: 'offline' } },
    { type: 'mail.failed', data: { code: 'mail_auth' } },
  );
  return id;
}

describe('the bell', () => {
  it('counts at once what happens, on any page, and leads to it', async () => {
    const page = await open('standard', { path: '/campaigns' });
    await bell(page).waitFor();
    await expect.poll(() => page.locator('[data-unread]').count()).toBe(0);
    const id = await campaign('Autumn letter');
    await happen(...Array.from({ length: 37 }, () => failure(world.pm, id)));
    await expect.poll(() => page.locator('[data-unread]').textContent()).toBe('1');
    await page.getByRole('status').getByText('1 new notification').waitFor({ state: 'attached' });

    await bell(page).click();
    const list = page.getByRole('dialog', { name: 'Notifications' });
    await list.getByText('37 messages of “Autumn letter” failed').waitFor();
    await list.getByText('The person is not on this channel.').waitFor();
    await expectAccessible(page);
    // More of the same while it is open: the same one grows.
    await happen(failure(world.pm, id));
    await list.getByText('38 messages of “Autumn letter” failed').waitFor();
    await list.getByRole('link', { name: /38 messages/ }).click();
    await expect.poll(() => page.url()).toContain(`/campaigns/${id}?tab=recipients&status=failed`);
    await expect.poll(() => page.locator('[data-unread]').count()).toBe(0);
    await expect.poll(() => list.count()).toBe(0);
  });

  it('works with the keyboard alone', async () => {
    await aBusyDay();
    const page = await open('standard', { path: '/campaigns' });
    await expect.poll(() => page.locator('[data-unread]').textContent()).toBe('4');
    await bell(page).focus();
    await page.keyboard.press('Enter');
    const list = page.getByRole('dialog', { name: 'Notifications' });
    await list.getByText('“Spring review” is complete').waitFor();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toContain('Notifications');
    await page.locator('#main').focus();
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await page.getByRole('heading', { name: 'Notifications' }).waitFor();
    const mark = rows(page).first().getByRole('button', { name: 'Mark as read' });
    await mark.focus();
    await page.keyboard.press('Space');
    await rows(page).first().getByRole('button', { name: 'Mark as unread' }).waitFor();
    await expect.poll(() => page.locator('[data-unread]').textContent()).toBe('3');
  });
});

describe('the page', () => {
  it('tells a portfolio manager what concerns them, marks one and all, and back', async () => {
    await aBusyDay();
    const page = await open('standard', { path: '/notifications' });
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    for (const text of [
      '37 messages of “Spring review” failed',
      'The person is not on this channel (21); Three further tries failed (16).',
      '“Spring review” started 2 hours late',
      '“Spring review” is complete',
      'WhatsApp of “Spring review” waits for a decision',
    ])
      await page.getByText(text).waitFor();
    await expect.poll(() => page.getByText(/stopped the sender|is offline|e-mail could not/).count()).toBe(0);

    await page.getByRole('tab', { name: /Unread/ }).click();
    await expect.poll(() => rows(page).count()).toBe(4);
    await rows(page).first().getByRole('button', { name: 'Mark as read' }).click();
    await expect.poll(() => rows(page).count()).toBe(3);
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await page.getByText('You have read everything').waitFor();
    await expectAccessible(page);
    await page.getByRole('tab', { name: 'All' }).click();
    await expect.poll(() => rows(page).count()).toBe(4);
    await rows(page).first().getByRole('button', { name: 'Mark as unread' }).click();
    await expect.poll(() => page.locator('[data-unread]').textContent()).toBe('1');
  });

  it('tells an administrator of senders and what to decide; a decision shows', async () => {
    await aBusyDay();
    const page = await open('admin', { path: '/notifications' });
    const { id: account_id, device_id, address } = world.accounts.whatsapp;
    await page.getByText(`WhatsApp stopped the sender “Device of ${address}”`).waitFor();
    await page.getByText('Nothing is sent around it: decide whether it may go on.').waitFor();
    await page.getByText('1 sender is offline').waitFor();
    await page.getByText('1 e-mail could not be delivered').waitFor();
    await happen({ type: 'account.released', account_id, device_id, channel: 'whatsapp', data: {} });
    await page.getByText('This has been decided since.').waitFor();
    await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Senders offline' });
    await expect.poll(() => new URL(page.url()).searchParams.get('kind')).toBe('senders_offline');
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.reload();
    await rows(page)
      .getByRole('link', { name: /1 sender is offline/ })
      .click();
    await expect.poll(() => page.url()).toContain('/devices?state=offline');
  });

  it('shows each state of the list: loading, none, none of this kind, refused, failed', async () => {
    const page = await open('standard', { path: '/notifications' });
    await page.getByText('Nothing to tell you').waitFor();
    await expectAccessible(page);
    await page.goto('/notifications?kind=campaign_late');
    await page.getByText('Nothing matches').waitFor();
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await page.getByText('Nothing to tell you').waitFor();
    await page.goto('/notifications?tab=unread');
    await page.getByText('You have read everything').waitFor();
    for (const [status, code, words] of [
      [400, 'invalid_request', 'req-e2e-400'],
      [403, 'forbidden', 'Your role does not open this'],
    ] as const) {
      await page.route('**/api/v1/notifications?*', (route) =>
        route.fulfill({
          status,
          contentType: 'application/problem+json',
          body: JSON.stringify({ code, status, title: 'No', request_id: `req-e2e-${status}` }),
        }),
      );
      await page.goto('/notifications');
      await page.getByText(words).waitFor();
      await page.unroute('**/api/v1/notifications?*');
    }
  });
});

it('a single message that failed leads to its conversation, several name their people', async () => {
  const people = await world.people(3, ['signal']);
  const made = await world.rt.pool.query<{ id: string }>(
    `insert into conversations (workspace_id, prospect_id, channel, last_message_at)
     values ($1, $2, 'signal', now()) returning id`,
    [world.server.workspace.id, people[0]?.id],
  );
  const to = (index: number) => ({ ...failure(world.pm, null), prospect_id: people[index]?.id ?? '' });
  await happen(to(0));
  const page = await open('standard', { path: '/notifications' });
  await rows(page)
    .getByRole('link', { name: /^(Unread: )?1 message to .+ failed$/ })
    .click();
  await page.waitForURL((url) => url.searchParams.get('c') === made.rows[0]?.id);
  await world.rt.pool.query('delete from notifications');
  await happen(to(1), to(2));
  await page.goto('/notifications');
  await expect
    .poll(() => rows(page).allInnerTexts())
    .toEqual([expect.stringContaining('2 single messages failed')]);
  const several = rows(page);
  await expect.poll(() => several.getByRole('link').count()).toBe(2);
  await expectAccessible(page);
  await several.getByRole('link').first().click();
  await page.waitForURL(new RegExp(`/prospects/(${people[1]?.id}|${people[2]?.id})`));
});

describe('what one hears of', () => {
  it('is chosen per kind, kept at once, and honest about e-mail', async () => {
    const page = await open('standard', { path: '/notifications?tab=preferences' });
    await page.getByText('No e-mail is sent here.').waitFor();
    const kind = (name: string) => page.locator(`[data-kind=${name}]`);
    await kind('campaign_completed').getByRole('switch').click();
    await kind('messages_failed').getByRole('combobox').selectOption({ label: 'E-mail each morning' });
    await expect
      .poll(() => kind('messages_unknown').getByRole('switch').getAttribute('aria-disabled'))
      .toBe('true');
    await expect.poll(() => kind('account_held').count()).toBe(0);
    await expectAccessible(page);
    const saved = async () =>
      (
        await world.rt.pool.query<{ preferences: object }>(
          'select preferences from notification_boxes where user_id = $1',
          [world.pm.id],
        )
      ).rows[0]?.preferences;
    await expect.poll(saved).toMatchObject({
      campaign_completed: { in_app: false },
      messages_failed: { in_app: true, email: 'daily' },
    });
    await page.reload();
    await expect
      .poll(() => kind('campaign_completed').getByRole('switch').getAttribute('aria-checked'))
      .toBe('false');
    await expect.poll(() => kind('messages_failed').getByRole('combobox').inputValue()).toBe('daily');
    await world.rt.pool.query('delete from notification_boxes');
  });

  it('says where mails go, and when the last one did not arrive', async () => {
    const { rt, pm } = world;
    rt.config.mail = { host: '127.0.0.1', port: 1, implicitTls: false, tls: 'off', from: 'a@b.c' };
    try {
      const page = await open('standard', { path: '/notifications?tab=preferences' });
      await page.getByText(`E-mail goes to ${pm.email}.`).waitFor();
      await rt.db
        .insertInto('notification_mails')
        .values({
          ...{
            id: randomUUID(),
            workspace_id: pm.workspace_id,
            user_id: pm.id,
            address: pm.email,
            language: 'en',
          },
          ...{
            subject: 's',
            body_text: 't',
            body_html: 'h',
            notification_ids: [],
            status: 'failed',
            tries: 4,
          },
          ...{
            next_at: rt.clock.now(),
            created_at: rt.clock.now(),
            failed_at: rt.clock.now(),
            error_code: 'mail_tls',
          },
        })
        .execute();
      await page.reload();
      await page.getByText('The last e-mail to you did not arrive.').waitFor();
      await page.getByText('No safe connection to the mail server').waitFor();
      await expectAccessible(page);
    } finally {
      delete rt.config.mail;
    }
  });
});

describe('looks', () => {
  it.each([
    { language: 'en', theme: 'light', width: 360 },
    { language: 'en', theme: 'dark', width: 1440 },
    { language: 'bn', theme: 'light', width: 1440 },
    { language: 'bn', theme: 'dark', width: 360 },
  ] as const)(
    'accessible, fitting, complete: $language, $theme, $width px',
    async ({ language, theme, width }) => {
      await aBusyDay();
      const { user } = await world.server.login('admin');
      const look = (given: { language: 'en' | 'bn'; theme: 'light' | 'dark' | 'system' }) =>
        world.rt.db.updateTable('users').set(given).where('id', '=', user.id).execute();
      await look({ language, theme });
      const page = await open('admin', { viewport: { width, height: 800 }, path: '/notifications' });
      await rows(page).first().waitFor();
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
      const shots = process.env.SAMPARK_SHOTS;
      const shoot = async (name: string) => {
        if (shots)
          await page.screenshot({
            path: `${shots}/${name}-${language}-${theme}-${width}.png`,
            fullPage: false,
          });
      };
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await shoot('page');
      await bell(page).click();
      await page.locator('[role=dialog] [data-notification]').first().waitFor();
      await expectNoSidewaysScroll(page);
      await shoot('bell');
      await page.goto('/notifications?tab=preferences');
      await page.locator('[data-kind]').first().waitFor();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await shoot('preferences');
      if (language === 'bn') expect(await latinWords(page, 'time, [data-kind] [role=switch]')).toEqual([]);
      await look({ language: 'en', theme: 'system' });
    },
  );
});
