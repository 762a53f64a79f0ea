// A workspace in which nothing but our own minimum times says how long records stay: people who agreed to something can be deleted.
import { sql } from 'kysely';
import type { TestRuntime } from './server.ts';

export async function withoutLaws(rt: TestRuntime, workspaceId: string): Promise<void> {
  await sql`insert into retention_settings (workspace_id, regimes, updated_at)
    values (${workspaceId}, '{}', ${rt.clock.now()})`.execute(rt.db);
}
