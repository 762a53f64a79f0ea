// A workspace with its provider, a real one over HTTP, and people who come through it: each test has a workspace of its own.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { routes } from '../../src/routes.ts';
import { redirectUri } from '../../src/single-sign-on/find-provider.ts';
import { hashPassword } from '../../src/users/passwords.ts';
import { manualClock } from './manual-clock.ts';
import { startProvider, type TestProvider } from './oidc-provider.ts';
import { createUser, createWorkspace, startTestServer, tokenFor, type TestServer, type TestUser } from './server.ts'; // prettier-ignore

export const password = 'four quiet rivers run';

/** Redirect addresses are known beforehand: a provider knows its clients. */
export const workspaceIds = Array.from(
  { length: 40 },
  (_, n) => `0198a000-0000-7000-8000-${String(n).padStart(12, '0')}`,
);

type Settings = { default_role?: 'standard' | null; two_step_acr?: string; domains?: string[] } & Record<
  string,
  unknown
>;
type Begun = { url: string; cookie: string };

/** Call it once, outside of every test. */
export function signOnScene() {
  // The provider's clock is the machine's.
  const clock = manualClock(new Date());
  let server: TestServer;
  let hash: string;
  let provider: TestProvider;
  let other: TestProvider;
  let workspace: { id: string };
  let admin: TestUser & { token: string };
  let domain: string;
  let runs = 0;

  beforeAll(async () => {
    server = await startTestServer({ routes, clock });
    hash = await hashPassword(password);
    const { rt } = server;
    const known = {
      redirectUris: workspaceIds.map((id) => redirectUri(rt, id)),
      signedOutUris: [`${rt.config.publicUrl}/sign-in`],
    };
    [provider, other] = await Promise.all([startProvider(known), startProvider(known)]);
  });
  afterAll(async () => {
    await Promise.all([provider.close(), other.close()]);
    await server.close();
  });

  const ask = (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    token = '',
    payload?: object,
  ) => server.ask(method, `/api/v1${url}`, { ...(token ? { token } : {}), ...(payload ? { payload } : {}) });

  beforeEach(async () => {
    const id = workspaceIds[runs++] ?? '';
    const made = await createWorkspace(server.rt);
    // The rest of the workspaces belong to other tests.
    await sql`delete from sign_in_providers`.execute(server.rt.db);
    await sql`update workspaces set id = ${id} where id = ${made.id}`.execute(server.rt.db);
    workspace = { id };
    const user = await createUser(server.rt, { workspace_id: id, role: 'admin', password_hash: hash });
    admin = { ...user, token: await tokenFor(server.rt, user) };
    domain = `firm-${runs}.test`;
    provider.idTokenSeconds = 3_600;
    for (const one of [provider, other]) one.accounts.clear();
    await configure();
  });

  const settings = (more: Settings = {}) => ({
    ...{ issuer: provider.issuer, client_id: provider.client.id, client_secret: provider.client.secret },
    ...{ domains: [domain], enabled: true, password_allowed: true, default_role: null, two_step_acr: null },
    ...more,
  });
  async function configure(more: Settings = {}) {
    const answer = await ask('PUT', '/workspace/single-sign-on', admin.token, settings(more));
    expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  }

  async function begin(given: object = {}): Promise<Begun> {
    const answer = await ask('POST', '/auth/single-sign-on', '', given);
    expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
    const cookie = answer.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    return { url: answer.json<{ url: string }>().url, cookie };
  }
  const finish = (back: URL, cookie: string, place = workspace.id) =>
    server.ask('POST', '/api/v1/auth/single-sign-on/finish', {
      payload: { workspace: place, query: back.search },
      headers: { cookie },
    });
  /** There and back. `detour` may change the address on either way. */
  async function comeBy(
    login: string,
    detour: { there?: (url: URL) => void; back?: (url: URL) => void } = {},
  ) {
    const { url, cookie } = await begin();
    const there = new URL(url);
    detour.there?.(there);
    const back = await provider.visit(there.href, login);
    detour.back?.(back);
    return finish(back, cookie);
  }
  function known(login: string, more: object = {}) {
    const email = `${login}@${domain}`;
    provider.accounts.set(login, { email, email_verified: true, name: 'Nadia Rahman', ...more });
    return email;
  }
  const person = (login: string, more: object = {}) =>
    createUser(server.rt, { workspace_id: workspace.id, email: known(login), password_hash: hash, ...more });
  const entries = async () =>
    (
      await sql<{ type: string; data: Record<string, unknown> }>`
      select type, data from events where workspace_id = ${workspace.id} order by id`.execute(server.rt.db)
    ).rows;
  const lastRefusal = async () =>
    (await entries()).findLast((one) => one.type === 'single_sign_on.refused')?.data;

  return {
    ...{ clock, ask, settings, configure, begin, finish, comeBy, known, person, entries, lastRefusal },
    get server() {
      return server;
    },
    get hash() {
      return hash;
    },
    get provider() {
      return provider;
    },
    /** Of somebody else. */
    get other() {
      return other;
    },
    get workspace() {
      return workspace;
    },
    /** The workspace's administrator, who has just signed in. */
    get admin() {
      return admin;
    },
    /** The workspace's e-mail domain. */
    get domain() {
      return domain;
    },
  };
}
