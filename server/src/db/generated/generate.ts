// Writes schema.ts beside this file from a database migrated just now: `npm run types:database`. With --verify it writes
// nothing and fails when the file differs (the test does that with a database of its own).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '../embedded/embedded-postgres.ts';
import { migrate } from '../migrate.ts';

const target = fileURLToPath(new URL('./schema.ts', import.meta.url));
const codegen = createRequire(import.meta.url).resolve('kysely-codegen/dist/cli/bin.js');

export function generateTypes(ownerUrl: string, verify: boolean): void {
  const options = [
    ...['--dialect', 'postgres', '--url', ownerUrl, '--out-file', target],
    ...['--numeric-parser', 'number', '--date-parser', 'string'],
    ...['--type-mapping', '{"int8":"number","xid8":"string"}', '--exclude-pattern', 'schema_migrations'],
    ...(verify ? ['--verify'] : []),
  ];
  execFileSync(process.execPath, [codegen, ...options], { stdio: 'pipe' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dataDir = mkdtempSync(join(tmpdir(), 'sampark-types-'));
  const database = await startEmbeddedPostgres({ dataDir });
  try {
    await migrate(database.ownerUrl);
    generateTypes(database.ownerUrl, process.argv.includes('--verify'));
  } finally {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
