// A database for the simulation, inside the test runner.
import { asAdmin, grantDatabase } from '../../src/db/embedded/roles.ts';
import { connectionUrl } from '../../src/db/embedded/secrets.ts';
import { workerCluster } from '../support/cluster.ts';
import { createTestDatabase } from '../support/database.ts';

export type SimulationDatabase = { adminUrl: string; appUrl: string; drop(): Promise<void> };

/** Migrated and empty. The superuser looks in and empties tables; the processes run as the application's own role. */
export async function createSimulationDatabase(): Promise<SimulationDatabase> {
  const database = await createTestDatabase();
  const { secrets } = await workerCluster();
  await asAdmin(secrets, database.name, async (admin) => {
    await grantDatabase(admin, database.name);
    // Who waits for a lock says so at once, and who closes a circle of them fails at once: always the same one, since
    // only one query runs at a time.
    await admin.query(`alter database ${database.name} set deadlock_timeout = '1ms'`);
    await admin.query(`alter database ${database.name} set log_lock_waits = on`);
    await admin.query(`alter database ${database.name} set client_min_messages = log`);
    // It ends those itself, by its own clock: a machine that stood still for a minute has done nothing wrong.
    await admin.query(`alter database ${database.name} set idle_in_transaction_session_timeout = 0`);
    // Otherwise the sixth run of a prepared statement may be planned differently from the fifth.
    await admin.query(`alter database ${database.name} set plan_cache_mode = force_generic_plan`);
  });
  return {
    adminUrl: connectionUrl(secrets, 'admin', database.name),
    appUrl: database.appUrl,
    drop: () => database.drop(),
  };
}
