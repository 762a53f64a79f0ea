// A platform that answers what it is told, over real HTTP, and keeps what it was asked.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccountAccess, OutgoingMessage } from '../../src/channels/channel.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { allowedNetworks } from '../../src/http/allowed-networks.ts';
import { createOutgoingHttp, type OutgoingHttp } from '../../src/http/outgoing.ts';

export type Answer =
  | { status: number; json?: unknown; text?: string; headers?: Record<string, string> }
  /** Takes the request and never answers, or breaks the connection. */
  | 'silence'
  | 'break';

export type Asked = { method: string; url: string; headers: IncomingMessage['headers']; body: unknown };

export type StubPlatform = {
  url: string;
  http: OutgoingHttp;
  asked: Asked[];
  /** The next answers, in order; the last one stays. */
  answers: Answer[];
  close(): Promise<void>;
};

export async function stubPlatform(): Promise<StubPlatform> {
  const asked: Asked[] = [];
  const stub: { answers: Answer[] } = { answers: [] };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      asked.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      });
      const answer = stub.answers.length > 1 ? stub.answers.shift() : stub.answers[0];
      if (answer === undefined || answer === 'silence') return;
      if (answer === 'break') return void request.socket.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(answer.text ?? JSON.stringify(answer.json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const http = createOutgoingHttp({ timeoutMs: 300, networks: allowedNetworks(['loopback']) });
  return Object.assign(stub, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    http,
    asked,
    close: async () => {
      await http.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

export function accountAt(url: string, channel: Channel, more: Partial<AccountAccess> = {}): AccountAccess {
  return { id: '1', channel, address: '15550001', base_url: url, credentials: {}, settings: {}, ...more };
}

export function textMessage(recipient: string, text = 'Hello', attempt = 1): OutgoingMessage {
  const message_id = '8f14e45f-ceea-467f-9a1b-000000000001';
  return { key: `${message_id}.${attempt}`, message_id, recipient, content: { kind: 'text', text } };
}
