// Runs one import in a process of its own: `import-process.ts IMPORT_ID [CRASH_POINT COUNT]`. At the named point, passed
// for the COUNTth time, the process kills itself as the kernel would.
import { pino } from 'pino';
import { assembleRuntime, closeRuntime } from '../../src/assemble-runtime.ts';
import { readConfig } from '../../src/config.ts';
import { runImport } from '../../src/imports/run-import.ts';
import type { Runtime } from '../../src/runtime.ts';
import { createKeys } from '../../src/security/seal.ts';

const [id = '', point = '', count = '1'] = process.argv.slice(2);
const config = readConfig(process.env);
const rt = assembleRuntime(config, {
  databaseUrl: config.databaseUrl,
  keys: createKeys(Buffer.alloc(32, 1), Buffer.alloc(32, 2)),
  channels: {} as Runtime['channels'],
  log: pino({ level: 'silent' }),
});
let passed = 0;
rt.crashPoint = (name) => {
  if (name === point && ++passed === Number(count)) process.kill(process.pid, 'SIGKILL');
};
await runImport(rt, { import_id: id });
await closeRuntime(rt);
