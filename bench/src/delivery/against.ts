// The same run of this tree and of another commit in turn, A B A B: what a change costs. Each run has a PostgreSQL, a
// simulator and processes of its own. On a shared machine the time of the wall says little; the least processor time a
// message says more.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from '../support/arguments.ts';
import { readUsage, type Used } from './read-usage.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export const updatesOption = '--updates-per-callback';

type Run = { perSecond: number; ratio: number; used: Used };
export type Side = { name: string; runs: Run[] };

/** `rounds` of each, in turn. `args` are the bench's own. */
export async function runAgainst(
  ref: string,
  { rounds, size, args }: { rounds: number; size: number; args: readonly string[] },
): Promise<[Side, Side]> {
  const folder = mkdtempSync(join(tmpdir(), 'sampark-against-'));
  const tree = join(folder, 'tree');
  const commit = git('rev-parse', '--short', `${ref}^{commit}`);
  git('worktree', 'add', '--quiet', '--detach', tree, commit);
  try {
    // Hard links: the packages of one commit are those of the other, or the comparison says more than it should.
    command('cp', '-al', join(root, 'node_modules'), tree);
    const changed = spawnSync('git', [
      '-C',
      root,
      'diff',
      '--quiet',
      commit,
      '--',
      'package-lock.json',
    ]).status;
    if (changed !== 0) say(`against: the packages of ${commit} differ; both run with those of this tree`);
    const here: Side = { name: 'this tree', runs: [] };
    const there: Side = { name: commit, runs: [] };
    for (let round = 0; round < rounds; round++) {
      for (const [side, at] of [[here, root] as const, [there, tree] as const]) {
        const run = await runOnce(at, size, args);
        side.runs.push(run);
        say(
          `against: ${side.name}, ${Math.round(run.perSecond)} messages/s, ${Math.round(run.used.product)} µs of processor a message, ` +
            `${run.used.others.toFixed(1)} s of other work meanwhile`,
        );
      }
    }
    return [here, there];
  } finally {
    git('worktree', 'remove', '--force', tree);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runOnce(tree: string, size: number, given: readonly string[]): Promise<Run> {
  const bench = join(tree, 'bench/src/delivery.ts');
  const source = readFileSync(bench, 'utf8');
  const args = knownTo(source, given);
  // The rounds are ours here: the two sides take turns.
  if (source.includes("'rounds'")) args.push('--rounds', '1');
  const child = spawn(process.execPath, [bench, '--json', ...args], {
    cwd: tree,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let said = '';
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`The run in ${tree} ended with ${String(code)}: ${said.slice(-2_000)}`);
  const found = JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, number>;
  if ((found['lost'] ?? 1) + (found['doubled'] ?? 1) + (found['violations'] ?? 1) > 0)
    throw new Error(`The run in ${tree} lost, doubled or exceeded: ${out}`);
  const { engine_per_s: perSecond = Number.NaN, ratio = Number.NaN } = found;
  return { perSecond, ratio, used: readUsage(said, size) };
}

/** Before there was a choice, each update was a callback of its own: the least there is to choose. */
function knownTo(bench: string, args: readonly string[]): string[] {
  const option = args.indexOf(updatesOption);
  if (bench.includes(updatesOption.slice(2)) || option < 0) return [...args];
  if (args[option + 1] !== '1') throw new Error(`That commit has no ${updatesOption}: leave it out.`);
  return args.toSpliced(option, 2);
}

function git(...args: string[]): string {
  return command('git', '-C', root, ...args);
}

function command(name: string, ...args: string[]): string {
  const done = spawnSync(name, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${name} ${args.join(' ')}: ${done.stderr}`);
  return done.stdout.trim();
}
