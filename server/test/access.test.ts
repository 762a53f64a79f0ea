// Every route × every role × own, a colleague's and a foreign workspace's things (product.md §2), walked from the same
// table the server is built from: a new route is covered the moment it is declared.
import { scopes, type Scope } from '@sampark/contracts/api-keys.ts';
import { roles, type Role } from '@sampark/contracts/domain.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../simulators/src/start.ts';
import { pathParameters } from '../src/http/check-routes.ts';
import type { AnyRoute, Resource } from '../src/http/route.ts';
import { scopeOf } from '../src/http/scopes.ts';
import { successStatus } from '../src/http/run-route.ts';
import { builtInRoutes } from '../src/http/server.ts';
import { routes } from '../src/routes.ts';
import { newApiKey } from '../src/security/api-key.ts';
import { ownedResources, resourceMakers, type Owner } from './support/resources.ts';
import { createUser, createWorkspace, startTestServer, tokenFor, type TestServer } from './support/server.ts';

/** Addresses outside the table: the documents, made by plugins. */
const outsideTheTable = [/^GET \/openapi\.json$/, /^(?:GET|HEAD) \/docs(?:\/.*)?$/];

let server: TestServer;
let address: string;
let simulators: Simulators;
beforeAll(async () => {
  server = await startTestServer({ routes });
  // Routes that exist in the demo only must be as tight as the others.
  server.rt.demo.enabled = true;
  simulators = await startSimulators();
  server.rt.demo.simulators = simulators.urls;
  await server.rt.db
    .updateTable('workspaces')
    .set({ is_demo: true })
    .where('id', '=', server.workspace.id)
    .execute();
  address = await server.listen();
});
afterAll(async () => {
  await simulators.close();
  await server.close();
});

const name = (route: AnyRoute) => `${route.method} ${route.url}`;
const guarded = routes.filter((route) => 'roles' in route.access);
const rolesOf = (route: AnyRoute) => ('roles' in route.access ? route.access.roles : []);
const open = routes.filter((route) => !('roles' in route.access));

type Person = Owner & { token: string; role: Role };

async function person(role: Role, workspace: { id: string }): Promise<Person> {
  const user = await createUser(server.rt, { workspace_id: workspace.id, role });
  return { ...user, token: await tokenFor(server.rt, user) };
}

async function keyOf(owner: Person, given: readonly Scope[]): Promise<string> {
  const { key, prefix, hash } = newApiKey();
  const now = server.rt.clock.now();
  await server.rt.db
    .insertInto('api_keys')
    .values({
      ...{ workspace_id: owner.workspace_id, user_id: owner.id, name: 'Key', prefix, token_hash: hash },
      ...{ scopes: [...given], created_at: now, expires_at: new Date(now.getTime() + 60_000_000) },
    })
    .execute();
  return key;
}

/** Event streams have no end. */
const isEndless = (route: AnyRoute) =>
  route.produces === 'text/event-stream' || route.url === '/api/v1/stream';

/** What a body's field names, by its name where the route does not say it. */
const namedBy: Record<string, Resource> = {
  prospect_id: 'prospect',
  campaign_id: 'campaign',
  segment_id: 'segment',
  message_id: 'message',
  device_id: 'device',
  account_id: 'account',
  user_id: 'user',
  conversation_id: 'conversation',
  engagement_profile_id: 'profile',
  template_id: 'template',
  portfolio_id: 'portfolio',
};

/** The id fields a body or query may have. */
function idFields(schema: unknown): Record<string, Resource> {
  const names = Object.keys((schema as { properties?: object } | undefined)?.properties ?? {});
  return Object.fromEntries(
    names.flatMap((one) => {
      const resource = namedBy[one];
      return resource ? [[one, resource] as const] : [];
    }),
  );
}
const bodyIds = (route: AnyRoute) => ({ ...idFields(route.body), ...route.bodyResources });

type Question = {
  body?: unknown;
  query?: string;
  /** Whose things the body's ids name, where that is not the path's owner; with all optional ones too. */
  bodyOwner?: Owner;
};

/** Asks with ids that belong to `owner`, as `asker`. */
async function ask(route: AnyRoute, asker: Person | undefined, owner: Owner, more: Question = {}) {
  let url = route.url;
  for (const parameter of pathParameters(route.url)) {
    const resource = route.resources?.[parameter];
    url = url.replace(`:${parameter}`, resource ? await resourceMakers[resource](server.rt, owner) : 'x');
  }
  url = url.replace('*', 'x') + (more.query ?? '');
  const body = structuredClone(more.body ?? route.example ?? (route.body ? {} : undefined)) as unknown;
  if (more.body === undefined && typeof body === 'object' && body !== null) {
    for (const [field, resource] of Object.entries(bodyIds(route))) {
      if (more.bodyOwner === undefined && !(field in body)) continue;
      const id = await resourceMakers[resource](server.rt, more.bodyOwner ?? owner);
      Object.assign(body, { [field]: id });
    }
  }
  const headers = {
    ...(asker ? { authorization: `Bearer ${asker.token}` } : {}),
    // Matches no version: an own thing answers 412, one that is not yours must still be 404.
    ...(['PATCH', 'PUT', 'DELETE'].includes(route.method) ? { 'if-match': '"0"' } : {}),
    ...(route.rawBody
      ? { 'content-type': route.rawBody === 'stream' ? 'text/csv' : 'application/octet-stream' }
      : {}),
  };
  if (isEndless(route)) {
    // It has no end: its head is the answer, over a real connection that is then given up.
    const given = new AbortController();
    const head = await fetch(address + url, { headers, signal: given.signal });
    const text = head.status === 200 ? '' : await head.text();
    given.abort();
    return { status: head.status, text };
  }
  const answer = await server.app.inject({
    method: route.method,
    url,
    headers,
    ...(route.rawBody
      ? { payload: 'phone,name\n+447400000001,Amina\n' }
      : body === undefined
        ? {}
        : { payload: body as object }),
  });
  return { status: answer.statusCode, text: answer.body };
}

describe('the table', () => {
  it('names every address the server answers', () => {
    const known = new Set([...builtInRoutes, ...routes].map(name));
    const headsAlone = new Set(routes.flatMap((one) => (one.head ? [`HEAD ${one.url}`] : [])));
    const strange = server.app.servedAddresses
      .map((one) => `${one.method} ${one.url}`)
      .filter(
        (one) =>
          !known.has(one) && !headsAlone.has(one) && !outsideTheTable.some((pattern) => pattern.test(one)),
      );
    expect(strange).toEqual([]);
  });

  it('has a maker for every resource and an example wherever a body and an id meet', () => {
    for (const route of routes) {
      for (const resource of [...Object.values(route.resources ?? {}), ...Object.values(bodyIds(route))]) {
        expect([name(route), resource in resourceMakers]).toEqual([name(route), true]);
      }
      const needsExample =
        route.body && !route.rawBody && (route.resources || Object.keys(bodyIds(route)).length > 0);
      expect([name(route), !needsExample || route.example !== undefined]).toEqual([name(route), true]);
      expect(successStatus(route)).toBeGreaterThan(0);
    }
  });
});

describe.each(guarded.map((route) => [name(route), route] as const))('%s', (_name, route) => {
  it('turns strangers and forged tokens away', async () => {
    const owner = await person('admin', server.workspace);
    const anonymous = await ask(route, undefined, owner);
    expect(anonymous.status).toBe(401);
    expect(JSON.parse(anonymous.text)).toMatchObject({ code: 'authentication_required' });
    expect((await ask(route, { ...owner, token: 'a.b.c' }, owner)).status).toBe(401);
  });

  it('lets its roles in and no other', async () => {
    for (const role of roles) {
      const me = await person(role, server.workspace);
      const { status, text } = await ask(route, me, me);
      if (rolesOf(route).includes(role)) {
        expect([role, status, [401, 403, 404].includes(status) || status >= 500, text.slice(0, 300)]).toEqual(
          [role, status, false, text.slice(0, 300)],
        );
      } else {
        expect([role, status]).toEqual([role, 403]);
        expect(JSON.parse(text)).toMatchObject({ code: 'forbidden' });
      }
    }
  });

  it('opens to an API key of its scope as to its person, and to no other key', async () => {
    const scope = scopeOf(route);
    const others = scopes.filter((one) => one !== scope);
    const [allowed, strange] = [rolesOf(route)[0], roles.find((one) => !rolesOf(route).includes(one))];
    for (const role of [allowed, strange]) {
      if (role === undefined) continue;
      const me = await person(role, server.workspace);
      const asKey = async (given: readonly Scope[]) => ask(route, { ...me, token: await keyOf(me, given) }, me); // prettier-ignore
      if (role === allowed) {
        const { status, text } = await asKey(others);
        expect([status, JSON.parse(text)]).toMatchObject([403, { code: 'scope_missing' }]);
      }
      if (scope === undefined) continue;
      const { status, text } = await asKey([scope]);
      const refused = [401, 403, 404].includes(status) || status >= 500;
      expect([role, refused, text.slice(0, 300)]).toEqual([role, role !== allowed, text.slice(0, 300)]);
    }
  });

  const named = route.resources ?? {};
  if (Object.keys(named).length > 0) {
    it('answers 404 for a foreign workspace’s things', async () => {
      const foreign = await person('admin', await createWorkspace(server.rt));
      for (const role of rolesOf(route)) {
        const me = await person(role, server.workspace);
        const { status, text } = await ask(route, me, foreign);
        expect([role, status, status === 404 ? '' : text]).toEqual([role, 404, '']);
      }
    });
  }

  const inBody = bodyIds(route);
  if (Object.keys(inBody).length > 0) {
    it('does nothing with a foreign workspace’s things in its body', async () => {
      const foreign = await person('admin', await createWorkspace(server.rt));
      for (const role of rolesOf(route)) {
        const me = await person(role, server.workspace);
        const { status, text } = await ask(route, me, me, { bodyOwner: foreign });
        expect([role, status, status >= 400 && status < 500 ? '' : text]).toEqual([role, status, '']);
      }
    });
  }

  if (rolesOf(route).includes('standard') && Object.values(named).some((one) => ownedResources.has(one))) {
    it('answers 404 to a portfolio manager for a colleague’s things', async () => {
      const colleague = await person('standard', server.workspace);
      const me = await person('standard', server.workspace);
      const { status, text } = await ask(route, me, colleague);
      expect([status, status === 404 ? '' : text]).toEqual([404, '']);
    });
  }
});

describe('lists', () => {
  const lists = guarded.filter((route) => route.method === 'GET' && !isEndless(route));
  it.each(lists.map((route) => [name(route), route] as const))(
    '%s shows nobody else’s things',
    async (_name, route) => {
      const foreign = await person('admin', await createWorkspace(server.rt));
      const colleague = await person('standard', server.workspace);
      const foreignIds = await Promise.all(
        Object.values(resourceMakers).map((make) => make(server.rt, foreign)),
      );
      const colleagueIds = await Promise.all(
        [...ownedResources].map((one) => resourceMakers[one](server.rt, colleague)),
      );
      for (const role of rolesOf(route)) {
        const me = await person(role, server.workspace);
        const { text } = await ask(route, me, me);
        const leaked = [...foreignIds, ...(role === 'standard' ? colleagueIds : [])].filter((id) =>
          text.includes(id),
        );
        expect([role, leaked]).toEqual([role, []]);
      }
    },
  );
});

describe('filters', () => {
  const filtered = guarded.filter((route) => Object.keys(idFields(route.query)).length > 0);
  it.each(filtered.map((route) => [name(route), route] as const))(
    '%s finds nothing of a foreign workspace',
    async (_name, route) => {
      const foreign = await person('admin', await createWorkspace(server.rt));
      for (const [field, resource] of Object.entries(idFields(route.query))) {
        for (const role of rolesOf(route)) {
          const me = await person(role, server.workspace);
          const id = await resourceMakers[resource](server.rt, foreign);
          const { status, text } = await ask(route, me, me, { query: `?${field}=${id}` });
          const items = status === 200 ? ((JSON.parse(text) as { items?: unknown[] }).items ?? []) : [];
          expect([field, role, status < 500, items]).toEqual([field, role, true, []]);
        }
      }
    },
  );
});

describe('nothing a client writes reaches SQL as SQL', () => {
  const poisons = [
    `'`,
    `"; drop table users; --`,
    `created_at desc; select pg_sleep(5)`,
    `-created_at,(select password_hash from users limit 1)`,
    `' or '1'='1`,
    `$1`,
    `{"$ne":null}`,
    `../../../etc/passwd`,
    `1e309`,
    `99999999999999999999`,
    `-1`,
    `\\`,
    `%`,
    `__proto__`,
    `constructor`,
    Buffer.from(`["prospects","' or 1=1",1]`).toString('base64url'),
    Buffer.from(`["users","x","00000000-0000-0000-0000-000000000000"]`).toString('base64url'),
  ];
  const asked = guarded.filter((route) => route.query && !isEndless(route));
  it.each(asked.map((route) => [name(route), route] as const))('%s', async (_name, route) => {
    const properties = Object.keys((route.query as { properties?: object }).properties ?? {});
    const role = rolesOf(route)[0] ?? 'admin';
    for (const property of properties) {
      const me = await person(role, server.workspace);
      for (const poison of [...poisons.map(encodeURIComponent), '%00', 'a%00b', '%ED%A0%80', '%zz']) {
        const { status, text } = await ask(route, me, me, { query: `?${property}=${poison}` });
        expect([property, poison, status >= 500 ? text : '']).toEqual([property, poison, '']);
      }
    }
  });

  const written = guarded.filter((route) => route.example !== undefined && !route.rawBody);
  it.each(written.map((route) => [name(route), route] as const))('%s', async (_name, route) => {
    const example = route.example as Record<string, unknown>;
    const role = rolesOf(route)[0] ?? 'admin';
    for (const field of Object.keys(example)) {
      const me = await person(role, server.workspace);
      for (const value of [
        `'; drop table users; --`,
        'a\u0000b',
        '\ud800',
        1e300,
        -1,
        null,
        [],
        {},
        'x'.repeat(5000),
      ]) {
        const { status, text } = await ask(route, me, me, { body: { ...example, [field]: value } });
        expect([field, value, status >= 500 ? text : '']).toEqual([field, value, '']);
      }
    }
  });
});

describe.each(open.map((route) => [name(route), route] as const))('%s is open', (_name, route) => {
  it('says why, and does not break on an empty request', async () => {
    const reason =
      'public' in route.access
        ? route.access.public
        : 'callback' in route.access
          ? route.access.callback
          : '';
    expect(reason.length).toBeGreaterThan(10);
    const owner = await person('admin', server.workspace);
    const { status } = await ask(route, undefined, owner, route.rawBody ? {} : { body: {} });
    expect(status).toBeLessThan(500);
    // A callback that carries no proof of its sender is never taken.
    if ('callback' in route.access && route.method === 'POST') expect(status).toBeGreaterThanOrEqual(400);
  });
});
