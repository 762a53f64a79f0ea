// Servers are named by people in the dashboard: what is called for them, and what of the answer is passed on.
import { createServer, type Server } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountAccess } from '../../src/channels/channel.ts';
import { channelAdapters } from '../../src/channels/registry.ts';
import { allowedNetworks } from '../../src/http/allowed-networks.ts';
import { createOutgoingHttp, type OutgoingHttp } from '../../src/http/outgoing.ts';
import { secrets } from '../webhooks/fixtures.ts';

const source = join(import.meta.dirname, '../../src');

describe('nothing but the guarded client calls an address that somebody typed', () => {
  /** Everything in the server that can open a connection by itself, and why it may. */
  const allowed: Record<string, string> = {
    'http/outgoing.ts': 'the guarded client',
    'http/allowed-networks.ts': 'the guard',
    'single-sign-on/provider.ts': 'a library that is given the guarded client',
    'notifications/mail/transport.ts': 'the mail server of the settings',
    'demo/simulators.ts': 'the simulators this process started',
    'cli/demo/simulators.ts': 'the simulators of a command line’s own demo',
    'cli/demo/api.ts': 'a command line asking the server it was told',
    'cli/agent.ts': 'a command line reporting to the server it was told',
  };
  const ways = [
    /\bfetch\(/,
    /\bnew (?:WebSocket|EventSource|XMLHttpRequest)\b/,
    /^import (?!type\b)(?:\w+|\* as \w+)[^;{]* from '(?:node:)?(?:https?|http2|net|tls|dgram|undici)'/m,
    /^import (?!type\b)[^;]*\b(?:request|get|connect|Socket|Agent|Client|Pool|createSocket|buildConnector|fetch)\b[^;]* from '(?:node:)?(?:https?|http2|net|tls|dgram|undici)'/m,
    /from '(?:openid-client|oauth4webapi|nodemailer|axios|got|node-fetch|ky|superagent)'/,
    /\bimport\('(?:node:)?(?:https?|http2|net|tls|dgram|undici|nodemailer)'/,
  ];
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );

  it('in any file of the server', () => {
    const found = files.filter((file) => {
      // Serving a request is not making one.
      const text = readFileSync(join(source, file), 'utf8').replaceAll('yoga.fetch(', '');
      return ways.some((way) => way.test(text));
    });
    expect(found.toSorted()).toEqual(Object.keys(allowed).toSorted());
  });
});

describe('what a server answers', () => {
  const secret = 'hunter2-of-another-server';
  let server: Server;
  let url: string;
  let http: OutgoingHttp;
  let heard: string[] = [];
  let answer: { status: number; headers?: Record<string, string>; body: string };
  beforeAll(async () => {
    server = createServer((request, response) => {
      heard.push(request.url ?? '');
      response.writeHead(answer.status, { 'content-type': 'text/html', ...answer.headers }).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    http = createOutgoingHttp({ timeoutMs: 2_000, networks: allowedNetworks(['loopback']) });
  });
  afterAll(async () => {
    await http.close();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    heard = [];
  });

  const access = (channel: Channel): AccountAccess => ({
    ...{ id: 'a', channel, address: '1', base_url: url, credentials: secrets[channel], settings: {} },
  });
  const message = {
    ...{ key: 'k.1', message_id: 'k', recipient: '+447400000001' },
    content: { kind: 'text' as const, text: 'Hello' },
  };
  /** All that is kept or shown of it. */
  async function said(channel: Channel): Promise<string> {
    const adapter = channelAdapters[channel];
    const outcomes = [
      await adapter.send(http, access(channel), message),
      await adapter.checkHealth?.(http, access(channel)),
      await adapter.registerCallbacks?.(http, access(channel), 'https://sampark.example/hooks').catch(String),
    ];
    return JSON.stringify(outcomes);
  }

  const bodies = [
    secret,
    `<html>${secret}</html>`,
    JSON.stringify({ token: secret, data: { server_version: secret, key: secret } }),
  ];
  const cases = channels.flatMap((channel) =>
    [200, 201, 302, 400, 401, 404, 500, 503].map((status) => [channel, status] as const),
  );
  it.each(cases)('is not passed on unless it is the platform’s own form: %s, %i', async (channel, status) => {
    for (const body of bodies) {
      answer = { status, body };
      expect(await said(channel)).not.toContain(secret);
    }
    expect(heard.length).toBeGreaterThan(0);
  });

  it.each(channels)('%s: a redirect is not followed', async (channel) => {
    for (const status of [301, 302, 303, 307, 308]) {
      answer = { status, headers: { location: `${url}/elsewhere` }, body: '' };
      await said(channel);
    }
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.filter((path) => path.includes('elsewhere'))).toEqual([]);
  });
});
