// The product's runtime: every channel, keys from the settings or from files made on first start.
import type { Logger } from 'pino';
import { sql } from 'kysely';
import { assembleRuntime } from './assemble-runtime.ts';
import { channelAdapters } from './channels/registry.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Runtime } from './runtime.ts';
import { givenMasterKeys, masterKeyFiles } from './security/person-keys/master-keys.ts';
import { createKeys } from './security/seal.ts';
import { loadKey } from './load-key.ts';

export { closeRuntime, createLog } from './assemble-runtime.ts';

export type RuntimeOptions = { databaseUrl: string; clock?: Clock; log?: Logger };

export function createRuntime(config: Config, options: RuntimeOptions): Runtime {
  const keys = createKeys(
    config.secret ?? loadKey(config.dataDir, 'master'),
    config.suppressionKey ?? loadKey(config.dataDir, 'suppression'),
    config.personKeys ? givenMasterKeys(config.personKeys) : masterKeyFiles(config.dataDir),
  );
  return assembleRuntime(config, {
    ...options,
    keys,
    channels: channelAdapters,
    processMetrics: true,
  });
}

/**
 * Settles SAMPARK_DEMO=auto once the schema is there: on while the database is our own, no real workspace exists and
 * nobody has removed the sample data.
 * Call it after migrating and before the server is built.
 */
export async function settleDemo(rt: Runtime): Promise<void> {
  if (rt.config.demo !== 'auto') {
    rt.demo.enabled = rt.config.demo === 'on';
    return;
  }
  const { rows } = await sql`select from workspaces where not is_demo
    union all select from installation where demo_removed_at is not null limit 1`.execute(rt.db);
  rt.demo.enabled = rt.config.databaseUrl === '' && rows.length === 0;
}
