// Starts the roles of this process in the order messages flow, and stops them the other way round: the API refuses new
// work first, sends under way are answered and recorded, then the database goes.
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { runAnalytics } from '../analytics/follow-analytics.ts';
import { startScheduler } from '../campaigns/run-scheduler.ts';
import type { ServerRole } from '../config.ts';
import { applyReceipts } from '../delivery/apply-receipts.ts';
import { startDispatch } from '../delivery/dispatch.ts';
import { buildServer } from '../http/server.ts';
import { jobs } from '../jobs.ts';
import { startJobs } from '../jobs/run-jobs.ts';
import { routes } from '../routes.ts';
import type { Runtime } from '../runtime.ts';
import { startIngest } from '../webhooks/ingest-loop.ts';
import { startInstance } from './instance.ts';

export type Serving = { app: FastifyInstance | undefined; url: string | undefined; stop(): Promise<void> };

export async function serve(rt: Runtime, roles: readonly ServerRole[]): Promise<Serving> {
  const has = (role: ServerRole) => roles.includes(role);
  await sql`select ensure_month_partitions(${rt.clock.now()}::timestamptz - interval '1 month', 5)`.execute(
    rt.db,
  );
  const stops: (() => Promise<void>)[] = [];
  const instance = await startInstance(rt, roles);
  stops.push(() => instance.stop());
  let app: FastifyInstance | undefined;
  let url: string | undefined;
  try {
    if (has('jobs')) {
      const running = await startJobs(rt, jobs, instance.workers);
      stops.push(() => running.stop());
      const following = new AbortController();
      const analytics = runAnalytics(rt, { signal: following.signal });
      stops.push(async () => {
        following.abort();
        await analytics;
      });
    }
    if (has('ingest')) {
      const ingest = startIngest(rt, { applyReceipts });
      stops.push(() => ingest.stop());
    }
    if (has('scheduler')) {
      const scheduler = startScheduler(rt);
      stops.push(() => scheduler.stop());
    }
    if (has('dispatch')) {
      const dispatch = await startDispatch(rt);
      stops.push(() => dispatch.stop());
    }
    if (has('api')) {
      app = await buildServer(rt, routes);
      // The demo's logins are published: it listens on loopback whatever HOST says.
      url = await app.listen({ host: rt.demo.enabled ? '127.0.0.1' : rt.config.host, port: rt.config.port });
      const listening = app;
      stops.push(() => listening.close());
    }
  } catch (error) {
    for (const stop of stops.reverse()) await stop();
    throw error;
  }
  return {
    app,
    url,
    stop: async () => {
      for (const stop of stops.reverse()) await stop();
    },
  };
}
