// Runs on the host's Node 20 or later, before anything is installed: no dependencies here.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const windows = process.platform === 'win32';

export function inRoot(...parts) {
  return join(root, ...parts);
}

/** Progress for people: standard error, so that standard output stays for results. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** An expected failure: its text is all the user needs. */
export class Refusal extends Error {}

/** Seconds since the process started, as shown in front of progress lines. */
export function elapsed() {
  return `${(performance.now() / 1000).toFixed(1).padStart(5)} s`;
}

/**
 * The Node 24 that npm installed for us; a host that has 24 or later can stand in for it.
 * `undefined` when neither is there.
 */
export function findNode24() {
  const installed = inRoot('node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  if (majorVersion(installed) === 24) return installed;
  const host = hostNode();
  return majorVersion(host) >= 24 ? host : undefined;
}

export function node24() {
  const found = findNode24();
  if (found) return found;
  throw new Refusal('Node 24 is missing in node_modules. Remove node_modules and run "npm ci".');
}

export function majorVersion(executable) {
  if (executable === process.execPath) return Number(process.versions.node.split('.')[0]);
  if (!existsSync(executable)) return 0;
  const { status, stdout } = spawnSync(executable, ['--version'], { encoding: 'utf8' });
  return status === 0 ? Number(/^v(\d+)\./.exec(stdout)?.[1] ?? 0) : 0;
}

/**
 * The Node the host has, not the one in node_modules: npm puts that first on the path of its scripts, and
 * while packages are installed it disappears.
 */
export function hostNode() {
  const candidates = [process.env.npm_node_execpath, process.execPath];
  for (const folder of hostPath().split(delimiter))
    candidates.push(join(folder, windows ? 'node.exe' : 'node'));
  return candidates.find((path) => path && existsSync(path) && !isOurs(path)) ?? process.execPath;
}

/** PATH without the folders that npm put in front for this project. */
export function hostPath() {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder && !isOurs(folder))
    .join(delimiter);
}

function isOurs(path) {
  try {
    return realpathSync(path).startsWith(realpathSync(inRoot('node_modules')));
  } catch {
    return path.startsWith(inRoot('node_modules'));
  }
}

/** Runs a program while others work, which go first; returns its exit code and all it said. */
export function runBeside(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, said }));
    try {
      setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // It is over already, or the system does not let us.
    }
  });
}

/**
 * Runs a program to its end in our terminal and returns its exit code. Signals we get are passed on, and the
 * program decides what they mean: it may have work to finish.
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
    // A Ctrl-C reaches the child from the terminal itself; passing it on again would look like a second one.
    const forward = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of signals) process.on(signal, forward);
    const finish = () => signals.forEach((signal) => process.off(signal, forward));
    child.once('error', (error) => {
      finish();
      reject(error);
    });
    child.once('close', (code, signal) => {
      finish();
      resolve(code ?? 128 + (signalNumbers[signal] ?? 1));
    });
  });
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 };

/**
 * Hands this process over to a program that runs for long: no idle second Node in memory, and signals and the
 * exit code are the program's own. A host Node without `execve` (before 22.15, Windows) stays as a go-between.
 */
export function become(program, args, options) {
  const cwd = options.cwd ?? root;
  if (typeof process.execve !== 'function' || windows) return run(program, args, { ...options, cwd });
  process.chdir(cwd);
  // Node says that execve is experimental; the user did not ask.
  process.removeAllListeners('warning');
  return process.execve(program, [program, ...args], options.env);
}

/** The environment for the server. A relative data folder is meant from the project, wherever one stands. */
export function serverEnvironment() {
  return { ...process.env, SAMPARK_DATA: resolve(root, process.env.SAMPARK_DATA || '.sampark') };
}

/** Runs `main` and ends the process with its code; expected failures show their text without a stack. */
export async function finish(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    say(error instanceof Refusal ? `\n${error.message}` : (error?.stack ?? String(error)));
    process.exitCode = 1;
  }
}
