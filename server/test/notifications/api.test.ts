// One's own notifications over the API: nobody else's, page by page, read and unread, and what one chose.
import type { NotificationPreferences } from '@sampark/contracts/notifications.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createUser,
  createWorkspace,
  startTestServer,
  tokenFor,
  type TestServer,
  type TestUser,
} from '../support/server.ts';
import { failure, notificationTools } from './helpers.ts';

let server: TestServer;
let workspace_id: string;
let pm: TestUser;
const { happen, of, campaign } = notificationTools(() => server);

beforeAll(async () => (server = await startTestServer()));
afterAll(() => server.close());
beforeEach(async () => {
  workspace_id = (await createWorkspace(server.rt)).id;
  pm = await createUser(server.rt, { workspace_id });
});

const ask = async (user: TestUser, method: 'GET' | 'POST' | 'PUT', path: string, payload?: object) =>
  server.ask(method, `/api/v1${path}`, {
    token: await tokenFor(server.rt, user),
    ...(payload ? { payload } : {}),
  });
const unread = async (user: TestUser) =>
  (await ask(user, 'GET', '/notifications/summary')).json<{ unread: number }>().unread;

describe('notifications', () => {
  it('are one’s own, whatever the role, and so are marks on them', async () => {
    const admin = await createUser(server.rt, { workspace_id, role: 'admin' });
    await happen(workspace_id, failure(pm, await campaign(pm)));
    const [own] = await of(pm);
    expect(await of(admin)).toEqual([]);
    expect(await unread(admin)).toBe(0);
    for (const payload of [{ ids: [own?.id] }, { all: true }])
      expect((await ask(admin, 'POST', '/notifications/read', payload)).json()).toEqual({ unread: 0 });
    expect(await unread(pm)).toBe(1);
  });

  it('come page by page, by kind, and without those already read', async () => {
    for (let n = 0; n < 5; n++) await happen(workspace_id, failure(pm, await campaign(pm, `Letter ${n}`)));
    await happen(workspace_id, {
      type: 'campaign.completed',
      campaign_id: await campaign(pm),
      portfolio_manager_id: pm.id,
    });
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = (await ask(pm, 'GET', `/notifications?limit=2${cursor}`)).json<{
        items: { id: string }[];
        next_cursor: string | null;
      }>();
      seen.push(...page.items.map((one) => one.id));
      cursor = page.next_cursor ? `&cursor=${page.next_cursor}` : '';
    } while (cursor);
    expect(new Set(seen).size).toBe(6);
    expect((await of(pm, '?kind=campaign_completed')).map((one) => one.kind)).toEqual(['campaign_completed']);
    await ask(pm, 'POST', '/notifications/read', { ids: seen.slice(0, 2) });
    expect((await of(pm, '?unread=true')).map((one) => one.id)).toEqual(seen.slice(2));
    expect((await ask(pm, 'GET', '/notifications?cursor=nonsense')).json()).toMatchObject({
      code: 'invalid_cursor',
    });
  });

  it('can be unread again, one or all', async () => {
    await happen(workspace_id, failure(pm, await campaign(pm)), failure(pm, null));
    const ids = (await of(pm)).map((one) => one.id);
    expect((await ask(pm, 'POST', '/notifications/read', { all: true })).json()).toEqual({ unread: 0 });
    const back = await ask(pm, 'POST', '/notifications/read', { ids: ids.slice(0, 1), read: false });
    expect(back.json()).toEqual({ unread: 1 });
  });

  it.each([
    [{}],
    [{ ids: ['7b0d1c3e-6f0a-4a57-9d62-0f5b8a2f4c11'], all: true }],
    [{ ids: [] }],
    [{ ids: ['x'] }],
  ])('marks refuse %j', async (payload) => {
    const answer = await ask(pm, 'POST', '/notifications/read', payload);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'invalid_request']);
  });
});

describe('preferences', () => {
  const choose = (user: TestUser, ...kinds: object[]) =>
    ask(user, 'PUT', '/me/notification-preferences', { kinds });

  it('say what comes to the role, with defaults, and that no mail server is set', async () => {
    const shown = (await ask(pm, 'GET', '/me/notification-preferences')).json<NotificationPreferences>();
    expect(shown.kinds.map((one) => one.kind)).not.toContain('account_held');
    expect(shown.kinds.find((one) => one.kind === 'messages_failed')).toEqual({
      ...{ kind: 'messages_failed', in_app: true, email: 'immediate', always: false, mailable: true },
    });
    expect(shown.email).toEqual({
      ...{ address: pm.email, state: 'not_configured', last_sent_at: null, last_failure: null },
    });
  });

  it('are kept, and a kind switched off in both ways is not even written', async () => {
    await choose(pm, { kind: 'campaign_completed', in_app: false, email: 'off' });
    await choose(pm, { kind: 'messages_failed', in_app: false, email: 'daily' });
    const about = { campaign_id: await campaign(pm), portfolio_manager_id: pm.id };
    await happen(workspace_id, { type: 'campaign.completed', ...about }, failure(pm, about.campaign_id));
    expect(await of(pm)).toEqual([]);
    const { rows } = await server.rt.pool.query<{ kind: string; in_app: boolean }>(
      'select kind, in_app from notifications where user_id = $1',
      [pm.id],
    );
    // For the digest only.
    expect(rows).toEqual([{ kind: 'messages_failed', in_app: false }]);
  });

  it.each([
    [{ kind: 'messages_unknown', in_app: false, email: 'off' }, 'body.kinds.0.in_app'],
    [{ kind: 'account_held', in_app: true, email: 'off' }, 'body.kinds.0.kind'],
    [{ kind: 'messages_failed', in_app: true, email: 'weekly' }, 'body.kinds.0.email'],
  ])('refuse %j', async (kind, field) => {
    const answer = await choose(pm, kind);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(field);
  });

  it('never offer mails about mails', async () => {
    const admin = await createUser(server.rt, { workspace_id, role: 'admin' });
    expect((await choose(admin, { kind: 'mail_failed', in_app: true, email: 'daily' })).statusCode).toBe(400);
  });
});

describe('the live stream', () => {
  it('says how many are unread at the start and whenever it changes, to that person alone', async () => {
    const address = await server.listen();
    const colleague = await createUser(server.rt, { workspace_id });
    const given = new AbortController();
    const heard = async (user: TestUser) => {
      const counts: number[] = [];
      const answer = await fetch(`${address}/api/v1/stream`, {
        headers: { authorization: `Bearer ${await tokenFor(server.rt, user)}` },
        signal: given.signal,
      });
      void (async () => {
        let text = '';
        for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          text += part;
          counts.splice(0);
          for (const [, count] of text.matchAll(/event: notifications\ndata: \{"unread":(\d+)\}/g))
            counts.push(Number(count));
        }
      })().catch(() => undefined);
      return counts;
    };
    const mine = await heard(pm);
    const theirs = await heard(colleague);
    await expect.poll(() => mine.at(-1)).toBe(0);
    await happen(workspace_id, failure(pm, await campaign(pm)));
    await expect.poll(() => mine.at(-1)).toBe(1);
    await ask(pm, 'POST', '/notifications/read', { all: true });
    await expect.poll(() => mine.at(-1)).toBe(0);
    expect(new Set(theirs)).toEqual(new Set([0]));
    given.abort();
  });
});
