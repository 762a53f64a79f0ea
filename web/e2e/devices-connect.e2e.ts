// Connecting a sender, and WhatsApp portfolios, on the real server: nothing is saved that the platform did not answer for,
// unless an administrator says so.
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { addAccount } from '../../server/test/support/world.ts';
import { latinWords } from './support/latin-words.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/pages.ts';
import type { DashboardPage, RealDashboard } from './support/real-dashboard.ts';
import { useDashboard } from './support/use-dashboard.ts';
import { expectLargeTargets } from './support/targets.ts';

let world: RealDashboard;
const { open } = useDashboard((given) => void (world = given));
const accountsAt = async (address: string) =>
  world.rt.db
    .selectFrom('sender_accounts')
    .select(['id', 'channel', 'per_day', 'display_name', 'device_id'])
    .where('address', '=', address)
    .execute();

async function chooseChannel(page: DashboardPage, channel: string): Promise<void> {
  await page.goto(`/devices/connect?device=${world.accounts.whatsapp.device_id}`);
  await page.getByRole('radio', { name: channel }).click();
  const owned = page.getByRole('checkbox', { name: 'The number is ours' });
  if (await owned.count()) await owned.click();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: 'How do we reach the platform?' }).waitFor();
}

describe('connecting a sender', () => {
  it('goes the whole way by keyboard, back and forth without loss, and asks the platform before it saves', async () => {
    await world.simulators.control.telegram('POST', 'accounts', {
      ...{
        token: '7100000002:second-token',
        id: 7_100_000_002,
        username: 'second_bot',
        first_name: 'Second',
      },
    });
    const page = await open('admin', { path: '/devices' });
    await page.getByRole('link', { name: 'Connect a sender' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Which device does it run on?' }).waitFor();
    // What is missing is named, and nothing goes on.
    await page.getByRole('button', { name: 'Go on' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Choose the kind of device.').waitFor();
    await page.getByText('Give it a name.').waitFor();
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'API account of the platform' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('textbox', { name: 'Name' }).focus();
    await page.keyboard.type('Second bot');
    await page.keyboard.press('Tab');
    await page.keyboard.type('bot-2');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Which channel is it for?' }).waitFor();
    await page.getByRole('radio', { name: 'WhatsApp' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'How do we reach the platform?' }).waitFor();
    await page.getByRole('textbox', { name: 'Bot id' }).fill('7100000002');
    await page.getByLabel('Bot token', { exact: true }).fill('7100000002:wrong-token');
    await page.getByLabel('Secret of the callbacks', { exact: true }).fill('hush-hush');
    await page.getByRole('textbox', { name: 'Username of the bot' }).fill('second_bot');
    await page.getByRole('textbox', { name: 'Address of its API' }).fill(world.simulators.urls.telegram);
    await page.keyboard.press('Enter');
    // The platform's no is told as it is, and nothing exists yet.
    await page.getByText('Nothing was saved.').waitFor();
    expect(await accountsAt('7100000002')).toEqual([]);
    await expectAccessible(page);
    // Back, and forth again: it is all still there.
    await page.getByRole('button', { name: 'Back' }).click();
    await expect.poll(() => page.getByRole('radio', { name: 'Telegram' }).isChecked()).toBe(true);
    await page.goBack();
    await page.getByRole('heading', { name: 'How do we reach the platform?' }).waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: 'Bot id' }).inputValue()).toBe('7100000002');
    await page.getByLabel('Bot token', { exact: true }).fill('7100000002:second-token');
    await page.getByRole('button', { name: 'Check and go on' }).click();
    await page.getByRole('heading', { name: 'How much may it send?' }).waitFor();
    expect(await accountsAt('7100000002')).toEqual([]);
    await page.getByRole('textbox', { name: 'Messages a day, at most' }).fill('2000');
    await page.getByRole('button', { name: 'Save the sender' }).click();
    await page.getByRole('heading', { name: 'Connected.' }).waitFor();
    const [made] = await accountsAt('7100000002');
    expect(made).toMatchObject({ channel: 'telegram', per_day: 2_000 });
    await page.getByRole('button', { name: 'Set them up for me' }).click();
    await page.getByText('Telegram took the address.').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Go to the sender' }).click();
    await page.getByRole('heading', { name: 'Second bot' }).waitFor();
    // Another account of it, from its own page: nothing of the last one is left in a field.
    await page.getByRole('link', { name: 'Connect an account' }).click();
    await page.getByRole('heading', { name: 'Which channel is it for?' }).waitFor();
    await expect.poll(() => page.getByRole('radio', { checked: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Device' }).click();
    const device = page.getByRole('combobox', { name: 'Device' });
    await expect.poll(() => device.inputValue()).toBe('Second bot');
    await device.fill('No such sender');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('There is no sender of this name.').waitFor();
    await device.fill('bot-2');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Which channel is it for?' }).waitFor();
  });

  it('WhatsApp, Signal and iMessage: each asks for what its platform wants', async () => {
    await world.simulators.control.signal('POST', 'accounts', { number: '+442079460077' });
    const page = await open('admin');
    await chooseChannel(page, 'WhatsApp');
    for (const name of ['Access token', 'App secret', 'Verify token'])
      await page.getByLabel(name, { exact: true }).fill(name === 'Access token' ? 'wrong' : 'something');
    await page.getByRole('textbox', { name: 'Phone number ID' }).fill('204200000009');
    await page.getByRole('textbox', { name: 'WhatsApp Business account ID' }).fill('104200000001');
    await page.getByRole('textbox', { name: 'Address of its API' }).fill(world.simulators.urls.whatsapp);
    await page.getByRole('button', { name: 'Check and go on' }).click();
    await page.getByText('Nothing was saved.').waitFor();

    await chooseChannel(page, 'iMessage');
    await page.getByRole('textbox', { name: 'Name of the server' }).fill('mac-2');
    await page.getByLabel('Password of the server', { exact: true }).fill('password');
    await page.getByLabel('Secret of the callbacks', { exact: true }).fill('a-long-word');
    await page.getByRole('textbox', { name: 'Address of its API' }).fill('http://169.254.169.254');
    await page.getByRole('button', { name: 'Check and go on' }).click();
    // Refused by us, with the reason; not asked.
    await page.getByText('This server may not call that address.').waitFor();

    // Signal: not before somebody says that the number is ours.
    await page.goto(`/devices/connect?device=${world.accounts.whatsapp.device_id}`);
    await page.getByRole('radio', { name: 'Signal' }).click();
    await page.getByText('Owned numbers only.').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Confirm that the number is yours.').waitFor();
    await chooseChannel(page, 'Signal');
    await page.getByRole('textbox', { name: 'Number' }).fill('+442079460077');
    await page.getByRole('textbox', { name: 'Address of its API' }).fill(world.simulators.urls.signal);
    await page.getByRole('button', { name: 'Check and go on' }).click();
    const perDay = page.getByRole('textbox', { name: 'Messages a day, at most' });
    await expect.poll(() => perDay.inputValue()).toBe('100');
    await perDay.fill('501');
    await page.getByText('Write at most 500').waitFor();
    expect(await page.getByRole('button', { name: 'Save the sender' }).click().then(() => accountsAt('+442079460077'))).toEqual([]); // prettier-ignore
    await perDay.fill('120');
    await page.getByRole('textbox', { name: 'Name of the account' }).fill('Signal desk');
    await page.getByRole('button', { name: 'Save the sender' }).click();
    await page.getByText('Signal needs no callbacks.').waitFor();
    expect(await accountsAt('+442079460077')).toMatchObject([{ display_name: 'Signal desk', per_day: 120 }]);
  });

  it('is for administrators', async () => {
    for (const role of ['standard', 'compliance'] as const) {
      const page = await open(role, { path: '/devices' });
      await page.getByRole('heading', { name: 'Senders' }).waitFor();
      await expect.poll(() => page.getByRole('link', { name: 'Connect a sender' }).count()).toBe(0);
      await page.goto('/devices/connect');
      await page.getByText('An administrator connects senders').waitFor();
    }
  });
});

describe('portfolios', () => {
  it('shows what is left of a tier, when room frees, and lets administrators change name and tier', async () => {
    const { rt, server, accounts } = world;
    const page = await open('admin', { path: '/devices/portfolios' });
    await page.getByText('No portfolio yet').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add a portfolio' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save portfolio' }).click();
    await dialog.getByText('Give it a name.').waitFor();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Meghna Wealth');
    await dialog.getByRole('textbox', { name: 'ID of the business' }).fill('104200000000009');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Save portfolio' }).click();
    await page.getByRole('heading', { name: 'Meghna Wealth' }).waitFor();
    const { id } = await rt.db
      .selectFrom('portfolios')
      .select('id')
      .where('name', '=', 'Meghna Wealth')
      .executeTakeFirstOrThrow();
    const now = rt.clock.now();
    await sql`insert into portfolio_recipients (portfolio_id, workspace_id, prospect_id, last_at)
      select ${id}, ${server.workspace.id}, gen_random_uuid(), ${now}::timestamptz - interval '3 hours' from generate_series(1, 250)`.execute(
      rt.db,
    );
    await sql`update sender_accounts set portfolio_id = ${id} where id = ${accounts.whatsapp.id}`.execute(
      rt.db,
    );
    await page.reload();
    await page.getByText('of 250 different people in the last 24 hours').waitFor();
    await page.getByText('nobody new: others wait, and are not lost').waitFor();
    await expect
      .poll(() =>
        page.getByRole('progressbar', { name: 'People reached of the tier' }).getAttribute('aria-valuenow'),
      )
      .toBe('100');
    await page.getByText(/^in 2[01] hr/).waitFor();
    await page.getByText('more numbers send faster, but reach nobody more').waitFor();
    // WhatsApp raised it: the administrator enters it.
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('combobox', { name: /^Tier/ }).click();
    await page.getByRole('option', { name: '2,000' }).click();
    await page.getByRole('button', { name: 'Save portfolio' }).click();
    await page.getByText('1,750 more people').waitFor();
    await page.getByText('Business ID at Meta').waitFor();
    // Its senders alone in the fleet.
    await page.goto(`/devices?portfolio=${id}`);
    await page.getByText(/^1 of \d+ senders$/).waitFor();
    const reader = await open('standard', { path: '/devices/portfolios' });
    await reader.getByText('1,750 more people').waitFor();
    await expect.poll(() => reader.getByRole('button', { name: /Edit|Add/ }).count()).toBe(0);
  });

  it('a business WhatsApp stopped is decided about once for all its numbers', async () => {
    const { rt, server, accounts } = world;
    const second = await addAccount(rt, server.workspace.id, 'whatsapp', { address: '204200000077' });
    const both = [accounts.whatsapp.id, second.id];
    const { id } = await rt.db.selectFrom('portfolios').select('id').executeTakeFirstOrThrow();
    await sql`insert into sender_accounts (workspace_id, device_id, portfolio_id, channel, address, display_name, base_url, credentials, settings, per_second, per_day, pair_seconds)
      select workspace_id, device_id, ${id}, channel, address || n, '+1555010' || (1000 + n), base_url, credentials, settings, per_second, per_day, pair_seconds
      from sender_accounts cross join generate_series(1, 30) n where id = ${second.id}`.execute(rt.db);
    await sql`update sender_accounts set portfolio_id = ${id}, policy_hold = 'DISABLED', held_at = ${rt.clock.now()}
      where id = any(${both}::uuid[])`.execute(rt.db);
    const reader = await open('standard', { path: '/devices/portfolios' });
    await reader.getByText('2 numbers send nothing').waitFor();
    await expect.poll(() => reader.getByRole('button', { name: /Decide/ }).count()).toBe(0);
    const page = await open('admin', { path: '/devices/portfolios' });
    // The two that need somebody, and a few more; the others when they are asked for.
    await page.getByText('Its 32 numbers').waitFor();
    await page.getByText('2 need a look').waitFor();
    const numbers = page.getByRole('listitem').filter({ hasText: 'today' });
    await expect.poll(() => numbers.count()).toBe(5);
    for (const place of [0, 1]) await expect.poll(() => numbers.nth(place).textContent()).toContain('Held');
    await page.getByRole('button', { name: 'Show 20 more' }).click();
    await page.getByRole('button', { name: 'Show 7 more' }).click();
    await expect.poll(() => numbers.count()).toBe(32);
    await page.getByRole('button', { name: 'Show fewer' }).click();
    await expect.poll(() => numbers.count()).toBe(5);
    await page.getByRole('button', { name: 'Decide for all 2 numbers' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('What shall happen with the numbers of “Meghna Wealth”?').waitFor();
    await dialog.getByText('None').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('radio', { name: /Let all of them go on/ }).check();
    await dialog.getByRole('textbox', { name: 'Why' }).fill('Meta lifted it after our appeal.');
    await dialog.getByRole('button', { name: 'Let all of them go on' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('2 numbers send nothing').waitFor({ state: 'detached' });
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from events
      where type = 'account.released' and account_id = any(${both}::uuid[])`.execute(rt.db);
    expect(rows[0]?.n).toBe(2);
    // Left as the next one wants to see it.
    await sql`update sender_accounts set policy_hold = 'DISABLED' where id = any(${both}::uuid[])`.execute(
      rt.db,
    );
  });

  it.each([
    { language: 'bn', theme: 'dark', width: 360 },
    { language: 'en', theme: 'light', width: 1440 },
  ] as const)('5. 7. 30. is accessible, fits and is complete: $language, $theme, $width px', async (look) => {
    const { language, theme, width } = look;
    const { user } = await world.server.login('admin');
    await world.rt.db.updateTable('users').set({ language, theme }).where('id', '=', user.id).execute();
    const page = await open('admin', { viewport: { width, height: 800 } });
    for (const path of ['/devices/portfolios', '/devices/connect']) {
      await page.goto(path);
      await page.locator('h1').waitFor();
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
      if (path.endsWith('connect')) await page.getByRole('radio').first().waitFor();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await expectLargeTargets(page);
      // Names of products and of a phone's number are the same in every language.
      const same = new Set(['IMEI', 'Cloud', 'BlueBubbles', 'Meta']);
      const data = '[id^="portfolio-"], a[href^="/devices/"], [data-copy]';
      if (language === 'bn')
        expect((await latinWords(page, data)).filter((word) => !same.has(word))).toEqual([]);
    }
    await world.rt.db
      .updateTable('users')
      .set({ language: 'en', theme: 'system' })
      .where('id', '=', user.id)
      .execute();
  });
});
