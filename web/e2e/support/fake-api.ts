// The built dashboard and a small stand-in for our API on one port, with the faults a test wants to see handled.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Overview } from '@sampark/contracts/analytics.ts';
import { errors, type ErrorCode } from '@sampark/contracts/errors.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { serveDashboard } from './serve-dashboard.ts';
import { demoPeople, demoPassword, person, type Person } from './people.ts';
import { sampleOverview } from './sample-overview.ts';

export class FakeApi {
  overview: Overview = sampleOverview(new Date());
  demo = true;
  /** Seconds the next sign-ins are told to wait. */
  throttledFor = 0;
  refusesStreams = false;
  /** The overview answers with this instead. */
  overviewFault: ErrorCode | undefined;
  /** Whose refresh cookie still counts. */
  signedIn: Person | undefined;
  tokenLife = 900;
  mostRefreshesAtOnce = 0;
  baseUrl = '';
  private refreshing = 0;
  private readonly streams = new Set<ServerResponse>();
  private readonly server: Server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.baseUrl = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Sends the overview to everyone who listens. */
  push(change: Partial<Overview> = {}): void {
    this.overview = { ...this.overview, ...change, as_of: new Date().toISOString() };
    for (const stream of this.streams) stream.write(frame(this.overview));
  }

  dropStreams(): void {
    for (const stream of this.streams) stream.destroy();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', this.baseUrl).pathname;
    if (!path.startsWith('/api/')) return serveDashboard(path, response);
    const body = await readJson(request);
    switch (`${request.method} ${path}`) {
      case 'GET /api/v1/demo':
        if (!this.demo) return refuse(response, 'demo_only');
        return send(response, 200, {
          enabled: true,
          logins: demoPeople.map(({ email, role }) => ({ email, role })),
          password: demoPassword,
          quiet_hours_note: 'Quiet hours and caps are off.',
        });
      case 'POST /api/v1/auth/login':
        return this.logIn(body, response);
      case 'POST /api/v1/auth/join':
        if (body.token !== 'good') return refuse(response, 'invitation_invalid');
        return this.welcome({ ...person('pm@demo.sampark.test'), name: String(body.name) }, response);
      case 'POST /api/v1/auth/refresh':
        return this.refresh(response);
      default:
        return this.answerSignedIn(`${request.method} ${path}`, request, body, response);
    }
  }

  private answerSignedIn(
    call: string,
    request: IncomingMessage,
    body: Record<string, unknown>,
    response: ServerResponse,
  ): void {
    const person = this.signedIn;
    if (!person || request.headers.authorization !== `Bearer ${person.id}`)
      return refuse(response, 'token_invalid');
    switch (call) {
      case 'POST /api/v1/auth/logout':
        this.signedIn = undefined;
        response.writeHead(204).end();
        return;
      case 'PATCH /api/v1/me':
        this.signedIn = { ...person, ...body };
        return send(response, 200, this.signedIn);
      case 'GET /api/v1/analytics/overview':
        if (this.overviewFault) return refuse(response, this.overviewFault);
        return send(response, 200, this.overview);
      case 'GET /api/v1/demo/simulators':
        return send(response, 200, {
          items: ['whatsapp', 'telegram', 'signal', 'imessage'].map((channel, index) => ({
            channel,
            url: `http://127.0.0.1:${4410 + index}`,
          })),
        });
      case 'GET /api/v1/stream':
        if (this.refusesStreams) return refuse(response, 'unavailable');
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
        response.write(frame(this.overview));
        this.streams.add(response);
        response.on('close', () => this.streams.delete(response));
        return;
      default:
        return refuse(response, 'not_found');
    }
  }

  private logIn(body: Record<string, unknown>, response: ServerResponse): void {
    if (this.throttledFor > 0) return refuse(response, 'login_throttled', this.throttledFor);
    const found = demoPeople.find(({ email }) => email === body.email);
    if (!found || body.password !== demoPassword) return refuse(response, 'invalid_credentials');
    this.welcome(found, response);
  }

  /** Takes its time, so that two at once would be seen. */
  private async refresh(response: ServerResponse): Promise<void> {
    this.refreshing += 1;
    this.mostRefreshesAtOnce = Math.max(this.mostRefreshesAtOnce, this.refreshing);
    await delay(50);
    this.refreshing -= 1;
    if (this.signedIn) this.welcome(this.signedIn, response);
    else refuse(response, 'session_ended');
  }

  private welcome(found: Person, response: ServerResponse): void {
    this.signedIn = found;
    send(response, 200, {
      access_token: found.id,
      token_type: 'Bearer',
      expires_in: this.tokenLife,
      user: found,
    });
  }
}

function frame(overview: Overview): string {
  return `event: overview\ndata: ${JSON.stringify(overview)}\n\n`;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, code: ErrorCode, retryAfter?: number): void {
  const { status, title, remedy } = errors[code];
  if (retryAfter) response.setHeader('retry-after', String(retryAfter));
  send(response, status, { type: 'about:blank', code, status, title, remedy, request_id: 'req-7f3a91' });
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}
