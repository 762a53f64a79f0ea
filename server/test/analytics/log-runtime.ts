// What following the log needs of a runtime, on a database of the test's own.
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import type pg from 'pg';
import { systemClock } from '../../src/clock.ts';
import { connect } from '../../src/db/connect.ts';
import type { FollowRuntime } from '../../src/events/follow.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

export type LogRuntime = FollowRuntime & { pool: pg.Pool; database: TestDatabase };

/** Filled in before the first test of the file. */
export function useLogRuntime(options: { connections?: number } = {}): LogRuntime {
  const rt = {
    log: pino({ level: 'silent' }),
    clock: systemClock,
    metrics: createMetrics(),
    crashPoint: () => {},
  } as unknown as LogRuntime;
  beforeAll(async () => {
    rt.database = await createTestDatabase();
    Object.assign(rt, connect(rt.database.appUrl, { max: options.connections ?? 16, name: 'sampark test' }));
    // A connection cut while it is in use says so on the client; the query on it rejects as well.
    rt.pool.on('connect', (client) => client.on('error', () => {}));
  });
  afterAll(async () => {
    await rt.db.destroy();
    await rt.database.drop();
  });
  return rt;
}
