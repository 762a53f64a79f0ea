// Callback authenticity: the GET handshake by verify token, every POST by X-Hub-Signature-256 over the bytes received.
// Meta signs JSON with non-ASCII escaped, so a body parsed and written again would not match.
import { createHmac } from 'node:crypto';
import type { AccountAccess, CallbackAnswer, CallbackRequest } from '../channel.ts';
import { sameSecret } from '../same-secret.ts';

export function verifyWhatsapp(account: AccountAccess, request: CallbackRequest): CallbackAnswer {
  if (request.rest !== '') return { kind: 'refused' };
  if (request.method === 'GET') return handshake(account, request);
  const secret = account.credentials.app_secret;
  const header = request.headers['x-hub-signature-256'];
  if (!secret || typeof header !== 'string') return { kind: 'refused' };
  const expected = `sha256=${createHmac('sha256', secret).update(request.raw).digest('hex')}`;
  if (!sameSecret(expected, header)) return { kind: 'refused' };
  return { kind: 'accepted', text: request.raw.toString('utf8') };
}

function handshake(account: AccountAccess, request: CallbackRequest): CallbackAnswer {
  const challenge = request.query['hub.challenge'];
  const subscribing = request.query['hub.mode'] === 'subscribe';
  if (!subscribing || challenge === undefined || challenge.length > 1000) return { kind: 'refused' };
  if (!sameSecret(account.credentials.verify_token, request.query['hub.verify_token']))
    return { kind: 'refused' };
  return { kind: 'handshake', body: challenge };
}
