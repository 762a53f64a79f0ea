// One call of the BlueBubbles server. The password goes into the query because the server reads it nowhere else, so
// addresses are never put into details or logs.
import type { OutgoingHttp, OutgoingResult } from '../../http/outgoing.ts';
import type { AccountAccess } from '../channel.ts';
import { onceFor } from '../once-for.ts';

const sendUrl = onceFor((account) => pathUrl(account, 'message/text'));

function pathUrl(account: AccountAccess, path: string): string {
  const password = encodeURIComponent(account.credentials.password ?? '');
  return `${account.base_url.replace(/\/+$/, '')}/api/v1/${path}?password=${password}`;
}

export function callServer(
  http: OutgoingHttp,
  account: AccountAccess,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  more: { body?: object; key?: string; timeout_ms?: number } = {},
): Promise<OutgoingResult> {
  return http.request({
    method,
    url: path === 'message/text' ? sendUrl(account) : pathUrl(account, path),
    headers: {
      ...(more.body ? { 'content-type': 'application/json' } : {}),
      ...(more.key ? { 'idempotency-key': more.key } : {}),
    },
    ...(more.body ? { body: JSON.stringify(more.body) } : {}),
    ...(more.timeout_ms ? { timeout_ms: more.timeout_ms } : {}),
  });
}
