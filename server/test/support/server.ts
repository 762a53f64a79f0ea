// A runtime on a database of its own, people to sign in, and a server to ask. Other tests build on this.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Channel, Role } from '@sampark/contracts/domain.ts';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import { pino } from 'pino';
import { assembleRuntime, closeRuntime } from '../../src/assemble-runtime.ts';
import type { ChannelAdapter } from '../../src/channels/channel.ts';
import { readConfig } from '../../src/config.ts';
import type { Clock } from '../../src/clock.ts';
import { signAccessToken } from '../../src/http/access-token.ts';
import type { AnyRoute } from '../../src/http/route.ts';
import { buildServer } from '../../src/http/server.ts';
import type { Runtime } from '../../src/runtime.ts';
import { createKeys } from '../../src/security/seal.ts';
import { createTestDatabase } from './database.ts';

export type TestRuntime = Runtime & {
  /** The schema owner's address, for what the application's role may not do. */
  ownerUrl: string;
  /** Closes every connection and drops the database. */
  drop(): Promise<void>;
};

export type TestRuntimeOptions = {
  clock?: Clock;
  channels?: Readonly<Record<Channel, ChannelAdapter>>;
  /** Further settings, as in the environment. */
  env?: Record<string, string>;
};

export async function createTestRuntime(options: TestRuntimeOptions = {}): Promise<TestRuntime> {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'sampark-data-'));
  const config = readConfig({
    SAMPARK_DATA: dataDir,
    SAMPARK_DEMO: 'off',
    // Simulators and stubs are on this machine.
    SAMPARK_SENDER_NETWORKS: 'private,loopback',
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATABASE_POOL: '8',
    PORT: '0',
    ...options.env,
  });
  const rt = assembleRuntime(config, {
    databaseUrl: database.appUrl,
    keys: createKeys(Buffer.alloc(32, 1), Buffer.alloc(32, 2)),
    channels: options.channels ?? (await productChannels()),
    log: pino({ level: process.env.SAMPARK_TEST === 'log' ? 'debug' : 'silent' }),
    ...(options.clock ? { clock: options.clock } : {}),
  });
  // Partitions around the test's own clock, which may stand far from today.
  const { rows } = await sql<{ made: number }>`
    select ensure_month_partitions(${rt.clock.now()}::timestamptz - interval '2 months', 8) as made`.execute(
    rt.db,
  );
  if (rows.length !== 1) throw new Error('The partitions could not be made');
  return Object.assign(rt, {
    ownerUrl: database.ownerUrl,
    drop: async () => {
      await closeRuntime(rt);
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  });
}

async function productChannels(): Promise<Readonly<Record<Channel, ChannelAdapter>>> {
  return (await import('../../src/channels/registry.ts')).channelAdapters;
}

export type TestWorkspace = { id: string; name: string; slug: string };

export async function createWorkspace(
  rt: Runtime,
  more: {
    name?: string;
    is_demo?: boolean;
    settings?: Record<string, unknown>;
    time_zone?: string;
    default_country?: string;
  } = {},
): Promise<TestWorkspace> {
  const slug = `w-${randomUUID().slice(0, 8)}`;
  return rt.db
    .insertInto('workspaces')
    .values({
      name: more.name ?? slug,
      slug,
      is_demo: more.is_demo ?? false,
      time_zone: more.time_zone ?? 'Europe/London',
      default_country: more.default_country ?? 'GB',
      settings: JSON.stringify(more.settings ?? {}),
      created_at: rt.clock.now(),
      updated_at: rt.clock.now(),
    })
    .returning(['id', 'name', 'slug'])
    .executeTakeFirstOrThrow();
}

export type TestUser = { id: string; workspace_id: string; email: string; name: string; role: Role };

/** A user without a usable password; users/create-user.ts makes those who sign in with one. */
export async function createUser(
  rt: Runtime,
  given: { workspace_id: string; role?: Role; email?: string; name?: string; password_hash?: string },
): Promise<TestUser> {
  const role = given.role ?? 'standard';
  const row = await rt.db
    .insertInto('users')
    .values({
      workspace_id: given.workspace_id,
      email: given.email ?? `${role}-${randomUUID().slice(0, 8)}@example.test`,
      name: given.name ?? `Test ${role}`,
      role,
      password_hash: given.password_hash ?? '!',
      created_at: rt.clock.now(),
      updated_at: rt.clock.now(),
    })
    .returning(['id', 'workspace_id', 'email', 'name'])
    .executeTakeFirstOrThrow();
  return { ...row, role };
}

/** An access token of a new session, without going through the password. */
export async function tokenFor(rt: Runtime, user: { id: string; workspace_id: string }): Promise<string> {
  const session = await rt.db
    .insertInto('sessions')
    .values({
      workspace_id: user.workspace_id,
      user_id: user.id,
      created_at: rt.clock.now(),
      last_used_at: rt.clock.now(),
      expires_at: new Date(rt.clock.now().getTime() + 30 * 86_400_000),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return signAccessToken(rt, { user_id: user.id, session_id: session.id });
}

export type TestServer = {
  rt: TestRuntime;
  app: FastifyInstance;
  workspace: TestWorkspace;
  /** Made on first use, one per role and workspace. */
  login(role: Role, workspace?: TestWorkspace): Promise<{ user: TestUser; token: string }>;
  /** Asks as this token's bearer; `payload` objects go as JSON. */
  ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    more?: { token?: string; payload?: InjectOptions['payload']; headers?: Record<string, string> },
  ): Promise<LightMyRequestResponse>;
  /** Listens on a free loopback port and returns its address, for what needs a real connection. */
  listen(): Promise<string>;
  close(): Promise<void>;
};

/** With an own `rt`, closing leaves its database alone. Without routes, the product's whole table. */
export async function startTestServer(
  options: { rt?: TestRuntime; routes?: readonly AnyRoute[] } & TestRuntimeOptions = {},
): Promise<TestServer> {
  const rt = options.rt ?? (await createTestRuntime(options));
  const routes = options.routes ?? (await import('../../src/routes.ts')).routes;
  // A dashboard built somewhere else, while several are being worked on.
  const dashboardFolder = process.env.SAMPARK_TEST_DIST;
  const app = await buildServer(rt, routes, dashboardFolder ? { dashboardFolder } : {});
  const workspace = await createWorkspace(rt);
  const people = new Map<string, Promise<{ user: TestUser; token: string }>>();
  return {
    rt,
    app,
    workspace,
    login: (role, where = workspace) => {
      const key = `${where.id} ${role}`;
      let person = people.get(key);
      if (!person) {
        person = createUser(rt, { workspace_id: where.id, role }).then(async (user) => ({
          user,
          token: await tokenFor(rt, user),
        }));
        people.set(key, person);
      }
      return person;
    },
    ask: (method, url, more = {}) =>
      app.inject({
        method,
        url,
        ...(more.payload === undefined ? {} : { payload: more.payload }),
        headers: {
          ...(more.token === undefined ? {} : { authorization: `Bearer ${more.token}` }),
          ...more.headers,
        },
      }),
    listen: () => app.listen({ host: '127.0.0.1', port: 0 }),
    close: async () => {
      await app.close();
      if (!options.rt) await rt.drop();
    },
  };
}
