// The first minutes: an empty installation is set up in the browser, first steps tick, sample data goes in one action.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSimulators } from '../../simulators/src/start.ts';
import { seedDemo } from '../../server/src/demo/seed-demo.ts';
import { sendSingle } from '../../server/src/messages/send-single.ts';
import { hashPassword } from '../../server/src/users/passwords.ts';
import { setupCode } from '../../server/src/workspaces/set-up.ts';
import { resourceMakers } from '../../server/test/support/resources.ts';
import {
  createTestRuntime,
  createUser,
  startTestServer,
  tokenFor,
  type TestServer,
} from '../../server/test/support/server.ts';
import { latinWords } from './support/latin-words.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  openBrowser,
  patienceMs,
} from './support/pages.ts';
import { expectLargeTargets } from './support/targets.ts';

type Installation = { server: TestServer; rt: TestServer['rt']; url: string };

let browser: Browser;
const closing: (() => Promise<unknown>)[] = [];
const password = 'marble otter quiet lamp';

beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});
afterAll(() => browser.close());

/** A server nobody has set up. */
async function install(): Promise<Installation> {
  const rt = await createTestRuntime();
  const server = await startTestServer({ rt });
  const url = await server.listen();
  rt.config.publicUrl = url;
  await rt.db.deleteFrom('workspaces').execute();
  closing.push(async () => {
    await server.close();
    await rt.drop();
  });
  return { server, rt, url };
}

async function visit(url: string, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: url, locale: 'en-GB', timezoneId: 'Asia/Dhaka', reducedMotion: 'reduce' },
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  closing.push(async () => {
    expectNoComplaints({ complaints });
    await context.close();
  });
  await page.goto(path);
  return page;
}

const make = (page: Page) => page.getByRole('button', { name: 'Make the workspace' });
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

async function fillIn(page: Page, name = 'Rahman Wealth'): Promise<void> {
  await field(page, 'Workspace').fill(name);
  await field(page, 'Your name').fill('Nadia Rahman');
  await field(page, 'E-mail address').fill('nadia@example.com');
  await field(page, 'Password').fill(password);
}

/** Set up over the API; the administrator's page is signed in at `path`. */
async function settled(path = '/', options: BrowserContextOptions = {}) {
  const installation = await install();
  const { server, rt, url } = installation;
  const payload = {
    workspace: { name: 'Rahman Wealth' },
    admin: { email: 'nadia@example.com', name: 'Nadia Rahman', password },
  };
  const answer = await server.ask('POST', '/api/v1/setup', { payload });
  const { user } = answer.json<{ user: { id: string; workspace_id: string } }>();
  const token = await tokenFor(rt, user);
  const page = await visit(url, '/sign-in', options);
  await page.context().request.post('/api/v1/auth/login', { data: { email: 'nadia@example.com', password } });
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { ...installation, user, token, page };
}

const step = (page: Page, name: string) => page.locator(`[data-step="${name}"]`);

describe('set-up', () => {
  it('1. leads from an empty installation to the overview, and 4. settings open before setup ends', async () => {
    const { rt, url } = await install();
    const page = await visit(url, '/sign-in');
    await page.waitForURL('**/setup');
    await expect.poll(() => field(page, 'Set-up code').count()).toBe(0);
    await make(page).click();
    const summary = page.getByRole('alert');
    await expect
      .poll(() => summary.getByRole('link').allTextContents())
      .toEqual([
        'Enter a name for the workspace',
        'Enter your name',
        'Enter your e-mail address',
        'Use at least 12 characters',
      ]);
    await expectAccessible(page);
    await fillIn(page);
    await field(page, 'Password').fill('nadia nadia nadia');
    await page.keyboard.press('Enter');
    await summary.getByText('This password is too easy to guess').waitFor();
    await summary.getByRole('link').click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('password');
    await page.keyboard.press('Control+A');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/`);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    const workspace = await rt.db.selectFrom('workspaces').selectAll().executeTakeFirstOrThrow();
    expect(workspace).toMatchObject({
      ...{ name: 'Rahman Wealth', time_zone: 'Asia/Dhaka', default_country: 'GB' },
      ...{ language: 'en', is_demo: false },
    });
    await page.getByRole('heading', { name: 'First steps' }).waitFor();
    await page.getByText('0 of 6 done').waitFor();

    await page.getByRole('link', { name: 'Settings' }).first().click();
    for (const [tab, heading] of [
      ['Me', 'Your account'],
      ['Sessions', 'Where you are signed in'],
      ['Users', 'Users'],
      ['Workspace', 'Quiet hours'],
      ['Appearance', 'Appearance'],
      ['Keys', 'Keys'],
    ] as const) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.getByRole('heading', { level: 2, name: heading }).waitFor();
    }
  });

  it('asks for the code of the log away from the machine', async () => {
    const { rt, url } = await install();
    const page = await visit(url, '/', { extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.5' } });
    await page.waitForURL('**/setup');
    await fillIn(page);
    await make(page).click();
    await page
      .getByRole('alert')
      .getByRole('link', { name: 'Enter the set-up code from the server’s log' })
      .waitFor();
    await field(page, 'Set-up code').fill('00000-00000-00000');
    await make(page).click();
    await page.getByRole('alert').getByText('This is not the set-up code').waitFor();
    await expect.poll(() => field(page, 'Set-up code').getAttribute('aria-invalid')).toBe('true');
    await expectAccessible(page);
    await expect.poll(() => field(page, 'Password').inputValue()).toBe(password);
    await field(page, 'Set-up code').fill(` ${setupCode(rt).toUpperCase()} `);
    await make(page).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('turns a second visit away, whoever comes', async () => {
    const { server, page, url } = await settled('/setup');
    await page.waitForURL(`${url}/`);
    const stranger = await visit(url, '/setup');
    await stranger.waitForURL('**/sign-in');
    const again = await server.ask('POST', '/api/v1/setup', {
      payload: {
        workspace: { name: 'Second' },
        admin: { email: 'second@example.com', name: 'Second', password },
      },
    });
    expect(again.statusCode).toBe(404);
  });

  it('tells whoever was second that somebody else was first', async () => {
    const { server, url } = await install();
    const page = await visit(url, '/setup');
    await fillIn(page, 'Second');
    const payload = {
      workspace: { name: 'First' },
      admin: { email: 'first@example.com', name: 'First', password },
    };
    expect((await server.ask('POST', '/api/v1/setup', { payload })).statusCode).toBe(201);
    await make(page).click();
    await page.waitForURL('**/sign-in');
  });

  it.each([
    { language: 'en', colorScheme: 'light', width: 360 },
    { language: 'en', colorScheme: 'dark', width: 1440 },
    { language: 'bn', colorScheme: 'light', width: 1440 },
    { language: 'bn', colorScheme: 'dark', width: 360 },
  ] as const)(
    '5. 7. 30. is accessible, fits and is complete: $language, $colorScheme, $width px',
    async (look) => {
      const { language, colorScheme, width } = look;
      const { url } = await install();
      const page = await visit(url, '/setup', {
        ...{ colorScheme, viewport: { width, height: 740 } },
        extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.5' },
      });
      await page.evaluate((chosen) => localStorage.setItem('sampark.language', chosen), language);
      await page.reload();
      await page.locator('#code').waitFor();
      await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe(colorScheme);
      for (const filled of [false, true]) {
        if (filled) await page.locator('button[type="submit"]').click();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        await expectLargeTargets(page);
        if (language !== 'bn') continue;
        const words = await latinWords(page, '[lang="en"]');
        expect(words.filter((word) => word !== 'Sampark')).toEqual([]);
      }
    },
  );
});

describe('first steps', () => {
  it('3. Setup steps tick without reload, and are gone when all are done', async () => {
    const { server, rt, user, token, page } = await settled('/sign-in');
    await page.clock.install();
    await page.goto('/');
    await page.getByText('0 of 6 done').waitFor();
    await page.evaluate(() => (document.documentElement.dataset['mark'] = 'first'));
    const actor = { ...{ user_id: user.id, role: 'admin' as const }, workspace_id: user.workspace_id };
    const ask = async (url: string, payload: object) => {
      const answer = await server.ask('POST', `/api/v1${url}`, { token, payload });
      expect([url, answer.statusCode < 300 ? '' : answer.body]).toEqual([url, '']);
      return answer.json<{ id: string }>();
    };
    let person = '';
    const steps: [string, () => Promise<unknown>][] = [
      ['sender', () => resourceMakers.account(rt, user)],
      [
        'contacts',
        async () => {
          person = (await ask('/prospects', { phone_number: '+447400123456', name: 'Amina Rahman' })).id;
        },
      ],
      [
        'consent',
        () =>
          ask(`/prospects/${person}/consents`, {
            ...{ channel: 'signal', purpose: 'service', action: 'granted', source: 'form' },
          }),
      ],
      [
        'campaign',
        async () => {
          const id = await resourceMakers.campaign(rt, user);
          await rt.db
            .updateTable('campaigns')
            .set({ launched_at: new Date() })
            .where('id', '=', id)
            .execute();
        },
      ],
      [
        'answer',
        () =>
          sendSingle(
            rt,
            { ...actor, session_id: '', request_id: '' },
            { prospect_id: person, purpose: 'service', content: 'Hello', answer: true },
          ),
      ],
    ];
    let done = 0;
    for (const [name, act] of steps) {
      await expect.poll(() => step(page, name).getAttribute('data-done')).toBe('false');
      await act();
      await page.clock.fastForward(5_000);
      await page.locator(`[data-step="${name}"][data-done="true"]`).waitFor();
      await page.getByText(`${++done} of 6 done`).waitFor();
      await expect.poll(() => step(page, name).getByRole('link').count()).toBe(0);
    }
    await createUser(rt, { workspace_id: user.workspace_id });
    await page.clock.fastForward(5_000);
    await page.getByRole('heading', { name: 'First steps' }).waitFor({ state: 'detached' });
    // The same document as at the start.
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['mark'])).toBe('first');
    await page.reload();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await expect.poll(() => page.getByRole('heading', { name: 'First steps' }).count()).toBe(0);
  });

  it('each leads to the page where it is done', async () => {
    const { page } = await settled();
    for (const [name, path] of [
      ['sender', '/devices'],
      ['contacts', '/imports/new'],
      ['consent', '/prospects'],
      ['campaign', '/campaigns/'],
      ['answer', '/conversations'],
      ['colleague', '/settings?section=users'],
    ] as const) {
      await step(page, name).getByRole('link').click();
      await page.waitForURL((url) => `${url.pathname}${url.search}`.startsWith(path));
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.goBack();
      await step(page, name).waitFor();
    }
    await expectAccessible(page);
    await expectLargeTargets(page);
  });

  it('shows each role what it can do: a manager links to nothing of an administrator, compliance has no steps', async () => {
    const { rt, user, url } = await settled();
    const open = async (role: 'standard' | 'compliance') => {
      const email = `${role}@example.test`;
      const hash = await hashPassword(password);
      await createUser(rt, { workspace_id: user.workspace_id, role, email, password_hash: hash });
      const page = await visit(url, '/sign-in');
      await page.context().request.post('/api/v1/auth/login', { data: { email, password } });
      await page.goto('/');
      return page;
    };
    const manager = await open('standard');
    await step(manager, 'sender').getByText('(an administrator does this)').waitFor();
    await expect.poll(() => step(manager, 'sender').getByRole('link').count()).toBe(0);
    await expect.poll(() => step(manager, 'contacts').getByRole('link').count()).toBe(1);
    const reader = await open('compliance');
    await reader.getByText('Nothing needs you right now').waitFor();
    // Drawn with the numbers: by now it would be there.
    await reader.locator('[data-channel="signal"]').waitFor();
    await expect.poll(() => reader.getByRole('heading', { name: 'First steps' }).count()).toBe(0);
  });
});

describe('sample data', () => {
  it('2. Sample data is labelled and removed in one action, and set-up follows', async () => {
    const { rt, url } = await install();
    const simulators = await startSimulators();
    closing.push(() => simulators.close());
    rt.demo.enabled = true;
    rt.demo.simulators = simulators.urls;
    await seedDemo(rt);
    const signIn = async (name: string) => {
      const page = await visit(url, '/sign-in');
      await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('heading', { name: 'Overview' }).waitFor();
      return page;
    };
    const manager = await signIn('Portfolio manager');
    const admin = await signIn('Administrator');
    for (const path of ['/', '/prospects', '/campaigns', '/settings']) {
      await manager.goto(path);
      await manager.getByText('Everyone here is invented and messages go to simulators.').waitFor();
      await expect
        .poll(async () => [path, await manager.getByRole('button', { name: 'Remove sample data' }).count()])
        .toEqual([path, 0]);
    }
    await admin.goto('/prospects');
    await admin.getByRole('button', { name: 'Remove sample data' }).click();
    const ask = admin.getByRole('dialog', { name: 'Remove the sample data?' });
    await ask
      .getByText('Every sample person, campaign, conversation and sender is deleted for good.')
      .waitFor();
    const remove = ask.getByRole('button', { name: 'Remove sample data' });
    await expect.poll(() => remove.getAttribute('aria-disabled')).toBe('true');
    await expectAccessible(admin);
    await ask.getByLabel('Type “remove” to go on').fill('remove');
    await remove.click();
    await admin.waitForURL('**/setup');
    await fillIn(admin);
    await make(admin).click();
    await admin.getByText('0 of 6 done').waitFor();
    await expect.poll(() => admin.getByText('Sample data.').count()).toBe(0);
    const left = await rt.db.selectFrom('workspaces').select(['name', 'is_demo']).execute();
    expect(left).toEqual([{ name: 'Rahman Wealth', is_demo: false }]);
    const login = { email: 'pm@demo.sampark.test', password: 'sampark-demo' };
    expect((await admin.context().request.post('/api/v1/auth/login', { data: login })).status()).toBe(401);
  });
});
