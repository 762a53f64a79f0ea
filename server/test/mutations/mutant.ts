// A copy of the source with one safeguard removed, and the simulation run from it. The product's own files are never
// touched.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bias } from '../simulation/world.ts';
import type { Mutation } from './mutations.ts';

const root = join(import.meta.dirname, '../../..');

export type Run = { code: number; output: string };

/** Removes a safeguard from a copy; returns how to put it back. */
export function remove(folder: string, mutation: Mutation): () => void {
  const files = new Set(mutation.edits.map(({ file }) => join(folder, file)));
  const before = new Map([...files].map((path) => [path, readFileSync(path, 'utf8')]));
  mutate(folder, mutation);
  return () => {
    for (const [path, text] of before) writeFileSync(path, text);
  };
}

/** Throws when a text to replace is not there exactly once: the safeguard has moved, and so must its entry. */
export function mutate(folder: string, { name, edits }: Mutation, options = { write: true }): void {
  for (const { file, find, replace } of edits) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    const found = text.split(find).length - 1;
    if (found !== 1)
      throw new Error(
        `Mutation "${name}": the text to remove is in ${file} ${found} times, expected once. If the safeguard moved, update server/test/mutations/mutations.ts:\n${find}`,
      );
    if (options.write)
      writeFileSync(
        path,
        text.replace(find, () => replace),
      );
  }
}

/** Our source as it is, in a folder of its own. Packages are shared with the original. */
export function copySource(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sampark-mutant-'));
  const wanted = ['package.json', 'server/package.json', 'server/src', 'server/test', 'server/migrations'];
  for (const part of wanted) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

export async function runSeeds(
  folder: string,
  database: { adminUrl: string; appUrl: string },
  first: number,
  count: number,
  bias: Bias = {},
): Promise<Run> {
  const env = {
    ...process.env,
    ...{ SIM_ADMIN_URL: database.adminUrl, SIM_APP_URL: database.appUrl, SIM_BIAS: JSON.stringify(bias) },
    // The copy stays in one place, and most of it is the same in each: see mutations.test.ts.
    NODE_COMPILE_CACHE: join(tmpdir(), 'sampark-compile-cache'),
    TZ: 'UTC',
  };
  const args = [join(folder, 'server/test/simulation/run.ts'), String(first), String(count)];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: folder,
      env,
      maxBuffer: 64_000_000,
    });
    return { code: 0, output: stdout };
  } catch (error) {
    const failed = error as { code?: number; stdout?: string; stderr?: string };
    return { code: failed.code ?? -1, output: `${failed.stdout ?? ''}${failed.stderr ?? ''}` };
  }
}

export function removeCopy(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
