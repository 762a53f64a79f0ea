// Sender accounts over the API.
import {
  AccountAccessCheck,
  AccountCheck,
  AccountDecision,
  AccountPatch,
  AccountResource,
  ChannelKind,
  WebhookSetup,
} from '@sampark/contracts/devices.ts';
import { IdParams, type Channel } from '@sampark/contracts/domain.ts';
import { Type } from 'typebox';
import type { Actor } from '../http/route.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { Problem } from '../http/problem.ts';
import { requireVersion } from '../http/version.ts';
import type { Runtime } from '../runtime.ts';
import { callbackUrl } from './callback-url.ts';
import { channelKinds, webhookSetup } from './channel-kinds.ts';
import { checkAccess, checkAccount } from './check-account.ts';
import { decideHold } from './decide-hold.ts';
import { readDevice } from './queries.ts';
import { changeAccount, connectCallbacks } from './write-device.ts';

const admins = { roles: ['admin'] } as const;
const account = { params: IdParams, resources: { id: 'account' } } as const;

async function readAccount(
  rt: Runtime,
  actor: Actor,
  device_id: string,
  id: string,
): Promise<AccountResource> {
  const shown = await readDevice(rt, rt.db, actor, device_id);
  const found = shown.accounts.find((one) => one.id === id);
  if (!found) throw new Problem('not_found');
  return found;
}

export const accountRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/channels',
    summary: 'What setting up an account of each channel takes',
    tag: 'Devices',
    access: { roles: ['admin', 'standard', 'compliance'] },
    response: { 200: Type.Object({ items: Type.Array(ChannelKind) }) },
    handler: async ({ rt }) => channelKinds(rt),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/accounts/check',
    summary: 'Try credentials before they are saved',
    tag: 'Devices',
    access: admins,
    body: AccountAccessCheck,
    example: {
      channel: 'telegram',
      address: '7000000001',
      base_url: 'http://127.0.0.1:9',
      credentials: { bot_token: '7000000001:example' },
    },
    ratePerMinute: 30,
    response: { 200: AccountCheck },
    handler: ({ rt, body }) => checkAccess(rt, body),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/accounts/:id/check',
    summary: 'Ask the platform how an account is',
    tag: 'Devices',
    access: admins,
    ...account,
    ratePerMinute: 60,
    response: { 200: AccountCheck },
    handler: ({ rt, actor, params }) => checkAccount(rt, actor, params.id),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/accounts/:id/decision',
    summary: 'Decide about an account a platform’s signal stopped',
    tag: 'Devices',
    access: admins,
    ...account,
    body: AccountDecision,
    example: { decision: 'release', reason: 'The platform lifted it after our appeal.' },
    response: { 200: AccountResource },
    handler: async ({ rt, actor, params, body }) =>
      readAccount(rt, actor, await decideHold(rt, actor, params.id, body), params.id),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/accounts/:id/webhook',
    summary: 'How to point the platform’s callbacks for this account at this server',
    tag: 'Devices',
    access: admins,
    ...account,
    response: { 200: WebhookSetup },
    handler: ({ rt, actor, params }) => showWebhook(rt, actor, params.id),
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/accounts/:id',
    summary: 'Change an account’s limits or access, or decide that a held one may go on',
    description: 'If-Match with the account’s access_version is honoured when it is sent.',
    tag: 'Devices',
    access: admins,
    ...account,
    body: AccountPatch,
    example: { per_day: 100 },
    response: { 200: AccountResource },
    handler: async ({ rt, actor, params, body, request }) => {
      const version = request.headers['if-match'] === undefined ? undefined : requireVersion(request);
      return readAccount(rt, actor, await changeAccount(rt, actor, params.id, body, version), params.id);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/accounts/:id/callbacks',
    summary: 'Point the platform’s callbacks for this account at this server',
    tag: 'Devices',
    access: admins,
    ...account,
    response: { 200: Type.Object({ callback_url: Type.String() }) },
    handler: async ({ rt, actor, params }) => ({
      callback_url: await connectCallbacks(rt, rt.db, actor, params.id),
    }),
  }),
];

async function showWebhook(rt: Runtime, actor: Actor, id: string): Promise<WebhookSetup> {
  const row = await rt.db
    .selectFrom('sender_accounts')
    .select('channel')
    .where('id', '=', id)
    .where('workspace_id', '=', actor.workspace_id)
    .executeTakeFirst();
  if (!row) throw new Problem('not_found');
  const channel = row.channel as Channel;
  return webhookSetup(channel, callbackUrl(rt, channel, id));
}
