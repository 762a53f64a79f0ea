// The importing process of the bench: upload and import of one file, nothing else. Prints one JSON line.
import { createKeys } from '../../../server/src/security/seal.ts';
import { assembleRuntime, closeRuntime } from '../../../server/src/assemble-runtime.ts';
import { importFile } from '../../../server/src/cli/import.ts';
import { readConfig } from '../../../server/src/config.ts';
import type { Runtime } from '../../../server/src/runtime.ts';

const [file = '', workspace = '', user = ''] = process.argv.slice(2);
const config = readConfig(process.env);
const rt = assembleRuntime(config, {
  databaseUrl: config.databaseUrl,
  keys: createKeys(Buffer.alloc(32, 1), Buffer.alloc(32, 2)),
  channels: {} as Runtime['channels'],
});
const started = performance.now();
const done = await importFile(rt, { file, workspace, user }, (line) => process.stderr.write(`${line}\n`));
const seconds = (performance.now() - started) / 1000;
await closeRuntime(rt);
// The highest the kernel has seen, in KB.
const { maxRSS } = process.resourceUsage();
process.stdout.write(
  `${JSON.stringify({ rows: done.rows_total, imported: done.rows_imported, rejected: done.rows_rejected, status: done.status, seconds, rss_mb: maxRSS / 1024 })}\n`,
);
