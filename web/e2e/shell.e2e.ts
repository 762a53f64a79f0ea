// What stands around every page, and the overview's ways and filters: palette, keys, navigation, a session that ends.
import type { Overview } from '@sampark/contracts/analytics.ts';
import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forgetSessions } from '../../server/src/http/session-check.ts';
import type { Person } from '../../server/test/support/world.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  openBrowser,
} from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';
import { expectLargeTargets, focusOf } from './support/targets.ts';

let browser: Browser;
let world: RealDashboard;
let people: Person[];
const opened: DashboardPage[] = [];
const password = 'four unrelated words';

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  people = await world.people(4);
  await world.rt.db
    .updateTable('prospects')
    .set({ name: 'Rokeya Sakhawat' })
    .where('id', '=', people[0]?.id ?? '')
    .execute();
  await world.ask('POST', '/campaigns', { name: 'Autumn letter' });
});
afterEach(async () => {
  for (const page of opened.splice(0)) {
    expectNoComplaints(page);
    await page.context().close();
  }
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function open(...given: Parameters<RealDashboard['page']>) {
  const page = await world.page(...given);
  opened.push(page);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const pathOf = (page: Page) => new URL(page.url()).pathname;
const palette = (page: Page) => page.getByRole('dialog', { name: 'Find or go to' });
const options = (page: Page) => palette(page).getByRole('option');

describe('the palette', () => {
  it('finds pages, people and campaigns, by keyboard alone', async () => {
    const page = await open('standard');
    await page.keyboard.press('Control+k');
    await palette(page).getByRole('combobox').waitFor();
    await expectAccessible(page);
    await page.keyboard.type('sett');
    await expect.poll(() => options(page).count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/settings');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('rokeya');
    await options(page).filter({ hasText: 'Rokeya Sakhawat' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/prospects/${people[0]?.id}`);
    await page.getByRole('heading', { name: 'Rokeya Sakhawat' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('autumn let');
    await options(page).filter({ hasText: 'Autumn letter' }).getByText('Draft').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/campaigns/*');
    // Arrows go round; the chosen one is named to a screen reader.
    await page.keyboard.press('Control+k');
    await palette(page).getByRole('combobox').waitFor();
    await page.keyboard.press('ArrowUp');
    const active = await palette(page).getByRole('combobox').getAttribute('aria-activedescendant');
    await expect.poll(() => options(page).last().getAttribute('id')).toBe(active);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => options(page).nth(1).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.type('nothing is called this');
    await palette(page).getByText('Nothing is called that.').waitFor();
    await page.keyboard.press('Escape');
    await palette(page).waitFor({ state: 'detached' });
  });

  it('keeps what is typed before it is there, and no shortcut takes it', async () => {
    const page = await open('standard');
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    await page.route('**/palette-window*.js', async (route) => {
      await arrived;
      await route.continue();
    });
    const before = page.url();
    await page.keyboard.press('Control+k');
    // G and S go to the settings where nobody types.
    await page.keyboard.type('g sett');
    arrive();
    await palette(page).getByRole('combobox').waitFor();
    await expect.poll(() => palette(page).getByRole('combobox').inputValue()).toBe('g sett');
    expect(page.url()).toBe(before);
    await page.keyboard.type('x');
    await expect.poll(() => palette(page).getByRole('combobox').inputValue()).toBe('g settx');
    await page.keyboard.press('Escape');
    await palette(page).waitFor({ state: 'detached' });
    // The next opening begins anew.
    await page.keyboard.press('Control+k');
    await expect.poll(() => palette(page).getByRole('combobox').inputValue()).toBe('');
  });

  it('offers only what the role may do, and says so when searching fails', async () => {
    const page = await open('compliance');
    await page.getByRole('button', { name: 'Find or go to' }).click();
    await options(page).filter({ hasText: 'Prospects' }).waitFor();
    const names = await options(page).allTextContents();
    for (const hidden of ['Create campaign', 'Import contacts', 'Imports', 'Simulators'])
      expect([hidden, names.some((name) => name.includes(hidden))]).toEqual([hidden, false]);
    await page.route('**/api/v1/prospects?*', (route) => route.abort());
    await page.route('**/api/v1/campaigns?*', (route) => route.abort());
    await page.keyboard.type('rokeya');
    await palette(page).getByRole('alert').waitFor();
    await expect.poll(() => palette(page).getByText('Nothing is called that.').count()).toBe(0);
  });
});

describe('keys', () => {
  it('`?` shows those of the page; two in a row go to another', async () => {
    const page = await open('standard', { path: '/prospects' });
    await page.getByRole('link', { name: 'Rokeya Sakhawat' }).waitFor();
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: 'Keys on this page' });
    await keys.getByText('Search on this page').waitFor();
    await keys.getByText('Go anywhere, find anything').waitFor();
    await expectAccessible(page);
    // Behind a window nothing moves.
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'detached' });
    expect(pathOf(page)).toBe('/prospects');
    for (const [key, path] of [
      ['s', '/settings'],
      ['d', '/devices'],
      ['o', '/'],
      ['c', '/campaigns'],
      ['i', '/conversations'],
      ['m', '/imports'],
      ['p', '/prospects'],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.waitForURL((url) => url.pathname === path);
      await expect
        .poll(() => page.locator('nav a[aria-current="page"]').first().getAttribute('href'))
        .toBe(path);
    }
  });

  it('8. Shortcuts never fire while typing and can be disabled', async () => {
    const page = await open('standard', { path: '/prospects' });
    await page.keyboard.press('/');
    const search = page.getByRole('searchbox');
    await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('gs?/c');
    await expect.poll(() => search.inputValue()).toBe('gs?/c');
    await page.goto('/settings?section=workspace');
    const words = page.locator('#ws-name');
    await words.waitFor();
    await page.goto('/settings?section=me');
    await page.getByLabel('Name', { exact: true }).fill('');
    await page.keyboard.type('g p ? gp');
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('g p ? gp');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(pathOf(page)).toBe('/settings');
    // With a modifier a key is the browser's or somebody else's.
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Alt+?');
    await page.keyboard.press('g');
    await page.keyboard.press('Control+p');
    expect(pathOf(page)).toBe('/settings');
    await page.goto('/settings?section=keys');
    await page.getByRole('switch', { name: 'Single-key shortcuts' }).uncheck();
    await page.getByRole('link', { name: 'Prospects' }).first().click();
    await page.getByRole('link', { name: 'Rokeya Sakhawat' }).waitFor();
    await page.keyboard.press('?');
    await page.keyboard.press('/');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.keyboard.press('Control+k');
    await palette(page).waitFor();
    await expect
      .poll(async () => [await page.getByRole('dialog').count(), pathOf(page)])
      .toEqual([1, '/prospects']);
  });

  it('6. The keyboard’s place is seen and never covered, from the first stop of a long page to its last', async () => {
    const page = await open('standard', { viewport: { width: 1440, height: 500 } });
    await page.locator('[data-channel="signal"]').waitFor();
    const seen: string[] = [];
    for (let stop = 0; stop < 60; stop++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement === document.body)) break;
      // A frame later at most: what comes into sight with the focus.
      await expect.poll(() => focusOf(page)).toMatchObject({ outline: true, covered: false });
      seen.push((await focusOf(page)).name);
    }
    expect(seen.some((name) => name.startsWith('Signal'))).toBe(true);
    expect(seen[0]).toBe('Skip to content');
    expect(seen).toContain('Settings');
    // Around once more, the first stop skips to the page itself.
    await page.keyboard.press('Tab');
    expect((await focusOf(page)).name).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
  });
});

describe('navigation', () => {
  it('on a phone: four on the bar, the others behind “More”, and the last thing of a page is not under it', async () => {
    const page = await open('standard', { viewport: { width: 360, height: 740 }, hasTouch: true });
    const bar = page.getByRole('navigation', { name: 'Pages' });
    await expect.poll(() => bar.getByRole('link').count()).toBe(4);
    await bar.getByRole('link', { name: 'Prospects' }).click();
    await page.waitForURL('**/prospects');
    await bar.getByRole('button', { name: 'More' }).click();
    const more = page.getByRole('dialog', { name: 'More pages' });
    await more.waitFor();
    await expect
      .poll(() => more.getByRole('link').allTextContents())
      .toEqual([
        'Segments',
        'Profiles',
        'Templates',
        'Experiments',
        'Imports',
        'Compliance',
        'Senders',
        'Settings',
      ]);
    await expectAccessible(page);
    await expectLargeTargets(page);
    await more.getByRole('link', { name: 'Settings' }).click();
    await page.waitForURL('**/settings');
    await more.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Change password' }).scrollIntoViewIfNeeded();
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    const [button, under] = await Promise.all([
      page.getByRole('button', { name: 'Change password' }).boundingBox(),
      bar.boundingBox(),
    ]);
    expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThanOrEqual(under?.y ?? 0);
  });

  it.each(['/', '/settings', '/settings?section=workspace', '/nowhere-at-all'])(
    '7. Targets are ≥24 px at 360 px: %s',
    async (path) => {
      const page = await open('admin', { path, viewport: { width: 360, height: 740 } });
      if (path === '/') await page.locator('[data-channel="signal"]').waitFor();
      await expectLargeTargets(page);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    },
  );
});

/** Ends what this role has open in browsers, as an administrator or a stolen token would. */
async function endSessions(role: 'admin' | 'standard'): Promise<string> {
  const { user } = await world.server.login(role);
  await sql`update sessions set revoked_at = now(), revoked_reason = 'test'
    where user_id = ${user.id} and user_agent is not null`.execute(world.rt.db);
  forgetSessions(world.rt);
  return user.email;
}

describe('a session that ends', () => {
  it('leaves a half-filled form as it was, under a window to sign in again', async () => {
    const page = await open('admin', { path: '/settings?section=workspace' });
    const field = (name: string) => page.getByLabel(name, { exact: true });
    await page.getByRole('textbox', { name: 'Marketing', exact: true }).fill('6');
    await field('Words of your own').fill('halt\nstop');
    const email = await endSessions('admin');
    await page.getByRole('button', { name: 'Save changes' }).click();
    const again = page.getByRole('dialog', { name: 'Your session has ended.' });
    await again.getByText(email).waitFor();
    // Nothing of the page can be read or reached meanwhile.
    const covering = await page.evaluate(() => {
      const top = document.elementFromPoint(20, 300);
      return top?.closest('main') === null;
    });
    expect(covering).toBe(true);
    await page.keyboard.press('Escape');
    await again.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await again.waitFor({ state: 'detached' });
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Marketing', exact: true }).inputValue())
      .toBe('6');
    await expect.poll(() => field('Words of your own').inputValue()).toBe('halt\nstop');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Saved').waitFor();
    await page.reload();
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Marketing', exact: true }).inputValue())
      .toBe('6');
  });

  it('lets somebody else in, and shows them nothing of it', async () => {
    const page = await open('standard', { path: '/settings' });
    await page.getByLabel('Name', { exact: true }).fill('Half a name');
    await endSessions('standard');
    await page.getByRole('tab', { name: 'Sessions' }).click();
    await page.getByRole('button', { name: 'I am somebody else' }).click();
    await page.waitForURL('**/sign-in');
    expect(await page.content()).not.toContain('Half a name');
  });
});

describe('the overview', () => {
  const needs = (page: Page, name: string) => page.locator(`[data-needs="${name}"]`);
  const chips = (page: Page) => page.getByRole('list', { name: 'Filters in force' });
  const sent = (page: Page) => page.locator('[data-stat="sent"]');

  /** What the real answer says, with a busy day in it. */
  async function busy(page: Page): Promise<void> {
    await page.route('**/api/v1/stream', (route) => route.abort());
    await page.route('**/api/v1/analytics/overview', async (route) => {
      const answer = await route.fetch();
      const overview = (await answer.json()) as { today: Record<string, unknown>; devices: object };
      const on = (messages_sent: number) => ({
        ...{ messages_sent, messages_delivered: messages_sent, messages_read: 1, replied: 2 },
        ...{ messages_failed: 3, attempted: messages_sent + 3, opted_out: 1, unknown: 0, held: 0 },
      });
      await route.fulfill({
        response: answer,
        json: {
          ...overview,
          today: { ...overview.today, messages_sent: 30, by_channel: { whatsapp: on(20), signal: on(10) } },
          needs_a_person: { held: 2, unknown: 1 },
          devices: { ...overview.devices, offline: 1, degraded: 1, held: 1 },
        },
      });
    });
    await page.goto('/');
    await needs(page, 'unknown').waitFor();
  }

  it('leads from each thing that needs somebody to where it is settled', async () => {
    const { id } = await world.ask<{ id: string }>('POST', '/messages', {
      ...{ prospect_id: people[0]?.id, purpose: 'service', channel_order: ['whatsapp'] },
      content: {
        whatsapp: { kind: 'template', name: 'review', language: 'en', parameters: ['{{ first_name }}'] },
      },
    });
    await sql`
      with left_unknown as (
        update messages set delivery_status = 'unknown' where id = ${id} returning *),
      unqueued as (delete from message_queue where message_id = ${id})
      insert into open_messages select id, created_at, workspace_id, campaign_id, 'unknown', created_at
      from left_unknown`.execute(world.rt.db);
    const page = await open('standard');
    await busy(page);
    await needs(page, 'unknown').getByRole('link').click();
    await page.waitForURL('**/?see=unknown');
    const whose = page.getByRole('dialog', { name: 'May or may not have gone out' });
    await whose.getByRole('link', { name: 'Rokeya Sakhawat' }).waitFor();
    await expectAccessible(page);
    await page.reload();
    await whose.getByRole('link', { name: 'Rokeya Sakhawat' }).click();
    await page.waitForURL(`**/prospects/${people[0]?.id}`);
    await page.goBack();
    await whose.waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => url.search === '');
    await needs(page, 'held').getByRole('link').click();
    await page.getByRole('dialog', { name: 'Held messages' }).getByText('None are left').waitFor();
    await page.keyboard.press('Escape');
    for (const [name, state] of [
      ['offline', 'offline'],
      ['held-senders', 'held'],
      ['degraded', 'degraded'],
    ] as const) {
      await needs(page, name).getByRole('link').click();
      await page.waitForURL(`**/devices?state=${state}`);
      await page.goBack();
      await needs(page, name).waitFor();
    }
  });

  it('counts senders as the page it leads to does', async () => {
    const account = world.accounts.signal;
    const healthyOnSignal = async () =>
      (await world.ask<Overview>('GET', '/analytics/overview')).devices.by_channel.signal?.healthy;
    const health = (status: string) =>
      sql`update sender_accounts set health_status = ${status} where id = ${account.id}`.execute(world.rt.db);
    await health('offline');
    const page = await open('standard', { path: '/?channel=signal' });
    await needs(page, 'offline').getByText('1 sender is offline').waitFor();
    await page.locator('[data-health="offline"]').getByRole('link').click();
    await page.waitForURL('**/devices?state=offline&channel=signal');
    await page.getByRole('link', { name: `Device of ${account.address}` }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: /^Device of/ }).count()).toBe(1);
    await health('healthy');
    // What the overview says is kept for a moment: the next test is not to read of this sender as it was.
    await expect.poll(healthyOnSignal).toBe(1);
  });

  it('9. A channel filters the whole page; the address keeps it over reload, back and sharing; chip and Esc clear it', async () => {
    const page = await open('standard');
    await busy(page);
    await expect.poll(() => sent(page).textContent()).toContain('30');
    await page.locator('[data-channel="signal"]').click();
    await page.waitForURL('**/?channel=signal');
    await expect.poll(() => sent(page).textContent()).toContain('10');
    await expect
      .poll(() => page.locator('[data-channel="signal"]').getAttribute('aria-pressed'))
      .toBe('true');
    await expect.poll(() => page.getByRole('combobox', { name: 'Channel' }).inputValue()).toBe('signal');
    await page.getByText('No running campaign has used Signal so far').waitFor();
    await expect
      .poll(() => page.locator('[data-health="healthy"]').getByRole('link').textContent())
      .toContain('1');
    await expectAccessible(page);
    await page.reload();
    await chips(page).getByText('Signal').waitFor();
    await expect.poll(() => sent(page).textContent()).toContain('10');
    await page.getByRole('link', { name: 'Settings' }).first().click();
    await page.waitForURL('**/settings');
    await page.goBack();
    await chips(page).getByText('Signal').waitFor();
    const link = page.url();
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => url.search === '');
    await expect.poll(() => sent(page).textContent()).toContain('30');
    await expect.poll(() => chips(page).count()).toBe(0);
    await page.goto(link);
    // Esc closes what is open first.
    await chips(page).getByText('Signal').waitFor();
    await page.keyboard.press('Control+k');
    await palette(page).waitFor();
    await page.keyboard.press('Escape');
    await palette(page).waitFor({ state: 'detached' });
    await expect.poll(() => new URL(page.url()).search).toBe('?channel=signal');
    await chips(page).getByRole('button', { name: 'Remove filter: Signal' }).click();
    await page.waitForURL((url) => url.search === '');
    await page.goto('/?channel=pigeon');
    await needs(page, 'unknown').waitFor();
    await expect.poll(() => chips(page).count()).toBe(0);
  });
});
