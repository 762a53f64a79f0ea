// One Bot API call. The token is part of the address, so addresses are never put into details or logs.
import type { OutgoingHttp, OutgoingResult } from '../../http/outgoing.ts';
import type { AccountAccess } from '../channel.ts';
import { onceFor } from '../once-for.ts';

const sendUrl = onceFor((account) => methodUrl(account, 'sendMessage'));

function methodUrl(account: AccountAccess, method: string): string {
  return `${account.base_url.replace(/\/+$/, '')}/bot${account.credentials.bot_token ?? ''}/${method}`;
}

export function callBot(
  http: OutgoingHttp,
  account: AccountAccess,
  method: string,
  parameters: object,
  more: { key?: string; timeout_ms?: number } = {},
): Promise<OutgoingResult> {
  return http.request({
    method: 'POST',
    url: method === 'sendMessage' ? sendUrl(account) : methodUrl(account, method),
    headers: {
      'content-type': 'application/json',
      ...(more.key ? { 'idempotency-key': more.key } : {}),
    },
    body: JSON.stringify(parameters),
    ...(more.timeout_ms ? { timeout_ms: more.timeout_ms } : {}),
  });
}
