import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What has to be remembered between starts. Kept in a file that only we can read. */
export type Secrets = { admin: string; owner: string; app: string; port?: number };

/** The three roles, from most to least powerful. */
export const ROLES = { admin: 'postgres', owner: 'sampark_owner', app: 'sampark_app' } as const;

/** Nobody signs in as this one: connections of `app` that answer requests take it on. */
export const API_ROLE = 'sampark_api';

const FILE = 'secrets.json';

export function loadSecrets(folder: string): Secrets | undefined {
  const path = join(folder, FILE);
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Secrets;
  } catch (error) {
    throw new Error(`${path} cannot be read; it was written by another user or is damaged.`, {
      cause: error,
    });
  }
}

export function newSecrets(): Secrets {
  // Hexadecimal needs no escaping in addresses, files or SQL.
  const password = () => randomBytes(24).toString('hex');
  return { admin: password(), owner: password(), app: password() };
}

export function saveSecrets(folder: string, secrets: Secrets): void {
  const path = join(folder, FILE);
  const partial = `${path}.partial`;
  writeFileSync(partial, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  const { uid, gid } = statSync(folder);
  if (process.getuid?.() === 0 && uid !== 0) chownSync(partial, uid, gid);
  renameSync(partial, path);
}

/** `socket`: the folder of PostgreSQL's socket file (socket-folder.ts); over TCP without one. */
export function connectionUrl(
  secrets: Secrets,
  role: keyof typeof ROLES,
  database: string,
  socket?: string,
): string {
  const host = socket === undefined ? '127.0.0.1' : encodeURIComponent(socket);
  return `postgres://${ROLES[role]}:${secrets[role]}@${host}:${secrets.port}/${database}`;
}
