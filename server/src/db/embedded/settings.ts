import { writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { socketFolder } from './socket-folder.ts';

export type Settings = Record<string, string | number>;

const MB = 1_048_576;
/** A sixteenth of the machine. Only pages in use take memory: a small database stays small. */
const sharedMb = Math.round(Math.min(1_024, Math.max(160, totalmem() / MB / 16)));

/**
 * Sized for a laptop that also does other things. What an operator sets with ALTER SYSTEM wins over these.
 */
const SETTINGS: Settings = {
  listen_addresses: '127.0.0.1',
  max_connections: 200,
  password_encryption: 'scram-sha-256',
  shared_buffers: `${sharedMb}MB`,
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  // Our statements are short and many: compiling them costs more than it saves.
  jit: 'off',
  max_parallel_workers_per_gather: 2,
  // A message reported as sent must still be so after a power cut.
  synchronous_commit: 'on',
  wal_buffers: '16MB',
  // At full speed 2 GB were a checkpoint a minute, each of which writes whole pages again.
  max_wal_size: '4GB',
  // Once it took that much, files of the log stay and are written over. A new one is filled with zeros and synced while every
  // commit waits, 16 MB at a time: a campaign after a quiet night would begin with that.
  min_wal_size: '1GB',
  checkpoint_timeout: '15min',
  random_page_cost: 1.1,
  // The event log can only be followed up to the oldest open transaction: a forgotten one must not hold it.
  idle_in_transaction_session_timeout: '60s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Without the values that broke a constraint: they are people's phone numbers.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
};

/** Only for data that is thrown away with the test run. */
export const THROWAWAY_SETTINGS: Settings = {
  shared_buffers: '64MB',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_wal_size: '512MB',
  min_wal_size: '80MB',
  wal_level: 'minimal',
  max_wal_senders: 0,
  scram_iterations: 1,
  log_min_messages: 'fatal',
};

/**
 * Writes our configuration next to the data folder, not into it: the data folder belongs to the account
 * PostgreSQL runs as, and root should not write where another account could have put a link.
 */
export function writeSettings(
  folder: string,
  cluster: string,
  extra: Settings,
): { config: string; access: string } {
  const config = join(folder, 'postgresql.conf');
  const access = join(folder, 'pg_hba.conf');
  const all: Settings = { ...SETTINGS, unix_socket_directories: socketFolder(cluster) ?? '', ...extra };
  const lines = Object.entries(all).map(
    ([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'\n`,
  );
  writeFileSync(
    config,
    `# Written at every start. To change a setting: ALTER SYSTEM SET name = value\n${lines.join('')}`,
  );
  writeFileSync(access, 'local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n');
  return { config, access };
}
