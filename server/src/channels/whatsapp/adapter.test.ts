import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  accountAt,
  stubPlatform,
  textMessage,
  type Answer,
  type StubPlatform,
} from '../../../test/webhooks/stub-platform.ts';
import type { AccountAccess, CallbackRequest } from '../channel.ts';
import { whatsapp } from './adapter.ts';
import { readCapture } from './read-capture.ts';

let platform: StubPlatform;
let account: AccountAccess;
beforeAll(async () => {
  platform = await stubPlatform();
  account = accountAt(platform.url, 'whatsapp', {
    credentials: { access_token: 'token', app_secret: 'app-secret', verify_token: 'verify' },
  });
});
afterAll(() => platform.close());
beforeEach(() => void platform.asked.splice(0));

const send = (text?: string) => whatsapp.send(platform.http, account, textMessage('+8801711000000', text));
const error = (code: number, more: object = {}) => ({
  error: { code, message: 'words', type: 'OAuthException', ...more },
});

/** Every row of channel-protocols.md, part A: code, HTTP status, outcome. */
const table: [number, number, object][] = [
  ...[0, 190].map((code): [number, number, object] => [code, 401, refused('account_credentials', 'account')]),
  ...[10, 200, 299, 131005].map((code): [number, number, object] => [
    code,
    403,
    refused('account_credentials', 'account'),
  ]),
  [3, 500, refused('account_credentials', 'account')],
  [4, 400, again('app_rate', 'account', 300)],
  [80007, 400, again('app_rate', 'account', 300)],
  [130429, 400, again('account_rate', 'account', 10)],
  [130429, 429, again('account_rate', 'account', 10)],
  [131056, 400, again('pair_rate', 'contact', 30)],
  [131048, 400, { ...refused('account_spam', 'account'), hold: true }],
  [131049, 400, { kind: 'retry', code: 'marketing_cap', after_seconds: 86_400, pause: undefined }],
  [131050, 400, { ...refused('marketing_stopped', 'contact'), suppress: 'marketing' }],
  [131026, 400, { ...refused('not_on_channel', 'contact'), suppress: 'unreachable' }],
  [131047, 400, refused('window_closed', 'content')],
  [130472, 400, refused('holdout', 'contact')],
  [130497, 403, refused('country_restricted', 'contact')],
  [368, 403, { ...refused('account_banned', 'account'), hold: true }],
  [131031, 403, { ...refused('account_banned', 'account'), hold: true }],
  [131042, 400, refused('account_billing', 'account')],
  [131037, 400, refused('account_configuration', 'account')],
  [131045, 500, refused('account_configuration', 'account')],
  [133010, 400, refused('account_configuration', 'account')],
  ...[1, 2, 133004, 131000, 131016].map((code): [number, number, object] => [
    code,
    code === 1 ? 400 : 500,
    { kind: 'retry', code: 'server_fault' },
  ]),
  [131057, 500, again('maintenance', 'account', 60)],
  ...[33, 100, 131008, 131009, 131051, 135000, 131052, 131053].map((code): [number, number, object] => [
    code,
    400,
    refused('content_invalid', 'content'),
  ]),
  [131021, 400, refused('unreachable', 'contact')],
  ...[132000, 132005, 132007, 132012, 132018].map((code): [number, number, object] => [
    code,
    400,
    refused('template_parameters', 'content'),
  ]),
  [132001, 404, refused('template_missing', 'content')],
  [132015, 400, again('template_paused', 'template', 10_800)],
  [132016, 400, refused('template_paused', 'content')],
  [133015, 400, refused('account_configuration', 'account')],
  [133016, 400, refused('account_configuration', 'account')],
  [999_999, 400, refused('unclassified', 'contact')],
  [999_999, 500, { kind: 'retry', code: 'server_fault' }],
];

function refused(code: string, blame: string) {
  return { kind: 'rejected', code, blame };
}
function again(code: string, pause: string, after_seconds: number) {
  return { kind: 'retry', code, pause, after_seconds };
}

describe('sending', () => {
  it('says who, what and our key, without the plus', async () => {
    platform.answers = [
      { status: 200, json: { contacts: [{ wa_id: '8801711000000' }], messages: [{ id: 'wamid.1' }] } },
    ];
    expect(await send()).toEqual({
      kind: 'accepted',
      external_id: 'wamid.1',
      recipient_id: '+8801711000000',
    });
    const [asked] = platform.asked;
    const { key } = textMessage('');
    expect(asked?.url).toBe('/v23.0/15550001/messages');
    expect(asked?.headers).toMatchObject({ authorization: 'Bearer token', 'idempotency-key': key });
    expect(asked?.body).toMatchObject({
      messaging_product: 'whatsapp',
      to: '8801711000000',
      biz_opaque_callback_data: key,
      text: { body: 'Hello' },
    });
  });

  it('writes template parameters and button payloads by index', async () => {
    platform.answers = [{ status: 200, json: { messages: [{ id: 'wamid.2' }] } }];
    await whatsapp.send(platform.http, account, {
      ...textMessage('+1'),
      content: {
        kind: 'template',
        name: 'lead',
        language: 'bn',
        parameters: ['Rahim'],
        button_payloads: ['STOP'],
      },
    });
    expect(platform.asked[0]?.body).toMatchObject({
      template: {
        name: 'lead',
        language: { code: 'bn' },
        components: [
          { type: 'body', parameters: [{ type: 'text', text: 'Rahim' }] },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: '0',
            parameters: [{ type: 'payload', payload: 'STOP' }],
          },
        ],
      },
    });
  });

  it('writes every part of a template that is given something, and no other', async () => {
    platform.answers = [{ status: 200, json: { messages: [{ id: 'wamid.3' }] } }];
    await whatsapp.send(platform.http, account, {
      ...textMessage('+1'),
      content: {
        ...{ kind: 'template', name: 'offer', language: 'en_US', parameters: [] },
        named_parameters: { client: 'Rahim', fund: 'Green bond' },
        header: { kind: 'document', link: 'https://a.example/fund.pdf', filename: 'Fund.pdf' },
        button_values: [
          { index: 0, kind: 'quick_reply', payload: 'YES' },
          { index: 1, kind: 'url', suffix: 'fund/7?c=1' },
          { index: 2, kind: 'copy_code', code: 'GREEN7' },
        ],
      },
    });
    const button = (sub_type: string, index: string, parameter: object) => ({
      ...{ type: 'button', sub_type, index, parameters: [parameter] },
    });
    const body = platform.asked[0]?.body as { template: unknown } | undefined;
    expect(body?.template).toEqual({
      name: 'offer',
      language: { code: 'en_US' },
      components: [
        {
          type: 'header',
          parameters: [
            { type: 'document', document: { link: 'https://a.example/fund.pdf', filename: 'Fund.pdf' } },
          ],
        },
        {
          type: 'body',
          parameters: [
            { type: 'text', parameter_name: 'client', text: 'Rahim' },
            { type: 'text', parameter_name: 'fund', text: 'Green bond' },
          ],
        },
        button('quick_reply', '0', { type: 'payload', payload: 'YES' }),
        button('url', '1', { type: 'text', text: 'fund/7?c=1' }),
        button('copy_code', '2', { type: 'coupon_code', coupon_code: 'GREEN7' }),
      ],
    });
  });

  it('writes the place on a map a template begins with', async () => {
    platform.answers = [{ status: 200, json: { messages: [{ id: 'wamid.5' }] } }];
    const place = { latitude: '23.780573', longitude: '90.407421', name: 'Gulshan', address: 'Road 7' };
    const header = { kind: 'location', ...place, latitude: ' 23.780573' } as const;
    const content = { kind: 'template', name: 'visit', language: 'bn', parameters: [], header } as const;
    await whatsapp.send(platform.http, account, {
      ...textMessage('+1'),
      content: { ...content, parameters: [] },
    });
    expect(platform.asked[0]?.body).toMatchObject({
      template: { components: [{ type: 'header', parameters: [{ type: 'location', location: place }] }] },
    });
  });

  it('names the place in the head of a template with named places', async () => {
    platform.answers = [{ status: 200, json: { messages: [{ id: 'wamid.4' }] } }];
    await whatsapp.send(platform.http, account, {
      ...textMessage('+1'),
      content: {
        ...{ kind: 'template', name: 'offer', language: 'en', parameters: [] },
        header: { kind: 'text', text: 'Rahim', name: 'client' },
      },
    });
    expect(platform.asked[0]?.body).toMatchObject({
      template: {
        components: [
          { type: 'header', parameters: [{ type: 'text', parameter_name: 'client', text: 'Rahim' }] },
        ],
      },
    });
  });

  it.each(table)('error %i with HTTP %i', async (code, status, expected) => {
    platform.answers = [{ status, json: error(code) }];
    const { detail, ...outcome } = { detail: '', ...(await send()) };
    expect(outcome).toEqual(expected);
    expect(detail).toContain(String(code));
  });

  it('blames the account for an unknown phone number id', async () => {
    platform.answers = [{ status: 400, json: error(100, { error_subcode: 33 }) }];
    expect(await send()).toMatchObject({ kind: 'rejected', code: 'account_configuration', blame: 'account' });
  });

  it('waits as long as the platform says', async () => {
    const usage = JSON.stringify({ WABA: [{ estimated_time_to_regain_access: 20 }] });
    platform.answers = [
      { status: 400, json: error(4), headers: { 'retry-after': '7', 'x-business-use-case-usage': usage } },
    ];
    expect(await send()).toMatchObject({ after_seconds: 1200 });
  });

  it.each([
    ['silence' as const, { kind: 'unknown', code: 'timeout' }],
    ['break' as const, { kind: 'unknown', code: 'connection_lost' }],
    [
      { status: 200, text: '<html>' },
      { kind: 'unknown', code: 'unclassified' },
    ],
    [
      { status: 200, json: {} },
      { kind: 'unknown', code: 'unclassified' },
    ],
    [
      { status: 500, text: 'oops' },
      { kind: 'unknown', code: 'unclassified' },
    ],
    [
      { status: 502, text: '<html>' },
      { kind: 'unknown', code: 'unclassified' },
    ],
    [
      { status: 504, text: '' },
      { kind: 'unknown', code: 'timeout' },
    ],
    [
      { status: 503, text: 'busy', headers: { 'retry-after': '9' } },
      { kind: 'retry', code: 'server_fault', after_seconds: 9 },
    ],
    [
      { status: 429, text: '' },
      { kind: 'retry', code: 'account_rate', pause: 'account' },
    ],
  ])('never repeats what may have gone: %j', async (answer, expected) => {
    platform.answers = [answer];
    expect(await send()).toMatchObject(expected);
    expect(platform.asked).toHaveLength(1);
  });

  it('may repeat what never left', async () => {
    const nowhere = { ...account, base_url: 'http://127.0.0.1:1' };
    expect(await whatsapp.send(platform.http, nowhere, textMessage('+1'))).toMatchObject({
      kind: 'retry',
      code: 'network',
    });
  });

  it('refuses a text that is too long without asking', async () => {
    expect(await send('x'.repeat(4097))).toMatchObject({ kind: 'rejected', code: 'content_too_long' });
    expect(platform.asked).toHaveLength(0);
  });
});

describe('callbacks', () => {
  const raw = Buffer.from('{"entry":[],"text":"\\u0995"}');
  const signature = (secret: string) => `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`;
  const request = (more: Partial<CallbackRequest>): CallbackRequest => ({
    method: 'POST',
    headers: {},
    query: {},
    raw,
    rest: '',
    ...more,
  });

  it('passes a good signature over the bytes received', () => {
    const answer = whatsapp.verifyCallback(
      account,
      request({ headers: { 'x-hub-signature-256': signature('app-secret') } }),
    );
    expect(answer).toEqual({ kind: 'accepted', text: raw.toString() });
  });

  it.each([
    ['a bad one', 'account', { 'x-hub-signature-256': signature('other') }],
    ['none', 'account', {}],
    ['one of an empty secret', 'no secret', { 'x-hub-signature-256': signature('') }],
  ])('refuses %s', (_, which, headers) => {
    const asked = which === 'no secret' ? { ...account, credentials: { app_secret: '' } } : account;
    expect(whatsapp.verifyCallback(asked, request({ headers }))).toEqual({ kind: 'refused' });
  });

  it('answers the handshake only for the right token', () => {
    const query = { 'hub.mode': 'subscribe', 'hub.challenge': '123', 'hub.verify_token': 'verify' };
    expect(whatsapp.verifyCallback(account, request({ method: 'GET', query }))).toEqual({
      kind: 'handshake',
      body: '123',
    });
    const wrong = { ...query, 'hub.verify_token': 'x' };
    expect(whatsapp.verifyCallback(account, request({ method: 'GET', query: wrong }))).toEqual({
      kind: 'refused',
    });
    const unset = { ...account, credentials: {} };
    expect(whatsapp.verifyCallback(unset, request({ method: 'GET', query }))).toEqual({ kind: 'refused' });
  });

  it.each([
    ['statuses', '{"field":"messages","value":{"statuses":[]}}', true],
    ['words', '{"field":"messages","value":{"messages":[]}}', false],
    ['both', '{"value":{"statuses":[],"messages" : []}}', false],
    ['a preference with a status', '{"value":{"statuses":[],"user_preferences":[]}}', false],
    ['an account', '{"field":"account_update"}', false],
    [
      'an account behind statuses',
      '[{"value":{"statuses":[]},"field":"messages"},{"value":{},"field":"account_update"}]',
      false,
    ],
  ])('knows whether it may wait: %s', (_, text, waits) => {
    expect(whatsapp.onlyReceipts?.(text)).toBe(waits);
  });

  const change = (field: string, value: object) => ({ entry: [{ id: 'WABA', changes: [{ field, value }] }] });

  it('reads statuses, messages, preferences, quality, restrictions and templates', () => {
    const metadata = { phone_number_id: '15550001' };
    const at = new Date(1_751_142_888_000);
    expect(
      whatsapp.readCallback(
        change('messages', {
          metadata,
          statuses: [
            { id: 'wamid.1', status: 'delivered', timestamp: '1751142888', biz_opaque_callback_data: 'k.1' },
            {
              id: 'wamid.2',
              status: 'failed',
              timestamp: '1751142888',
              errors: [{ code: 131049, title: 'cap' }],
            },
            { id: 'wamid.3', status: 'warped' },
          ],
        }),
      ),
    ).toEqual([
      { kind: 'receipt', status: 'delivered', external_id: 'wamid.1', key: 'k.1', to: '15550001', at },
      {
        kind: 'receipt',
        status: 'failed',
        external_id: 'wamid.2',
        to: '15550001',
        at,
        code: 'marketing_cap',
        detail: '131049 cap',
      },
      { kind: 'unknown', detail: 'status warped' },
    ]);
    expect(
      whatsapp.readCallback(
        change('messages', {
          metadata,
          contacts: [{ wa_id: '8801', profile: { name: 'Rahim' } }],
          messages: [
            {
              from: '8801',
              id: 'in.1',
              timestamp: '1751142888',
              type: 'text',
              text: { body: 'হ্যাঁ' },
              context: { id: 'wamid.1' },
            },
            {
              from: '8801',
              id: 'in.2',
              timestamp: '1751142888',
              type: 'interactive',
              interactive: { button_reply: { id: 'STOP', title: 'No more' } },
            },
            { id: 'in.3', timestamp: '1751142888', type: 'system' },
          ],
        }),
      ),
    ).toMatchObject([
      {
        kind: 'inbound',
        from: '+8801',
        from_name: 'Rahim',
        text: 'হ্যাঁ',
        message_kind: 'text',
        reply_to_external_id: 'wamid.1',
        at,
      },
      { kind: 'inbound', message_kind: 'button', payload: 'STOP', text: 'No more' },
      { kind: 'unknown' },
    ]);
    const preference = (value: string) =>
      whatsapp.readCallback(
        change('user_preferences', {
          user_preferences: [{ wa_id: '8801', category: 'marketing_messages', value }],
        }),
      )[0];
    expect(preference('stop')).toMatchObject({ kind: 'preference', from: '+8801', marketing: 'stopped' });
    expect(preference('resume')).toMatchObject({ marketing: 'resumed' });
    expect(preference('maybe')).toMatchObject({ kind: 'unknown' });
    expect(
      whatsapp.readCallback(
        change('phone_number_quality_update', {
          event: 'FLAGGED',
          current_limit: 'TIER_2K',
          display_phone_number: '+1 555',
        }),
      ),
    ).toMatchObject([
      { kind: 'account', quality: 'RED', health: 'degraded', tier_limit: 2000, phone: '1555' },
    ]);
    expect(
      whatsapp.readCallback(
        change('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } }),
      ),
    ).toMatchObject([
      { kind: 'account', scope: 'portfolio', hold: 'Business account: DISABLED_UPDATE DISABLE' },
    ]);
    expect(
      whatsapp.readCallback(
        change('message_template_status_update', {
          event: 'PAUSED',
          message_template_name: 'lead',
          message_template_language: 'bn',
        }),
      ),
    ).toEqual([
      {
        ...{ kind: 'template', name: 'lead', language: 'bn', status: 'PAUSED', waba_id: 'WABA' },
        rejected_reason: null,
      },
    ]);
  });

  it.each([null, 1, 'x', [], {}, { entry: [null] }, { entry: [{ changes: [{}] }] }])(
    'never throws on %j',
    (payload) => {
      expect(whatsapp.readCallback(payload).every((event) => event.kind === 'unknown')).toBe(true);
    },
  );
});

const ofWaba = () => ({ ...account, settings: { waba_id: 'WABA' } });

it('lists templates page by page and follows only the cursor', async () => {
  platform.answers = [
    {
      status: 200,
      json: {
        data: [
          {
            ...{
              id: '1',
              name: 'a',
              language: 'en',
              category: 'UTILITY',
              status: 'APPROVED',
              components: [],
            },
            ...{ quality_score: { score: 'YELLOW' }, rejected_reason: 'NONE' },
          },
        ],
        paging: { cursors: { after: 'c2' }, next: 'http://evil.example/?access_token=' },
      },
    },
    {
      status: 200,
      json: { data: [{ id: '2', name: 'b', language: 'bn' }], paging: { cursors: { after: 'c3' } } },
    },
  ];
  const found = await whatsapp.listTemplates?.(platform.http, ofWaba());
  expect(found).toMatchObject({
    ok: true,
    templates: [
      { name: 'a', status: 'APPROVED', quality: 'YELLOW', rejected_reason: null },
      { name: 'b', status: 'PENDING', parameter_format: 'POSITIONAL', components: [] },
    ],
  });
  expect(platform.asked.map((one) => one.url)).toEqual([
    expect.stringMatching(/^\/v23.0\/WABA\/message_templates\?limit=100&fields=[a-z_,]+$/),
    expect.stringMatching(/&after=c2$/),
  ]);
});

it.each<[string, Answer, object]>([
  ['an expired token', { status: 401, json: error(190) }, { code: 'account_credentials' }],
  ['too many calls', { status: 400, json: error(80007) }, { code: 'app_rate', detail: '80007 words' }],
  ['no answer', 'break', { code: 'network' }],
  ['a page that is none', { status: 200, json: { data: 'x' } }, { code: 'account_configuration' }],
])('a list that ends in %s is no list', async (_, last, expected) => {
  const page = { data: [{ name: 'a', language: 'en' }], paging: { cursors: { after: 'c2' }, next: 'x' } };
  platform.answers = [{ status: 200, json: page }, last];
  expect(await whatsapp.listTemplates?.(platform.http, ofWaba())).toMatchObject({ ok: false, ...expected });
});

it.each<[string, object, object]>([
  ['message_template_status_update', { event: 'FLAGGED', reason: 'NONE' }, { quality: 'RED' }],
  ['message_template_status_update', { event: 'REINSTATED' }, { status: 'APPROVED' }],
  [
    'message_template_status_update',
    { event: 'REJECTED', reason: 'INVALID_FORMAT' },
    { status: 'REJECTED', rejected_reason: 'INVALID_FORMAT' },
  ],
  ['message_template_quality_update', { new_quality_score: 'YELLOW' }, { quality: 'YELLOW' }],
  ['template_category_update', { new_category: 'MARKETING' }, { category: 'MARKETING' }],
])('reads %s of a template', (field, more, expected) => {
  const value = { ...more, message_template_name: 'lead', message_template_language: 'bn' };
  const body = { entry: [{ id: 'WABA', changes: [{ field, value }] }] };
  expect(whatsapp.readCallback(body)).toEqual([
    expect.objectContaining({ kind: 'template', name: 'lead', language: 'bn', waba_id: 'WABA', ...expected }),
  ]);
  expect(whatsapp.readCallback({ entry: [{ changes: [{ field, value: more }] }] })).toMatchObject([
    { kind: 'unknown' },
  ]);
});

describe('capture', () => {
  const ours = 'https://sampark.example/hooks/whatsapp/1';
  it.each<[string, object, object | undefined, string | null | undefined]>([
    ['subscribed, at our address', { application: ours }, { data: [{}] }, null],
    ['no app subscribed', { phone_number: ours }, { data: [] }, 'No app is subscribed'],
    [
      'the narrowest address counts',
      { phone_number: 'https://else', application: ours },
      { data: [{}] },
      'another',
    ],
    ['no address named', {}, { data: [{}] }, null],
    ['no answer', { application: ours }, undefined, undefined],
  ])('%s', async (_name, webhook_configuration, apps, expected) => {
    const http = {
      ...platform.http,
      request: async () => ({
        ok: true,
        status: apps ? 200 : 500,
        headers: {},
        body: JSON.stringify(apps ?? {}),
      }),
    } as unknown as StubPlatform['http'];
    const given = { ...account, settings: { ...account.settings, waba_id: '1' } };
    const fault = await readCapture(http, given, { webhook_configuration });
    if (typeof expected === 'string') expect(fault).toContain(expected);
    else expect(fault).toBe(expected);
  });
});
