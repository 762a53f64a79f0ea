import pg from 'pg';
import { API_ROLE, connectionUrl, ROLES, type Secrets } from './secrets.ts';

/**
 * Creates what the application needs inside the cluster; on later starts it finds everything there.
 * The owner runs migrations and may create schemas and trusted extensions; the application role gets only
 * what migrations grant it.
 */
export async function ensureDatabase(secrets: Secrets, database: string): Promise<void> {
  await asAdmin(secrets, 'postgres', async (admin) => {
    await ensureRole(admin, 'owner', secrets.owner);
    await ensureRole(admin, 'app', secrets.app);
    await ensureApiRole(admin);
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await admin.query(`CREATE DATABASE ${database} OWNER ${ROLES.owner}`);
    await grantDatabase(admin, database);
  });
}

/** Database privileges are not copied from a template, so clones need this as well. */
export async function grantDatabase(admin: pg.Client, database: string): Promise<void> {
  await admin.query(
    `REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
     GRANT CONNECT, TEMPORARY ON DATABASE ${database} TO ${ROLES.app}`,
  );
}

async function ensureRole(admin: pg.Client, role: 'owner' | 'app', password: string): Promise<void> {
  const name = ROLES[role];
  const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (!rowCount) await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD '${password}'`);
  // Lets the watch over the oldest transaction see sessions of the other role.
  if (!rowCount) await admin.query(`GRANT pg_read_all_stats TO ${name}`);
}

/**
 * Requests are answered as a role of their own, to which row-level security applies; background work is for every workspace
 * and does not pay for it.
 */
async function ensureApiRole(admin: pg.Client): Promise<void> {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [API_ROLE]);
  if (rowCount) return;
  await admin.query(
    `CREATE ROLE ${API_ROLE} NOLOGIN;
     GRANT ${API_ROLE} TO ${ROLES.app} WITH INHERIT FALSE, SET TRUE;
     ALTER ROLE ${ROLES.app} BYPASSRLS`,
  );
}

export async function asAdmin<T>(
  secrets: Secrets,
  database: string,
  work: (admin: pg.Client) => Promise<T>,
): Promise<T> {
  const admin = new pg.Client({ connectionString: connectionUrl(secrets, 'admin', database) });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
