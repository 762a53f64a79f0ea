// One sender's page on the real server: its accounts' limits and access, what waits for a decision, its agent, how it was.
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { holdAccount } from '../../server/src/devices/hold-account.ts';
import { latinWords } from './support/latin-words.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/pages.ts';
import type { RealDashboard } from './support/real-dashboard.ts';
import { useDashboard } from './support/use-dashboard.ts';
import { expectLargeTargets } from './support/targets.ts';

let world: RealDashboard;
const { open } = useDashboard((given) => void (world = given));
const pathOf = (channel: keyof RealDashboard['accounts']) => `/devices/${world.accounts[channel].device_id}`;

describe('a sender', () => {
  it('keeps limits within what is allowed and shows the platform’s default beside them', async () => {
    const page = await open('admin', { path: pathOf('signal') });
    await page.getByRole('button', { name: 'Change limits' }).click();
    const perDay = page.getByRole('textbox', { name: 'Messages a day, at most' });
    const save = page.getByRole('button', { name: 'Save limits' });
    await page.getByText('The platform’s default is 100; at most 500.').waitFor();
    await perDay.fill('501');
    await page.getByText('Write at most 500: more is not allowed on this channel.').waitFor();
    await expect.poll(() => save.isDisabled()).toBe(true);
    await perDay.fill('2.5');
    await page.getByText('Write a whole number').waitFor();
    await page.getByRole('textbox', { name: 'Messages a second, at most' }).fill('0');
    await page.getByText('Write more than zero.').waitFor();
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Messages a second, at most' }).fill('0,5');
    // Bengali digits are digits.
    await perDay.fill('২৫০');
    await page.getByText('Looser than the default').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('0 of 250 today').waitFor();
    await page.getByText('(default 100)').waitFor();
    const row = await world.rt.db
      .selectFrom('sender_accounts')
      .select(['per_day', 'per_second'])
      .where('id', '=', world.accounts.signal.id)
      .executeTakeFirstOrThrow();
    expect({ per_day: row.per_day, per_second: row.per_second }).toEqual({
      per_day: 250,
      per_second: 0.5,
    });
  });

  it('corrects address and settings: what is wrong is said beside the field, somebody else’s change is not overwritten', async () => {
    const { rt, accounts } = world;
    const { id } = accounts.imessage;
    const page = await open('admin', { path: pathOf('imessage') });
    await page.getByRole('button', { name: 'Change access' }).click();
    const dialog = page.getByRole('dialog', { name: /^Address and access of/ });
    const address = dialog.getByRole('textbox', { name: 'Address of its API' });
    const save = dialog.getByRole('button', { name: 'Save and check' });
    const right = await address.inputValue();
    // Only what this channel has.
    await expect.poll(() => dialog.getByRole('textbox').count()).toBe(1);
    await dialog.getByText('The saved credentials are kept; they are never shown.').waitFor();
    await address.fill('mac-1');
    await save.click();
    await dialog.getByText('Write an address that begins with http:// or https://').waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')))
      .toBe('base_url');
    await address.fill('http://169.254.169.254/');
    await save.click();
    await dialog.getByText('This server may not call that address.').waitFor();
    await expectAccessible(page);
    // Another administrator is quicker.
    await sql`update sender_accounts set base_url = 'http://127.0.0.1:8' where id = ${id}`.execute(rt.db);
    await address.fill('http://127.0.0.1:9');
    await save.click();
    await dialog.getByText('Its address is now http://127.0.0.1:8.').waitFor();
    await save.click();
    await dialog.getByText('It is saved.').waitFor();
    await dialog.getByRole('combobox', { name: 'How it sends' }).click();
    await page.getByRole('option', { name: 'AppleScript, as usual' }).click();
    await address.fill(right);
    await save.click();
    await dialog.waitFor({ state: 'detached' });
    const row = await rt.db
      .selectFrom('sender_accounts')
      .select(['base_url', 'settings'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ base_url: right, settings: { method: 'apple-script' } });
  });

  it('renews access only with what the platform takes, never shows the saved one, and says what a check found', async () => {
    const page = await open('admin', { path: pathOf('telegram') });
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('The platform answers and takes this access.').waitFor();
    await page.getByRole('button', { name: 'Change access' }).click();
    await page.getByRole('button', { name: 'Enter new credentials' }).click();
    const save = page.getByRole('button', { name: 'Check and save' });
    await save.click();
    await page.getByText('Fill in: Bot token').waitFor();
    const token = page
      .getByRole('textbox', { name: 'Bot token' })
      .or(page.getByLabel('Bot token', { exact: true }));
    await expect.poll(() => token.first().inputValue()).toBe('');
    await page.getByRole('textbox', { name: 'Username of the bot' }).fill('test_bot');
    await page.getByLabel('Bot token', { exact: true }).fill('7100000001:wrong');
    await page.getByLabel('Secret of the callbacks', { exact: true }).fill('hush-hush');
    await save.click();
    await page.getByText('Nothing was saved.').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Bot token', { exact: true }).fill('7100000001:test-bot-token');
    await save.click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // What is saved is nowhere on the page.
    expect(await page.content()).not.toContain('test-bot-token');
  });

  it('tells how the platform calls back, step by step, and does it itself where it may', async () => {
    const page = await open('admin', { path: pathOf('whatsapp') });
    await page.getByRole('button', { name: 'Callbacks' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Subscribe to these fields').waitFor();
    await expect.poll(() => dialog.getByRole('listitem').count()).toBe(4);
    await dialog.getByText(`/hooks/whatsapp/${world.accounts.whatsapp.id}`).waitFor();
    // Secrets are named only.
    await dialog.getByText('the one saved with this account as Verify token').waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await dialog.getByRole('button', { name: 'Copy Callback URL' }).click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toContain('/hooks/whatsapp/');
    await dialog.getByRole('button', { name: 'Set them up for me' }).click();
    await dialog.getByText('WhatsApp took the address.').waitFor();
    await expectAccessible(page);
  });

  it('shows who waits for a decision about a held account, explains both choices and keeps the reason', async () => {
    const { rt, accounts, server } = world;
    const people = await world.people(2, ['imessage']);
    const { id } = await world.ask<{ id: string }>('POST', '/campaigns', {
      ...{ name: 'Spring letter', message_content: 'Hello' },
      ...{ channel_order: ['imessage'], channel_content: { imessage: { kind: 'text', text: 'Hello' } } },
    });
    const now = rt.clock.now();
    await sql`update campaigns set status = 'active', launched_at = ${now} where id = ${id}`.execute(rt.db);
    for (const person of people) {
      await sql`insert into contact_channels (prospect_id, workspace_id, channel, account_id)
        values (${person.id}, ${server.workspace.id}, 'imessage', ${accounts.imessage.id})`.execute(rt.db);
      await sql`
        with made as (
          insert into messages (id, workspace_id, campaign_id, prospect_id, portfolio_manager_id, platform, purpose, body, content, delivery_status, created_at, updated_at, due_at)
          values (gen_random_uuid(), ${server.workspace.id}, ${id}, ${person.id}, ${world.pm.id}, 'imessage', 'marketing', '{}', 'Hello', 'pending', ${now}, ${now}, ${now}) returning *)
        insert into message_queue select id, created_at, workspace_id, campaign_id, platform, due_at from made`.execute(
        rt.db,
      );
    }
    await rt.db.transaction().execute((tx) =>
      holdAccount(tx, now, {
        ...{ workspace_id: server.workspace.id, account_id: accounts.imessage.id, channel: 'imessage' },
        ...{ device_id: accounts.imessage.device_id, reason: 'account_banned', code: 'account_banned' },
      }),
    );
    // Those who may not decide see that somebody has to.
    for (const role of ['standard', 'compliance'] as const) {
      const reader = await open(role, { path: pathOf('imessage') });
      await reader.getByText('nothing goes out until an administrator decides').first().waitFor();
      await reader.getByText('1 campaign waits for the decision.').waitFor();
      for (const name of [
        'Decide what happens',
        'Change limits',
        'Change access',
        'Check now',
        'Make a token',
        'Connect an account',
      ])
        await expect
          .poll(async () => [role, name, await reader.getByRole('button', { name }).count()])
          .toEqual([role, name, 0]);
      await expect.poll(() => reader.getByRole('switch').count()).toBe(0);
    }
    const page = await open('admin', { path: pathOf('imessage') });
    await page.getByRole('button', { name: 'Decide what happens' }).click();
    const dialog = page.getByRole('dialog', { name: 'What shall happen with this sender?' });
    await dialog.getByText('2 people whose number this is').waitFor();
    await dialog.getByText('2 messages wait').waitFor();
    await dialog.getByRole('link', { name: 'Spring letter' }).waitFor();
    const go = dialog.getByRole('button', { name: /Let it go on|Go on without it/ });
    await dialog.getByRole('textbox', { name: 'Why' }).fill('It will not come back this week.');
    // Nothing is chosen for anybody.
    await expect.poll(() => go.isDisabled()).toBe(true);
    await dialog.getByRole('radio', { name: 'Let it go on' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await expectAccessible(page);
    await dialog.getByRole('textbox', { name: 'Why' }).fill('too short');
    await expect.poll(() => go.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Why' }).fill('It will not come back this week.');
    await dialog.getByRole('button', { name: 'Go on without it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('An administrator decided to go on without it.').waitFor();
    const { rows } = await sql<{ data: { reason: string } }>`
      select data from events where type = 'account.continued_without' and account_id = ${accounts.imessage.id}`.execute(
      rt.db,
    );
    expect(rows.map((one) => one.data.reason)).toEqual(['It will not come back this week.']);
    await page.getByRole('button', { name: 'Decide again' }).click();
    await page.getByRole('textbox', { name: 'Why' }).fill('The platform lifted it after our appeal.');
    await page.getByRole('dialog').getByRole('button', { name: 'Let it go on' }).click();
    await page
      .getByRole('button', { name: /^Healthy/ })
      .first()
      .waitFor();
  });

  it('makes, replaces and revokes the token of its agent, and shows it once with the command to run', async () => {
    const page = await open('admin', { path: pathOf('signal') });
    await page.getByRole('button', { name: 'Make a token' }).click();
    const dialog = page.getByRole('dialog');
    const token = await dialog.locator('code[data-copy]').nth(1).textContent();
    await dialog
      .getByText(
        `./sampark agent --server ${world.baseUrl} --device ${world.accounts.signal.device_id} --token-file agent-token`,
        { exact: true },
      )
      .waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(token ?? '');
    const beat = (bearer: string) =>
      fetch(`${world.baseUrl}/api/v1${pathOf('signal')}/heartbeat`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          version: 1,
          battery: 84,
          charging: true,
          network: 'wifi',
          storage_free_mb: 12_400,
        }),
      });
    expect((await beat(token ?? '')).status).toBe(204);
    await page.getByText('84%, charging').waitFor();
    await page.getByText('Wi-Fi').waitFor();
    await page.getByRole('button', { name: 'Revoke the token' }).click();
    await page.getByText('The agent’s reports are refused from now on.').waitFor();
    await page.getByRole('button', { name: 'Revoke token' }).click();
    await page.getByRole('button', { name: 'Make a token' }).waitFor();
    expect((await beat(token ?? '')).status).toBe(401);
  });

  it('shows how it was, as a strip of time and as a list of what changed and why; draining says how many', async () => {
    const { rt, accounts, server } = world;
    const { device_id, id } = accounts.signal;
    const now = rt.clock.now();
    const was = (minutes: number, health: string, reason: string | null, account: string | null) =>
      sql`
      insert into device_health_history (workspace_id, device_id, account_id, health_status, reason, at)
      values (${server.workspace.id}, ${device_id}, ${account}, ${health}, ${reason}, ${now}::timestamptz - make_interval(mins => ${minutes}))`.execute(
        rt.db,
      );
    await sql`update devices set created_at = ${now}::timestamptz - interval '10 hours' where id = ${device_id}`.execute(
      rt.db,
    );
    await was(360, 'offline', 'no_heartbeat', null);
    await was(240, 'healthy', null, null);
    await was(60, 'degraded', 'error_rate', id);
    const page = await open('compliance', { path: pathOf('signal') });
    const list = page.getByRole('list', { name: 'What changed' });
    await list.getByText('Its agent has not been heard from.').waitFor();
    await list.getByText('It answers again.').waitFor();
    await expect
      .poll(() => list.getByRole('listitem').first().textContent())
      .toContain('Too many of its last messages failed');
    // Ten hours, two of them silent.
    await page.getByRole('img', { name: /^The device: healthy (80|79)\.\d% of the time$/ }).waitFor();
    await page.getByRole('img', { name: /^Signal: healthy (90|89)\.\d% of the time$/ }).waitFor();
    await page.getByRole('combobox', { name: 'Time span' }).selectOption({ label: 'Last 7 days' });
    await sql`update devices set maintenance = true where id = ${device_id}`.execute(rt.db);
    await page.getByText('Drained: nothing is under way.').waitFor();
    await sql`update devices set maintenance = false where id = ${device_id}`.execute(rt.db);
  });

  it.each([
    { language: 'en', theme: 'dark', width: 360 },
    { language: 'bn', theme: 'light', width: 1440 },
  ] as const)('5. 7. 30. is accessible, fits and is complete: $language, $theme, $width px', async (look) => {
    const { language, theme, width } = look;
    const { user } = await world.server.login('admin');
    await world.rt.db.updateTable('users').set({ language, theme }).where('id', '=', user.id).execute();
    const page = await open('admin', { viewport: { width, height: 800 }, path: pathOf('whatsapp') });
    await page.locator('#health').waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
    // And the form for its address and access.
    const form = page.getByRole('dialog');
    for (const opened of [false, true]) {
      if (opened) await page.locator('[data-open="access"]').click();
      if (opened) await form.locator('input[name="base_url"]').waitFor();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await expectLargeTargets(page);
    }
    await form.press('Escape');
    await form.waitFor({ state: 'detached' });
    if (language === 'bn') expect(await latinWords(page, 'h1, h2, [data-copy], [lang="en"]')).toEqual([]);
    await world.rt.db
      .updateTable('users')
      .set({ language: 'en', theme: 'system' })
      .where('id', '=', user.id)
      .execute();
  });
});
