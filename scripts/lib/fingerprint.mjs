import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One hash over the names and contents of these files and folders; what is missing counts as missing. */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) add(hash, path);
  return hash.digest('hex');
}

function add(hash, path) {
  if (!existsSync(path)) {
    hash.update(`missing ${path}\n`);
  } else if (statSync(path).isDirectory()) {
    const names = readdirSync(path).filter((name) => name !== 'node_modules' && name !== 'dist');
    for (const name of names.sort()) add(hash, join(path, name));
  } else {
    hash.update(`${path}\n`).update(readFileSync(path)).update('\n');
  }
}

/** Whether `stamp` holds exactly `expected`. */
export function stampMatches(stamp, expected) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === expected;
}
