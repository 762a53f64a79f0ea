// The composition list of the program `sampark`: read the settings, build the runtime, start what was asked for.
import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { Logger } from 'pino';
import { createLog } from './assemble-runtime.ts';
import type { Runtime } from './runtime.ts';
import { ConfigError, readConfig, serverRoles, type Config, type ServerRole } from './config.ts';
import { crashPointOf } from './processes/crash-points.ts';

const program = new Command('sampark')
  .description('Client engagement over WhatsApp, Telegram, Signal and iMessage, with provable delivery.')
  .showHelpAfterError()
  .addHelpText('after', '\nSettings come from the environment: see docs/configuration.md.');

program
  .command('start')
  .description('start everything: database, migrations, demo workspace, API, dashboard, workers, simulators')
  .action(async () => {
    const config = settings();
    const { runUntilStopped } = await import('./processes/start.ts');
    finish(await runUntilStopped(config, { print, log: logToFile(config) }));
  });

program
  .command('serve')
  .description('start some or all roles of the server')
  .option('--roles <list>', `comma separated: ${serverRoles.join(', ')}`, parseRoles, [...serverRoles])
  .action(async ({ roles }: { roles: ServerRole[] }) =>
    finish(
      await (
        await import('./processes/start.ts')
      ).runUntilStopped(settings(), { roles, join: true, print, ...crashing() }),
    ),
  );

program
  .command('migrate')
  .description('bring the database schema up to date and stop')
  .action(async () => {
    const { boot } = await import('./processes/boot.ts');
    const booted = await boot(settings(), { join: true, progress: print });
    await booted.stop();
    print('The schema is up to date.');
  });

program
  .command('init')
  .description('make a real workspace with its own first administrator')
  .option('--name <name>', 'name of the workspace')
  .option('--email <address>', 'e-mail of the administrator')
  .option('--admin-name <name>', 'name of the administrator')
  .option('--country <code>', 'default country of phone numbers, such as BD')
  .option('--time-zone <zone>', 'such as Asia/Dhaka')
  .option('--password-stdin', 'read the password from standard input')
  .action(async (flags: Record<string, string | boolean>) => {
    const { init, InitError } = await import('./cli/init.ts');
    await withRuntime(async (rt) => {
      try {
        await init(rt, flags);
      } catch (error) {
        if (!(error instanceof InitError)) throw error;
        print(error.message);
        process.exitCode = 1;
      }
    });
  });

program
  .command('import <file>')
  .description('import contacts from a CSV file')
  .option('--workspace <slug>', 'workspace to import into', 'demo')
  .option('--user <email>', 'whose book the people go to', 'pm@demo.sampark.test')
  .option('--mapping <json>', 'columns by field, such as {"phone":"Mobile"}')
  .option('--country <code>', 'country of numbers without a country code')
  .action(async (file: string, flags: Record<string, string>) => {
    const { importFile } = await import('./cli/import.ts');
    await withRuntime(async (rt) => {
      const done = await importFile(rt, { file, ...flags } as Parameters<typeof importFile>[1], print);
      process.exitCode = done ? 0 : 1;
    });
  });

program
  .command('demo')
  .description('run the main job without a browser: import, create, launch, follow')
  .requiredOption('--contacts <file>', 'CSV file of contacts')
  .option('--country <code>', 'country of numbers without a country code')
  .option('--url <address>', 'a running demo to use; default: one of its own, thrown away afterwards')
  .action(async (flags: { contacts: string; country?: string; url?: string }) => {
    const { runDemoCampaign } = await import('./cli/demo.ts');
    finish(await runDemoCampaign(settings(), flags, print));
  });

program
  .command('audit')
  .description('the audit trail')
  .command('verify')
  .description('check the chain of the audit trail (comes with the compliance release)')
  .action(() => {
    print('The sealed audit trail is not part of this version yet: nothing was verified.');
    process.exitCode = 2;
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  print(error.message);
  process.exitCode = 1;
}

/** A person reads this terminal: the log goes to a file, of which the last 50 MB and the one before are kept. */
function logToFile(config: Config): Logger {
  const file = join(config.dataDir, 'sampark.log');
  if (existsSync(file) && statSync(file).size > 50 * 1024 * 1024) renameSync(file, `${file}.1`);
  return createLog(config.logLevel, file);
}

/** For tests that kill the program at a named point. */
function crashing(): { crashPoint?: (name: string) => void } {
  const crashPoint = crashPointOf(process.env['SAMPARK_CRASH_AT']);
  return crashPoint ? { crashPoint } : {};
}

function settings(): Config {
  return readConfig(process.env);
}

async function withRuntime(work: (rt: Runtime) => Promise<void>): Promise<void> {
  const { boot } = await import('./processes/boot.ts');
  const booted = await boot(settings(), { join: true });
  try {
    await work(booted.rt);
  } finally {
    await booted.stop();
  }
}

function parseRoles(value: string): ServerRole[] {
  const roles = value.split(',').map((one) => one.trim());
  const wrong = roles.find((one) => !serverRoles.some((role) => role === one));
  if (wrong !== undefined)
    throw new InvalidArgumentError(`"${wrong}" is not one of ${serverRoles.join(', ')}.`);
  return roles as ServerRole[];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function finish(code: number): void {
  // Everything was closed in order; a stray handle must not keep the program from ending.
  process.exit(code);
}
