import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo } from './account.ts';
import { binary } from './binaries.ts';
import type { Place } from './place.ts';
import { postgresEnvironment } from './postmaster.ts';
import { ROLES } from './secrets.ts';

/**
 * Makes an empty cluster. It is built under another name and renamed when complete, so a start that was
 * interrupted half-way leaves nothing that looks like a database.
 */
export async function initialise(place: Place, password: string, options: { sync: boolean }): Promise<void> {
  const draft = `${place.cluster}.draft`;
  const passwordFile = join(place.folder, 'initial-password');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  giveTo(place.account, draft);
  try {
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    giveTo(place.account, passwordFile);
    await run(place, draft, [
      `--pwfile=${passwordFile}`,
      `--username=${ROLES.admin}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(options.sync ? [] : ['--no-sync']),
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, place.cluster);
}

export function isInitialised(place: Place): boolean {
  return existsSync(join(place.cluster, 'PG_VERSION'));
}

function run(place: Place, folder: string, options: string[]): Promise<void> {
  const program = binary(place.binaries, 'initdb');
  return new Promise((resolve, reject) => {
    const child = spawn(program, [`--pgdata=${folder}`, ...options], {
      ...place.account,
      cwd: '/',
      env: postgresEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`The database could not be created (initdb, code ${code}).\n${said}`)),
    );
  });
}
