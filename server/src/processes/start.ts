// `sampark start` and `sampark serve`: everything in one process, or some roles of it, until a signal asks to stop.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FolderInUse } from '../db/embedded/folder-lock.ts';
import { serverRoles, type Config, type ServerRole } from '../config.ts';
import { connectDemo } from '../demo/connect-demo.ts';
import { demoLogins, demoPassword } from '../demo/seed-demo.ts';
import { startSeeder } from '../demo/seed-process.ts';
import type { Logger } from 'pino';
import type { Runtime } from '../runtime.ts';
import { setupCode, setupNeeded } from '../workspaces/set-up.ts';
import { boot } from './boot.ts';
import { serve } from './serve.ts';

export type StartOptions = {
  roles?: readonly ServerRole[];
  /** Join a database that another process of this folder runs. */
  join?: boolean;
  print: (line: string) => void;
  /** Resolves when the process should stop; default: SIGINT or SIGTERM. */
  until?: Promise<unknown>;
  crashPoint?: (name: string) => void;
  /** Default: lines of JSON on standard output. */
  log?: Logger;
};

export type Started = { rt: Runtime; url: string | undefined; stop(): Promise<void> };

/** Starts and returns; `runUntilStopped` below waits for the signal. */
export async function start(config: Config, options: StartOptions): Promise<Started> {
  const began = Date.now();
  const say = (line: string) =>
    options.print(`  ${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`);
  const roles = options.roles ?? serverRoles;
  const all = roles.length === serverRoles.length;
  const seeder = all && isFirstDemo(config) ? startSeeder() : undefined;
  const booted = await boot(config, {
    progress: say,
    ...(options.join ? { join: true } : {}),
    ...(options.log ? { log: options.log } : {}),
  }).catch((error: unknown) => {
    seeder?.stop();
    throw error;
  });
  const { rt } = booted;
  if (options.crashPoint) rt.crashPoint = options.crashPoint;
  const stops: (() => Promise<void>)[] = [() => booted.stop()];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    // Only the process that owns everything runs the demo; further roles join what it made.
    const demo =
      rt.demo.enabled && all
        ? await connectDemo(rt, { databaseUrl: booted.databaseUrl, seeder, say })
        : undefined;
    if (demo) stops.push(() => demo.stop());
    const serving = await serve(rt, roles);
    stops.push(() => serving.stop());
    if (demo) {
      say('Connecting the simulators');
      const running = await demo.begin();
      stops.push(() => running.stop());
      rt.demo.stop = async () => {
        await running.stop();
        await demo.stop();
      };
    }
    // Asked before it is said to be ready: from there on a database that goes away ends nothing.
    const unset = serving.url !== undefined && !rt.demo.enabled && (await setupNeeded(rt));
    say(`Ready: ${serving.url ?? roles.join(', ')}`);
    if (demo && serving.url) printLogins(options.print, serving.url);
    if (unset) {
      options.print(
        `  No workspace yet. Make one with \`npm run sampark -- init\`, or over the API with the code ${setupCode(rt)}`,
      );
    }
    return { rt, url: serving.url, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    seeder?.stop();
  }
}

/** Then the process that makes the sample workspace loads while the database is being made. */
function isFirstDemo(config: Config): boolean {
  return config.demo !== 'off' && config.databaseUrl === '' && !existsSync(join(config.dataDir, 'postgres'));
}

export async function runUntilStopped(config: Config, options: StartOptions): Promise<number> {
  const asked = options.until ?? stopSignal();
  let started: Started;
  try {
    started = await start(config, options);
  } catch (error) {
    if (error instanceof FolderInUse) {
      options.print(error.message);
      return 1;
    }
    if ((error as { code?: string }).code === 'EADDRINUSE') {
      options.print(
        `PORT: ${config.port} is taken by another program. Stop it, or start with another port: PORT=4401 npm start`,
      );
      return 1;
    }
    throw error;
  }
  await asked;
  options.print('  Stopping: sends under way are finished first');
  await started.stop();
  options.print('  Stopped. Everything is kept; start again to go on.');
  return 0;
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt = 0;
    process.on('SIGINT', () => {
      // A second Ctrl-C means now; leases and intents make that safe. npm passes one key press on twice.
      if (askedAt > 0 && Date.now() - askedAt > 1_000) process.exit(130);
      askedAt ||= Date.now();
      resolve();
    });
    process.on('SIGTERM', () => resolve());
  });
}

function printLogins(print: (line: string) => void, url: string): void {
  const address = url.replace('[::1]', '127.0.0.1');
  print('');
  print(`  Sampark is running:  ${address}`);
  print('');
  print(`  Demo logins (password ${demoPassword}):`);
  for (const { email, role } of demoLogins) print(`    ${email.padEnd(34)} ${roleText[role]}`);
  print('');
  print(
    '  All messages go to simulators. Quiet hours are off in the demo workspace. Ctrl-C stops; nothing is lost.',
  );
  print('');
}

const roleText = {
  admin: 'administrator',
  standard: 'portfolio manager',
  compliance: 'compliance officer',
} as const;
