import { getPriority, setPriority } from 'node:os';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { useLogRuntime } from '../../test/analytics/log-runtime.ts';
import type { ServerRole } from '../config.ts';
import { giveWay, givesWay } from './give-way.ts';

const rt = useLogRuntime({ connections: 1 });

it.each<[string, boolean]>([
  ['jobs', true],
  ['ingest,jobs,scheduler', true],
  ['jobs,api', false],
  ['dispatch,jobs', false],
  ['dispatch', false],
  ['ingest', false],
])('%s gives way: %s', (roles, expected) => {
  expect(givesWay(roles.split(',') as ServerRole[])).toBe(expected);
});

async function pids(): Promise<{ own: number; other: number }> {
  const { rows } = await sql<{ own: number; other: number }>`
    select pg_backend_pid() as own, (select min(pid) from pg_stat_activity where backend_type = 'checkpointer') as other`.execute(
    rt.db,
  );
  return rows[0] ?? { own: 0, other: 0 };
}

it.runIf(process.platform === 'linux')('what PostgreSQL does for it gives way as well', async () => {
  const before = getPriority();
  const { own, other } = await pids();
  const others = getPriority(other);
  giveWay(rt.pool);
  try {
    expect((await pids()).own).toBe(own);
    expect([getPriority(own), getPriority(other)]).toEqual([5, others]);
  } finally {
    // What only root may take back ends with this process.
    if (process.getuid?.() === 0) setPriority(before);
  }
});
