import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GRAPH_ERROR_CODES } from '../src/whatsapp/errors.ts';
import {
  ledgerOf,
  QUIET,
  request,
  startBench,
  until,
  type Answer,
  type Bench,
  type Json,
} from './support.ts';

const SECRET = 'app-secret';
const UUID = '018f4e2a-0000-7000-8000-000000000001';
let bench: Bench;
let to = 0;

const control = (method: string, name: string, body?: unknown): Promise<Json> =>
  bench.simulators.control.whatsapp(method, name, body) as Promise<Json>;
const graph = (path: string, method = 'GET', body?: unknown, token = 'T'): Promise<Answer> =>
  request(`${bench.simulators.urls.whatsapp}/v23.0${path}`, method, body, {
    authorization: `Bearer ${token}`,
  });
const person = (): string => `88017110000${String((to += 1)).padStart(2, '0')}`;
const template = (
  recipient = person(),
  more: Json = {},
  parameters: Json[] = [{ type: 'text', text: 'রহিম' }],
): Json => ({
  ...{ messaging_product: 'whatsapp', to: recipient, type: 'template' },
  template: { name: 'hi', language: { code: 'bn' }, components: [{ type: 'body', parameters }] },
  ...more,
});
const text = (recipient: string, body = 'Hello'): Json => ({
  ...{ messaging_product: 'whatsapp', to: recipient, type: 'text', text: { body } },
});
const send = (body: Json): Promise<Answer> => graph('/100/messages', 'POST', body);
const codeOf = (answer: Answer): unknown => (answer.body['error'] as Json | undefined)?.['code'];
const subscribe = (): Promise<Answer> =>
  graph(
    '/app-1/subscriptions',
    'POST',
    { object: 'whatsapp_business_account', callback_url: bench.hook.url, verify_token: 'secret-word' },
    `app-1|${SECRET}`,
  );
const values = (): Json[] =>
  bench.hook.posts.flatMap(({ body }) =>
    (body['entry'] as { changes: { value: Json; field: string }[] }[]).flatMap(({ changes }) =>
      changes.map(({ value, field }) => ({ field, ...value })),
    ),
  );
const statuses = (): Json[] => values().flatMap((value) => (value['statuses'] as Json[] | undefined) ?? []);
const inbound = (): Json[] => values().flatMap((value) => (value['messages'] as Json[] | undefined) ?? []);

beforeEach(async () => {
  bench = await startBench();
  await control('POST', 'accounts', {
    phone_number_id: '100',
    access_token: 'T',
    app_secret: SECRET,
    mps: 80,
  });
  await control('POST', 'templates', {
    ...{ waba_id: 'waba-100', name: 'hi', language: 'bn', category: 'MARKETING' },
    components: [
      { type: 'BODY', text: 'হ্যালো {{1}}' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'হ্যাঁ' },
          { type: 'QUICK_REPLY', text: 'বন্ধ' },
        ],
      },
    ],
  });
  await control('PATCH', 'behaviour', QUIET);
});
afterEach(() => bench.close());

describe('authorisation', () => {
  it('answers 190 with HTTP 401 to an unknown or missing token', async () => {
    const answer = await graph('/100/messages', 'POST', template(), 'wrong');
    expect(answer.status).toBe(401);
    expect(answer.body['error']).toMatchObject({ code: 190, type: 'OAuthException', error_subcode: 463 });
    expect((answer.body['error'] as Json)['fbtrace_id']).toMatch(/^\w{20,}$/);
    expect((await request(`${bench.simulators.urls.whatsapp}/v23.0/100`)).status).toBe(401);
  });

  it('answers 100 subcode 33 with HTTP 400 to an id the token cannot see', async () => {
    const answer = await graph('/999/messages', 'POST', template());
    expect(answer.status).toBe(400);
    expect(answer.body['error']).toMatchObject({ code: 100, error_subcode: 33 });
  });
});

describe('sending', () => {
  it('delivers sent, delivered and read, in signed POSTs, with the opaque data', async () => {
    expect((await subscribe()).body).toEqual({ success: true });
    const recipient = person();
    const answer = await send(template(recipient, { biz_opaque_callback_data: `${UUID}.1-ঢাকা` }));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      contacts: [{ wa_id: recipient }],
      messages: [{ message_status: 'accepted' }],
    });
    await until(() => statuses().length >= 3, bench.clock);
    const id = (answer.body['messages'] as Json[])[0]?.['id'];
    expect(statuses().map((status) => [status['status'], status['id']])).toEqual([
      ['sent', id],
      ['delivered', id],
      ['read', id],
    ]);
    expect(statuses()[0]).toMatchObject({
      ...{ recipient_id: recipient, biz_opaque_callback_data: `${UUID}.1-ঢাকা` },
      pricing: { billable: true, pricing_model: 'PMP', category: 'marketing' },
      conversation: { origin: { type: 'marketing' } },
    });
    for (const { raw, headers } of bench.hook.posts) {
      expect(headers['x-hub-signature-256']).toBe(
        `sha256=${createHmac('sha256', SECRET).update(raw).digest('hex')}`,
      );
      expect(raw.toString()).toMatch(/^[\x00-\x7f]*$/);
    }
    expect(bench.hook.posts[0]?.raw.toString()).toContain('\\u09a2');
  });

  it.each([
    ['no messaging_product', { messaging_product: undefined }, 100],
    ['no recipient', { to: undefined }, 100],
    ['a bad recipient', { to: 'hello' }, 131009],
    ['a group recipient', { recipient_type: 'group' }, 100],
    ['an unknown type', { type: 'telepathy' }, 131051],
    ['opaque data over 512', { biz_opaque_callback_data: 'x'.repeat(513) }, 131009],
    ['no content', { type: 'text', text: undefined }, 100],
    ['an empty text', { type: 'text', text: { body: '' } }, 100],
    ['a text over 4096', { type: 'text', text: { body: 'x'.repeat(4097) } }, 100],
    ['a template without a name', { template: { language: { code: 'bn' } } }, 131008],
    ['a template without a language', { template: { name: 'hi' } }, 131008],
    ['a missing template', { template: { name: 'nope', language: { code: 'bn' } } }, 132001],
    ['a missing language', { template: { name: 'hi', language: { code: 'en' } } }, 132001],
    ['too few parameters', { template: { name: 'hi', language: { code: 'bn' }, components: [] } }, 132000],
    ['media without a source', { type: 'image', image: {} }, 131008],
    ['a long caption', { type: 'image', image: { link: 'http://x/y', caption: 'x'.repeat(1025) } }, 131009],
  ])('refuses %s', async (_name, more, code) => {
    const answer = await send(template(person(), more));
    expect(codeOf(answer)).toBe(code);
    expect((await ledgerOf(bench, 'whatsapp'))['accepted']).toBe(0);
  });

  it('refuses parameters of the wrong shape with 132012', async () => {
    expect(codeOf(await send(template(person(), {}, [{ type: 'text', text: 5 }])))).toBe(132012);
    const button = { type: 'button', sub_type: 'url', index: '0', parameters: [] };
    const body = template();
    (body['template'] as { components: Json[] }).components.push(button);
    expect(codeOf(await send(body))).toBe(132012);
  });

  it.each([
    ['no buttons', { buttons: [] }],
    [
      'four buttons',
      { buttons: [1, 2, 3, 4].map((id) => ({ type: 'reply', reply: { id: String(id), title: 'x' } })) },
    ],
    ['a title over 20', { buttons: [{ type: 'reply', reply: { id: '1', title: 'x'.repeat(21) } }] }],
    ['an id over 256', { buttons: [{ type: 'reply', reply: { id: 'x'.repeat(257), title: 'x' } }] }],
    ['twin ids', { buttons: [1, 2].map(() => ({ type: 'reply', reply: { id: 'same', title: 'x' } })) }],
  ])('refuses interactive messages with %s', async (_name, action) => {
    const interactive = { type: 'button', body: { text: 'Choose' }, action };
    expect(
      codeOf(await send({ messaging_product: 'whatsapp', to: person(), type: 'interactive', interactive })),
    ).toBe(131009);
  });

  it('marks an inbound message as read', async () => {
    const body = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.abc' };
    expect((await send(body)).body).toEqual({ success: true });
    expect(codeOf(await send({ ...body, message_id: 'abc' }))).toBe(131009);
  });

  it.each(GRAPH_ERROR_CODES)('can answer %i with the documented envelope', async (code) => {
    await control('POST', 'fail', { code });
    const answer = await send(template());
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body['error']).toMatchObject({ code, type: 'OAuthException' });
    expect((await send(template())).status).toBe(200);
  });
});

describe('late failures', () => {
  const failed = async (): Promise<Json> =>
    until(() => statuses().find((status) => status['status'] === 'failed'), bench.clock);
  const errorCode = (status: Json): unknown => (status['errors'] as Json[])[0]?.['code'];

  it('fails free text outside the 24-hour window with 131047, and sends it inside', async () => {
    await subscribe();
    const recipient = person();
    expect((await send(text(recipient))).status).toBe(200);
    expect(errorCode(await failed())).toBe(131047);
    await control('POST', 'inbound', { account: '100', from: recipient, text: 'hi' });
    bench.clock.advance(86_399_000);
    bench.hook.posts.length = 0;
    expect((await send(text(recipient))).status).toBe(200);
    await until(() => statuses().some((status) => status['status'] === 'read'), bench.clock);
    bench.clock.advance(10_000);
    await send(text(recipient));
    expect(errorCode(await failed())).toBe(131047);
  });

  it('fails people without WhatsApp with 131026, at once when asked to', async () => {
    await subscribe();
    await control('PATCH', 'behaviour', { people: { registered: 0 } });
    await send(template());
    expect(errorCode(await failed())).toBe(131026);
    await control('PATCH', 'behaviour', { sync_errors: true });
    expect(codeOf(await send(template()))).toBe(131026);
  });

  it('fails marketing to people who stopped it with 131050, and announces the preference', async () => {
    await subscribe();
    const recipient = person();
    await control('POST', 'preferences', { account: '100', from: recipient, value: 'stop' });
    await until(() => values().some((value) => value['field'] === 'user_preferences'), bench.clock);
    await send(template(recipient));
    expect(errorCode(await failed())).toBe(131050);
  });

  it('fails an address as it was told to', async () => {
    await subscribe();
    const recipient = person();
    await control('PATCH', 'behaviour', { addresses: { [recipient]: { fail: 131049 } } });
    await send(template(recipient));
    expect(errorCode(await failed())).toBe(131049);
  });
});

describe('limits', () => {
  it('refuses the 81st message within a second and counts it', async () => {
    for (let index = 0; index < 80; index += 1)
      expect((await send(template(`88018${10_000_000 + index}`))).status).toBe(200);
    const answer = await send(template());
    expect(codeOf(answer)).toBe(130429);
    expect(answer.headers.get('retry-after')).toBe('1');
    bench.clock.advance(999);
    expect(codeOf(await send(template()))).toBe(130429);
    bench.clock.advance(1);
    expect((await send(template())).status).toBe(200);
    expect((await ledgerOf(bench, 'whatsapp'))['violations_by_kind']).toEqual({ per_second: 2 });
  });

  it('keeps one recipient to one message in 6 seconds, with a burst when configured', async () => {
    const recipient = person();
    await send(template(recipient));
    bench.clock.advance(5_999);
    expect(codeOf(await send(template(recipient)))).toBe(131056);
    bench.clock.advance(1);
    expect((await send(template(recipient))).status).toBe(200);
    await control('POST', 'accounts', { phone_number_id: '100', pair_burst: 2 });
    const other = person();
    for (let index = 0; index < 3; index += 1) expect((await send(template(other))).status).toBe(200);
    expect(codeOf(await send(template(other)))).toBe(131056);
  });

  it('caps the calendar day per number', async () => {
    await control('POST', 'accounts', { phone_number_id: '100', per_day: 2 });
    await send(template());
    await send(template());
    expect(codeOf(await send(template()))).toBe(80007);
    bench.clock.advance(15 * 3_600_000);
    expect((await send(template())).status).toBe(200);
    expect((await ledgerOf(bench, 'whatsapp'))['violations_by_kind']).toEqual({ per_day: 1 });
  });

  it('shares the unique-recipient tier over a portfolio, outside the window only', async () => {
    await control('POST', 'accounts', {
      phone_number_id: '101',
      access_token: 'T',
      waba_id: 'waba-100',
      tier: 2,
    });
    const [first, second] = [person(), person()];
    await send(template(first));
    expect((await graph('/101/messages', 'POST', template(second))).status).toBe(200);
    bench.clock.advance(6_000);
    expect((await send(template(first))).status).toBe(200);
    const third = person();
    expect(codeOf(await send(template(third)))).toBe(131048);
    await control('POST', 'inbound', { account: '100', from: third, text: 'hi' });
    expect((await send(template(third))).status).toBe(200);
    bench.clock.advance(86_400_000);
    expect((await send(template())).status).toBe(200);
  });

  it('gives a tier place back when the message fails', async () => {
    await control('POST', 'accounts', { phone_number_id: '100', tier: 1 });
    const recipient = person();
    await control('PATCH', 'behaviour', { addresses: { [recipient]: { fail: 131026 } } });
    await send(template(recipient));
    bench.clock.advance(1_000);
    expect((await send(template())).status).toBe(200);
  });

  it('counts breaches even when it lets them through', async () => {
    await control('PATCH', 'behaviour', { enforce_limits: false });
    const recipient = person();
    await send(template(recipient));
    expect((await send(template(recipient))).status).toBe(200);
    expect(await ledgerOf(bench, 'whatsapp')).toMatchObject({
      accepted: 2,
      violations: 1,
      violations_by_kind: { pair: 1 },
    });
  });
});

describe('webhooks', () => {
  it('registers a callback only after the challenge is answered', async () => {
    bench.hook.verifyToken = 'another';
    expect(codeOf(await subscribe())).toBe(100);
    const override = {
      webhook_configuration: { override_callback_uri: bench.hook.url, verify_token: 'wrong' },
    };
    expect((await graph('/100', 'POST', override)).status).toBe(400);
    override.webhook_configuration.verify_token = 'another';
    expect((await graph('/100', 'POST', override)).body).toEqual({ success: true });
    const waba = { override_callback_uri: bench.hook.url, verify_token: 'another' };
    expect((await graph('/waba-100/subscribed_apps', 'POST', waba)).body).toEqual({ success: true });
    expect(bench.hook.gets).toHaveLength(4);
    expect(bench.hook.gets[0]).toContain('hub.mode=subscribe');
  });

  it('accepts only the app access token for an app', async () => {
    const body = {
      object: 'whatsapp_business_account',
      callback_url: bench.hook.url,
      verify_token: 'secret-word',
    };
    expect(codeOf(await graph('/app-1/subscriptions', 'POST', body, 'T'))).toBe(190);
  });

  it('delivers again, with growing pauses, until a 2xx', async () => {
    await subscribe();
    bench.hook.statuses.push(500, 404, 503);
    await control('POST', 'inbound', { account: '100', from: person(), text: 'একটা প্রশ্ন' });
    await until(() => bench.hook.posts.length === 4, bench.clock);
    expect(new Set(bench.hook.posts.map(({ raw }) => raw.toString())).size).toBe(1);
    expect(inbound()[0]).toMatchObject({ type: 'text', text: { body: 'একটা প্রশ্ন' } });
  });

  it('reports bans, quality and template reviews', async () => {
    await subscribe();
    await control('POST', 'quality', { account: '100', quality: 'RED', tier: 250 });
    expect(
      (await graph('/100?fields=quality_rating,whatsapp_business_manager_messaging_limit')).body,
    ).toEqual({
      ...{ quality_rating: 'RED', whatsapp_business_manager_messaging_limit: 'TIER_250', id: '100' },
    });
    await control('POST', 'template-status', { waba_id: 'waba-100', name: 'hi', status: 'PAUSED' });
    expect(codeOf(await send(template()))).toBe(132015);
    await control('POST', 'template-status', { waba_id: 'waba-100', name: 'hi', status: 'DISABLED' });
    expect(codeOf(await send(template()))).toBe(132016);
    await control('POST', 'ban', { account: '100' });
    const banned = await send(template());
    expect([banned.status, codeOf(banned)]).toEqual([403, 131031]);
    await until(() => values().length >= 4, bench.clock);
    expect(values().map((value) => value['field'])).toEqual([
      'phone_number_quality_update',
      'message_template_status_update',
      'message_template_status_update',
      'account_update',
    ]);
    await control('POST', 'unban', { account: '100' });
    await control('POST', 'throttle', { account: '100', seconds: 30 });
    expect((await send(template())).headers.get('retry-after')).toBe('30');
  });

  it('lets people press a button or write the stop word', async () => {
    await subscribe();
    const [presser, stopper] = [person(), person()];
    await control('PATCH', 'behaviour', {
      addresses: { [presser]: { reply: 1, press_button: 1 }, [stopper]: { opt_out: 1 } },
    });
    await send(template(presser));
    const pressed = await until(() => inbound()[0], bench.clock);
    expect(pressed).toMatchObject({ from: presser, type: 'button', button: { text: 'হ্যাঁ' } });
    await send(template(stopper));
    const stopped = await until(() => inbound()[1], bench.clock);
    expect(stopped).toMatchObject({ from: stopper, type: 'button', button: { text: 'বন্ধ' } });
  });
});

describe('several updates in one delivery', () => {
  const inOne = (): number[] =>
    bench.hook.posts.map(({ body }) => {
      const [entry] = body['entry'] as { id: string; changes: { value: Json }[] }[];
      const lists = entry?.changes.map(({ value }) => (value['statuses'] as Json[] | undefined)?.length ?? 1);
      return (lists ?? []).reduce((sum, length) => sum + length, 0);
    });
  /** Several numbers of one business account, all of whose messages are sent at one instant. */
  const sendMany = async (count: number): Promise<void> => {
    await control('POST', 'accounts', { phone_number_id: '101', access_token: 'T', waba_id: 'waba-100' });
    for (let index = 0; index < count; index += 1)
      await graph(`/${100 + (index % 2)}/messages`, 'POST', template());
  };
  const inOrder = (): void => {
    const ranks = new Map<unknown, unknown[]>();
    for (const status of statuses())
      ranks.set(status['id'], [...(ranks.get(status['id']) ?? []), status['status']]);
    for (const seen of ranks.values()) expect(seen).toEqual(['sent', 'delivered', 'read']);
  };

  it('are what falls due together, each in its number’s frame, signed as one', async () => {
    await subscribe();
    await sendMany(6);
    bench.clock.advance(60_000);
    await until(() => statuses().length === 18);
    expect(inOne()).toEqual([18]);
    inOrder();
    const frames = values().map(({ field, metadata, statuses: list }) => ({
      ...{ field, number: (metadata as Json)['phone_number_id'], count: (list as Json[]).length },
    }));
    expect(frames[0]).toEqual({ field: 'messages', number: '100', count: 1 });
    expect(new Set(frames.map(({ number }) => number))).toEqual(new Set(['100', '101']));
    const post = bench.hook.posts[0];
    const signature = createHmac('sha256', SECRET).update(post?.raw ?? '');
    expect(post?.headers['x-hub-signature-256']).toBe(`sha256=${signature.digest('hex')}`);
    const told = async () => (await control('GET', 'health'))['callbacks'] as Json;
    await until(async () => (await told())['backlog'] === 0);
    expect(await told()).toMatchObject({ sent: 1, updates: 18 });
  });

  it('are what falls due while the last delivery is unanswered', async () => {
    await subscribe();
    bench.hook.hold();
    await sendMany(2);
    bench.clock.advance(50);
    await until(() => bench.hook.posts.length === 1);
    bench.clock.advance(60_000);
    await control('POST', 'inbound', { account: '100', from: person(), text: 'Hi' });
    expect((await control('GET', 'health'))['callbacks']).toMatchObject({ backlog: 7 });
    bench.hook.release();
    await until(() => values().length > 4);
    expect(inOne()).toEqual([2, 5]);
    inOrder();
    expect(inbound()).toHaveLength(1);
  });

  it('are no more than were asked for; one leaves by itself and waits for none', async () => {
    await subscribe();
    expect(await control('PATCH', 'settings', { updates_per_callback: 4 })).toMatchObject({
      updates_per_callback: 4,
    });
    await sendMany(3);
    bench.clock.advance(60_000);
    await until(() => statuses().length === 9);
    expect(inOne()).toEqual([4, 4, 1]);
    inOrder();
    bench.hook.posts.length = 0;
    await control('PATCH', 'settings', { updates_per_callback: 1 });
    bench.hook.hold();
    await sendMany(2);
    bench.clock.advance(60_000);
    await until(() => statuses().length === 6);
    expect(inOne()).toEqual([1, 1, 1, 1, 1, 1]);
    bench.hook.release();
    for (const wrong of [0, 1_001, 2.5])
      await expect(control('PATCH', 'settings', { updates_per_callback: wrong })).rejects.toThrow(
        /1 to 1000/,
      );
  });

  it('are delivered again as they were, while what came later goes on', async () => {
    await subscribe();
    bench.hook.statuses.push(503);
    await sendMany(2);
    bench.clock.advance(50);
    await until(() => bench.hook.posts.length === 1);
    bench.clock.advance(600);
    await until(() => bench.hook.posts.length === 2);
    bench.clock.advance(60_000);
    await until(() => statuses().length === 8);
    const [first, , again] = bench.hook.posts;
    expect(again?.raw.equals(first?.raw ?? Buffer.alloc(0))).toBe(true);
    expect((await ledgerOf(bench, 'whatsapp'))['doubled']).toBe(0);
  });

  it('suffer faults one by one', async () => {
    await subscribe();
    await control('PATCH', 'behaviour', {
      drop_receipts: 0.3,
      duplicate_receipts: 0.3,
      reorder_receipts: 0.3,
    });
    await sendMany(40);
    bench.clock.advance(60_000);
    await until(() => statuses().length > 0);
    expect(inOne()).toHaveLength(1);
    const seen = new Map<string, number>();
    for (const { id, status } of statuses()) {
      const key = `${String(id)} ${String(status)}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    expect(seen.size).toBeGreaterThan(50);
    expect(seen.size).toBeLessThan(120);
    expect([...seen.values()].filter((count) => count === 2).length).toBeGreaterThan(5);
  });
});

describe('templates', () => {
  const create = (name: string, more: Json = {}): Promise<Answer> =>
    graph('/waba-100/message_templates', 'POST', {
      ...{
        name,
        language: 'en_US',
        category: 'UTILITY',
        components: [{ type: 'BODY', text: 'Hi {{1}}' }],
        ...more,
      },
    });

  it('starts PENDING, is approved by review, pages with cursors, and is deleted', async () => {
    for (const name of ['a', 'b', 'c']) {
      expect((await create(name)).body).toMatchObject({ status: 'PENDING', category: 'UTILITY' });
    }
    bench.clock.advance(300);
    const first = await graph('/waba-100/message_templates?limit=3&fields=name,status');
    expect(first.body['data']).toMatchObject([
      { name: 'hi' },
      { name: 'a', status: 'APPROVED' },
      { name: 'b' },
    ]);
    const next = (first.body['paging'] as Json)['next'] as string;
    const second = await request(next, 'GET', undefined, { authorization: 'Bearer T' });
    expect(second.body['data']).toMatchObject([{ name: 'c' }]);
    expect((second.body['paging'] as Json)['next']).toBeUndefined();
    expect((await graph('/waba-100/message_templates?name=a', 'DELETE')).body).toEqual({ success: true });
    expect(codeOf(await graph('/waba-100/message_templates?name=a', 'DELETE'))).toBe(100);
  });

  it('does not send a template that is not approved', async () => {
    await control('PATCH', 'settings', { auto_approve: false });
    await create('later');
    const body = template(person(), { template: { name: 'later', language: { code: 'en_US' } } });
    expect(codeOf(await send(body))).toBe(132001);
  });

  it('refuses bad names, categories and twins', async () => {
    expect(codeOf(await create('Bad Name'))).toBe(100);
    expect(codeOf(await create('x', { category: 'SPAM' }))).toBe(100);
    await create('twin');
    expect((await create('twin')).body['error']).toMatchObject({ code: 100, error_subcode: 2388024 });
  });
});

describe('ledger', () => {
  it('counts a second attempt of one message as a double', async () => {
    await send(template(person(), { biz_opaque_callback_data: `${UUID}.1` }));
    await send(template(person(), { biz_opaque_callback_data: `${UUID}:2` }));
    await send(template());
    const ledger = await ledgerOf(bench, 'whatsapp');
    expect(ledger).toMatchObject({ accepted: 3, unique: 2, doubled: 1 });
    expect((ledger['messages'] as Json[])[0]).toMatchObject({ key: UUID, count: 2 });
  });

  it('records what it accepted and never answered', async () => {
    await control('PATCH', 'behaviour', { timeout_after_accept: 1 });
    const waiting = fetch(`${bench.simulators.urls.whatsapp}/v23.0/100/messages`, {
      ...{ method: 'POST', body: JSON.stringify(template(person(), { biz_opaque_callback_data: UUID })) },
      ...{ headers: { authorization: 'Bearer T' }, signal: AbortSignal.timeout(300) },
    });
    await expect(waiting).rejects.toThrow();
    expect(await ledgerOf(bench, 'whatsapp')).toMatchObject({
      accepted: 1,
      messages: [{ key: UUID, count: 1 }],
    });
    await control('PATCH', 'behaviour', { timeout_after_accept: 0, error_rate: 1 });
    expect(codeOf(await send(template()))).toBe(131000);
    await control('PATCH', 'behaviour', { error_rate: 0, outage: true });
    expect(codeOf(await send(template()))).toBe(131016);
    await control('PATCH', 'behaviour', { outage: 'refuse' });
    await expect(send(template())).rejects.toThrow();
    expect((await ledgerOf(bench, 'whatsapp'))['accepted']).toBe(1);
  });
});

describe('receipt faults', () => {
  it('drops, duplicates and reorders them', async () => {
    await subscribe();
    await control('PATCH', 'behaviour', { drop_receipts: 1 });
    await send(template());
    bench.clock.advance(60_000);
    await control('PATCH', 'behaviour', { drop_receipts: 0, duplicate_receipts: 1 });
    await send(template());
    await until(() => statuses().length === 6, bench.clock);
    expect(statuses().filter((status) => status['status'] === 'sent')).toHaveLength(2);
    bench.hook.posts.length = 0;
    await control('PATCH', 'behaviour', { duplicate_receipts: 0, reorder_receipts: 0.5 });
    for (let index = 0; index < 20; index += 1) await send(template());
    await until(() => statuses().length === 60, bench.clock);
    const firstOf = new Map<unknown, unknown>();
    for (const status of statuses())
      if (!firstOf.has(status['id'])) firstOf.set(status['id'], status['status']);
    expect([...firstOf.values()]).toContain('delivered');
  });
});
