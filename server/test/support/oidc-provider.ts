// A real OpenID Connect provider on this machine (oidc-provider), and a browser's way through it. What it says of a person, and how
// it asked them, is set by the test.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider, type Configuration } from 'oidc-provider';

export type Account = {
  email?: string;
  email_verified?: boolean;
  name?: string;
  /** How it is said to have been asked. */
  amr?: string[];
  acr?: string;
};

export type TestProvider = {
  issuer: string;
  client: { id: string; secret: string };
  /** By login name, which is the subject too. */
  accounts: Map<string, Account>;
  /** Seconds an ID token holds. */
  idTokenSeconds: number;
  /** Goes to the address as a browser does, signs in, and comes back with the address it is sent to. */
  visit(address: string, login: string): Promise<URL>;
  /** Answers nothing until it is opened again. */
  down(down: boolean): void;
  /** Publishes another key under the name of its own: what it signs fits none that one can read. */
  hideKeys(hidden: boolean): void;
  close(): Promise<void>;
};

const jwk = generateKeyPair('RS256', { extractable: true }).then(async ({ privateKey }) => ({
  ...(await exportJWK(privateKey)),
  ...{ alg: 'RS256', use: 'sig', kid: randomUUID() },
}));

export async function startProvider(options: {
  redirectUris: string[];
  signedOutUris?: string[];
  /** `localhost` is another site than 127.0.0.1: cookies feel it. */
  host?: string;
}): Promise<TestProvider> {
  const server = createServer();
  const { host = '127.0.0.1' } = options;
  await new Promise<void>((resolve) => server.listen(0, host, () => resolve()));
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`;
  const client = { id: 'sampark', secret: `secret-${randomUUID()}` };
  const accounts = new Map<string, Account>();
  const state = { idTokenSeconds: 3_600, down: false, hidden: false };
  const named = await jwk;
  const { publicKey } = await generateKeyPair('RS256', { extractable: true });
  const strange = { ...(await exportJWK(publicKey)), alg: named.alg, use: named.use, kid: named.kid };
  const configuration: Configuration = {
    clients: [
      {
        ...{ client_id: client.id, client_secret: client.secret, redirect_uris: options.redirectUris },
        ...{ grant_types: ['authorization_code'], response_types: ['code'] },
        post_logout_redirect_uris: options.signedOutUris ?? [],
      },
    ],
    jwks: { keys: [await jwk] },
    cookies: { keys: [randomUUID()] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], amr: null, acr: null },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    acrValues: ['two-steps'],
    ttl: {
      IdToken: () => state.idTokenSeconds,
      Session: 3_600,
      Grant: 3_600,
      Interaction: 3_600,
      AccessToken: 3_600,
    },
    findAccount: (_ctx, sub) => {
      const account = accounts.get(sub);
      if (!account) return undefined;
      const { amr: _amr, acr: _acr, ...claims } = account;
      return { accountId: sub, claims: async () => ({ sub, ...claims }) };
    },
    // Whoever signs in has agreed.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId ?? '',
        accountId: ctx.oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email profile');
      grant.addOIDCClaims(['amr', 'acr', 'auth_time']);
      await grant.save();
      return grant;
    },
  };
  const provider = new Provider(issuer, configuration);
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next();
    if (ctx.method === 'GET') {
      await provider.interactionDetails(ctx.req, ctx.res);
      ctx.type = 'html';
      ctx.body = `<!doctype html><html lang="en"><title>The provider</title><h1>The provider</h1>
        <form method="post"><label>Name <input name="login"></label><button>Let me in</button></form></html>`;
      return;
    }
    let body = '';
    for await (const part of ctx.req) body += String(part);
    const login = new URLSearchParams(body).get('login') ?? '';
    const account = accounts.get(login);
    ctx.respond = false;
    await provider.interactionFinished(ctx.req, ctx.res, account ? {
      login: { accountId: login, ...(account.amr ? { amr: account.amr } : {}), ...(account.acr ? { acr: account.acr } : {}) },
    } : { error: 'access_denied' }); // prettier-ignore
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (state.down) request.socket.destroy();
    else if (state.hidden && request.url === '/jwks')
      response.setHeader('content-type', 'application/jwk-set+json').end(JSON.stringify({ keys: [strange] }));
    else void answer(request, response);
  });
  return {
    ...{ issuer, client, accounts },
    set idTokenSeconds(seconds: number) {
      state.idTokenSeconds = seconds;
    },
    get idTokenSeconds() {
      return state.idTokenSeconds;
    },
    visit: (address, login) => visit(issuer, address, login),
    down: (down) => {
      state.down = down;
      if (down) server.closeAllConnections();
    },
    hideKeys: (hidden) => {
      state.hidden = hidden;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function visit(issuer: string, address: string, login: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next = new URL(address);
  let form: string | undefined;
  for (let step = 0; step < 12; step++) {
    if (next.origin !== issuer) return next;
    const answer = await fetch(next, {
      ...{ redirect: 'manual', method: form === undefined ? 'GET' : 'POST' },
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { body: form }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await answer.text();
    const location = answer.headers.get('location');
    if (location !== null) {
      next = new URL(location, next);
      form = undefined;
    } else if (answer.status === 200 && text.includes('<form'))
      form = new URLSearchParams({ login }).toString();
    else throw new Error(`The provider answered ${answer.status}: ${text.slice(0, 300)}`);
  }
  throw new Error('The provider leads nowhere');
}
