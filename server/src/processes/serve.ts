// Starts the roles of this process in the order messages flow, and stops them the other way round: the API refuses new
// work first, sends under way are answered and recorded, then the database goes.
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { runAnalytics } from '../analytics/follow-analytics.ts';
import { runSealer } from '../audit/run-sealer.ts';
import { startScheduler } from '../campaigns/run-scheduler.ts';
import type { ServerRole } from '../config.ts';
import { applyReceipts } from '../delivery/apply-receipts.ts';
import { startMonitor } from '../devices/monitor-health.ts';
import { startActivity } from '../devices/sender-activity.ts';
import { startDispatch } from '../delivery/dispatch.ts';
import { startSettling } from '../delivery/settle-loop.ts';
import { RecentLog } from '../events/recent-log.ts';
import { buildServer } from '../http/server.ts';
import { jobs } from '../jobs.ts';
import { startJobs } from '../jobs/run-jobs.ts';
import { runNotifications } from '../notifications/follow-notifications.ts';
import { runMails } from '../notifications/mail/run-mails.ts';
import { keepErased } from '../privacy/erase/keep-erased.ts';
import { routes } from '../routes.ts';
import type { Runtime } from '../runtime.ts';
import { openFrontDoor } from '../webhooks/front-door.ts';
import { startIngest } from '../webhooks/ingest-loop.ts';
import { giveWay, givesWay } from './give-way.ts';
import { startInstance } from './instance.ts';

export type Serving = { app: FastifyInstance | undefined; url: string | undefined; stop(): Promise<void> };

export async function serve(rt: Runtime, roles: readonly ServerRole[]): Promise<Serving> {
  const has = (role: ServerRole) => roles.includes(role);
  await sql`select ensure_month_partitions(${rt.clock.now()}::timestamptz - interval '1 month', 5)`.execute(
    rt.db,
  );
  if (givesWay(roles)) giveWay(rt.pool);
  const stops: (() => Promise<void>)[] = [];
  const instance = await startInstance(rt, roles);
  stops.push(() => instance.stop());
  let app: FastifyInstance | undefined;
  let url: string | undefined;
  try {
    if (has('jobs')) {
      // Before anything else: a restored backup may have brought erased people back.
      await keepErased(rt);
      const running = await startJobs(rt, jobs, instance.workers);
      stops.push(() => running.stop());
      const settling = startSettling(rt);
      stops.push(() => settling.stop());
      const following = new AbortController();
      const recent = new RecentLog();
      const followers = [
        runAnalytics(rt, { signal: following.signal, recent }),
        runNotifications(rt, { signal: following.signal }),
        runMails(rt, { signal: following.signal }),
        runSealer(rt, { signal: following.signal, recent }),
      ];
      stops.push(async () => {
        following.abort();
        await Promise.all(followers);
      });
    }
    if (has('ingest') || has('dispatch')) {
      const activity = startActivity(rt);
      stops.push(() => activity.stop());
    }
    if (has('ingest')) {
      const ingest = startIngest(rt, { applyReceipts });
      stops.push(() => ingest.stop());
    }
    if (has('scheduler')) {
      const scheduler = startScheduler(rt);
      stops.push(() => scheduler.stop());
      const monitor = startMonitor(rt);
      stops.push(() => monitor.stop());
    }
    if (has('dispatch')) {
      const dispatch = await startDispatch(rt);
      stops.push(() => dispatch.stop());
    }
    if (has('api')) {
      app = await buildServer(rt, routes, { frontDoor: (server) => openFrontDoor(server, rt) });
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
