// For whoever watches the process: alive, ready for traffic, and its numbers. Public so that probes need no token;
// they hold no personal data. Keep /metrics inside your network: a proxy in front should not pass it on.
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { Type } from 'typebox';
import type { Runtime } from '../runtime.ts';
import { defineRoute, type AnyRoute } from './route.ts';

const migrationsFolder = fileURLToPath(new URL('../../migrations/', import.meta.url));

export type Readiness = { ready: boolean; checks: Record<string, { ok: boolean; detail?: string }> };

/** Database reachable, schema at the newest migration, and partitions made for this month and the next. */
export async function readiness(rt: Runtime): Promise<Readiness> {
  const checks: Readiness['checks'] = {};
  try {
    await sql`select 1`.execute(rt.db);
    checks.database = { ok: true };
    checks.migrations = await checkMigrations(rt);
    checks.partitions = await checkPartitions(rt);
  } catch (cause) {
    rt.log.warn({ err: cause }, 'not ready');
    checks.database ??= { ok: false, detail: 'The database does not answer' };
    if (checks.database.ok) checks.schema = { ok: false, detail: 'The schema could not be read' };
  }
  return { ready: Object.values(checks).every((check) => check.ok), checks };
}

async function checkMigrations(rt: Runtime) {
  const files = (await readdir(migrationsFolder)).filter((name) => /^\d{4}-.+\.sql$/.test(name));
  const { rows } = await sql<{ name: string }>`select name from schema_migrations`.execute(rt.db);
  const done = new Set(rows.map((row) => row.name));
  const missing = files.filter((name) => !done.has(name));
  return missing.length === 0 ? { ok: true } : { ok: false, detail: `To be migrated: ${missing.join(', ')}` };
}

async function checkPartitions(rt: Runtime) {
  const now = rt.clock.now();
  const names = [0, 1].flatMap((ahead) => {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
    const suffix = month.toISOString().slice(0, 7).replace('-', '_');
    return ['messages', 'attempts', 'events'].map((table) => `${table}_${suffix}`);
  });
  const { rows } = await sql<{ name: string }>`
    select name from unnest(${names}::text[]) as name where to_regclass(name) is null`.execute(rt.db);
  return rows.length === 0
    ? { ok: true }
    : { ok: false, detail: `Missing: ${rows.map((row) => row.name).join(', ')}` };
}

const Check = Type.Object({ ok: Type.Boolean(), detail: Type.Optional(Type.String()) });
const ReadinessSchema = Type.Object({ ready: Type.Boolean(), checks: Type.Record(Type.String(), Check) });

export const healthRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/healthz',
    summary: 'Is the process alive?',
    tag: 'Operations',
    access: { public: 'Probes have no account' },
    response: { 200: Type.Object({ status: Type.Literal('ok') }) },
    ratePerMinute: 6_000,
    handler: async () => ({ status: 'ok' as const }),
  }),
  defineRoute({
    method: 'GET',
    url: '/readyz',
    summary: 'Can it take traffic?',
    tag: 'Operations',
    access: { public: 'Probes have no account' },
    response: { 200: ReadinessSchema, 503: ReadinessSchema },
    ratePerMinute: 6_000,
    handler: async ({ rt, reply }) => {
      const state = await readiness(rt);
      if (!state.ready) reply.code(503);
      return state;
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/metrics',
    summary: 'Counters for Prometheus',
    tag: 'Operations',
    access: { public: 'Scrapers have no account; no personal data' },
    response: { 200: null },
    produces: 'text/plain',
    ratePerMinute: 6_000,
    handler: async ({ rt, reply }) => {
      reply.type(rt.metrics.registry.contentType);
      return rt.metrics.registry.metrics();
    },
  }),
];
