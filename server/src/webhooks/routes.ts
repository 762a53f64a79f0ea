// /hooks/{channel}/{account}: the platforms' callbacks. Verified by the adapter, stored, acknowledged; applied later by
// ingest-loop.ts. A callback that does not verify leaves nothing behind.
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { Type, type Static } from 'typebox';
import type { CallbackRequest } from '../channels/channel.ts';
import { Problem } from '../http/problem.ts';
import { defineRoute, type AnyRoute, type RouteContext } from '../http/route.ts';
import { loadAccountAccess } from './accounts.ts';
import { storeCallbacks } from './receive.ts';

const Params = Type.Object({
  channel: Type.String({ maxLength: 40 }),
  account: Type.String({ maxLength: 64 }),
  '*': Type.Optional(Type.String({ maxLength: 500 })),
});

type Context = RouteContext<Static<typeof Params>, Record<string, never>, undefined>;

async function receive({ rt, params, request, reply }: Context): Promise<unknown> {
  const channel = channels.find((one) => one === params.channel);
  const account = (await loadAccountAccess(rt, [params.account])).get(params.account);
  if (!channel || account?.access.channel !== channel) {
    rt.metrics.callbacks.inc({ channel: channel ?? 'none', answer: 'unknown_account' });
    throw new Problem('callback_unknown_account');
  }
  const answer = rt.channels[channel].verifyCallback(account.access, callbackOf(params, request));
  rt.metrics.callbacks.inc({ channel, answer: answer.kind });
  switch (answer.kind) {
    case 'refused':
      throw new Problem('callback_unverified');
    case 'handshake':
      // Never as HTML: the challenge is whatever the caller put into the address.
      reply.type('text/plain; charset=utf-8');
      return answer.body;
    case 'accepted':
      await store(rt, channel, () => storeCallbacks(rt, account, [answer.text]));
      return answer.reply ?? {};
  }
}

/** 503: the platform keeps the callback and sends it again. */
async function store(rt: Context['rt'], channel: Channel, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    rt.log.error(
      { cause: cause instanceof Error ? cause.message : String(cause), channel },
      'callback not stored',
    );
    throw new Problem('unavailable', { retryAfterSeconds: 5 });
  }
}

function callbackOf(params: Static<typeof Params>, request: Context['request']): CallbackRequest {
  const query: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries((request.query ?? {}) as Record<string, unknown>)) {
    if (typeof value === 'string') query[name] = value;
  }
  return {
    method: request.method,
    headers: request.headers,
    query,
    raw: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    rest: params['*'] ?? '',
  };
}

function route(method: 'GET' | 'POST', url: string): AnyRoute {
  return defineRoute({
    method,
    url,
    summary: method === 'GET' ? 'Answer a platform’s callback handshake' : 'Take a platform’s callback',
    description:
      'WhatsApp: `X-Hub-Signature-256` over the raw body, `hub.verify_token` on the handshake. Telegram: ' +
      '`X-Telegram-Bot-Api-Secret-Token`. iMessage: the secret is the last part of the path. Answers after the ' +
      'callback is stored for good; 503 asks the platform to send it again.',
    tag: 'Callbacks',
    access: { callback: 'Verified by the platform’s signature or the account’s secret' },
    params: Params,
    rawBody: true,
    response: { 200: Type.Any() },
    handler: receive,
  });
}

export const webhookRoutes: AnyRoute[] = [
  route('GET', '/hooks/:channel/:account'),
  route('POST', '/hooks/:channel/:account'),
  route('GET', '/hooks/:channel/:account/*'),
  route('POST', '/hooks/:channel/:account/*'),
];
