// A further channel is one folder and one line of the registry: the same send and receive path takes it as it is.
import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import type { Channel } from '@sampark/contracts/domain.ts';
import { startTestServer, type TestServer } from '../../test/support/server.ts';
import { applyAll, createAccount } from '../../test/webhooks/fixtures.ts';
import { webhookRoutes } from '../webhooks/routes.ts';
import type { ChannelAdapter } from './channel.ts';
import { asObject, instant, numberAt, textAt } from './json.ts';
import { channelAdapters } from './registry.ts';
import { sameSecret } from './same-secret.ts';

/** A pigeon post: the whole adapter. */
const pigeon: ChannelAdapter = {
  channel: 'signal',
  defaultLimits: { per_second: 1, per_day: 10, pair_seconds: 60 },
  capabilities: { receipts: 'none', buttons: false, needs_identity: false, max_length: 140 },
  send: (_http, _account, message) =>
    Promise.resolve({ kind: 'accepted', external_id: `pigeon ${message.key}` }),
  verifyCallback: (account, request) =>
    sameSecret(account.credentials.ring, request.rest)
      ? { kind: 'accepted', text: request.raw.toString() }
      : { kind: 'refused' },
  readCallback(payload) {
    const note = asObject(payload);
    const from = textAt(note, 'from');
    if (!from) return [{ kind: 'unknown', detail: 'an empty tube' }];
    const at = instant(numberAt(note, 'at'));
    return [
      {
        kind: 'inbound',
        external_id: `${from}:${at.getTime()}`,
        from,
        text: textAt(note, 'text') ?? '',
        message_kind: 'text',
        at,
      },
    ];
  },
};

let server: TestServer | undefined;
afterAll(() => server?.close());

it('takes a new channel by one line', async () => {
  // The database's list of channels is a migration of its own, so the pigeon flies under a name that exists.
  const channels: Record<Channel, ChannelAdapter> = { ...channelAdapters, signal: pigeon };
  server = await startTestServer({ channels, routes: webhookRoutes });
  const account = await createAccount(server, 'signal');
  const sealed = server.rt.keys.seal(JSON.stringify({ ring: 'R-7' }));
  await sql`update sender_accounts set credentials = ${sealed} where id = ${account.id}`.execute(
    server.rt.db,
  );
  const bring = (ring: string, note: object) =>
    server?.ask('POST', `/hooks/signal/${account.id}/${ring}`, { payload: note });
  expect((await bring('R-8', {}))?.statusCode).toBe(401);
  expect((await bring('R-7', { from: 'loft 3', text: 'STOP', at: 1_700_000_000_000 }))?.statusCode).toBe(200);
  await applyAll(server);
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from consents where action = 'withdrawn'`.execute(server.rt.db);
  expect(rows[0]?.n).toBe(12);
});

it('names every adapter by its own channel', () => {
  for (const [name, adapter] of Object.entries(channelAdapters)) expect(adapter.channel).toBe(name);
});
