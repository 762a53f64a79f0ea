// Keys made on first start and kept beside the data, readable by the process's own user only.
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** 32 bytes from DATA/keys/NAME.key, made when missing. Two processes that start together get the same key. */
export function loadKey(dataDir: string, name: string): Buffer {
  const folder = join(dataDir, 'keys');
  const path = join(folder, `${name}.key`);
  const found = read(path);
  if (found) return found;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = join(folder, `.${name}.${process.pid}.${randomBytes(4).toString('hex')}`);
  writeFileSync(fresh, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    // A link appears whole or not at all, and never replaces one that is there.
    linkSync(fresh, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    rmSync(fresh, { force: true });
  }
  const key = read(path);
  if (!key) throw new Error(`The key ${path} could not be made`);
  return key;
}

function read(path: string): Buffer | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) throw new Error(`${path} does not hold a key (32 bytes in base64)`);
  return key;
}
