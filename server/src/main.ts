// The composition list of the program `sampark`: read the settings, build the runtime, start what was asked for.
import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Command, InvalidArgumentError } from 'commander';
import type { Logger } from 'pino';
import { createLog } from './assemble-runtime.ts';
import type { VerifyFlags } from './cli/audit.ts';
import type { Runtime } from './runtime.ts';
import { ConfigError, readConfig, serverRoles, type Config, type ServerRole } from './config.ts';
import { crashPointOf } from './processes/crash-points.ts';
import { keepHeapLean } from './processes/lean-heap.ts';
import { WrongKeys } from './security/known-keys.ts';

// One thread cleans the young heap. Several share that work and wait for each other: the process that sends spent 20 of 173 µs a
// message on it, and the other roles need no more without (docs/benchmarks.md).
setFlagsFromString('--no-parallel-scavenge');
// The old heap may grow to four times what was left of it before it is looked through again. By itself V8 began at 73 to 119 MB
// where 60 had been left, and the role that counts spent up to a third of its time on marking those 60 (docs/benchmarks.md).
// `start` is everything on one machine, often a small one, and has its own way (processes/lean-heap.ts).
if (process.argv[2] !== 'start') setFlagsFromString('--heap-growing-percent=300');

/** Each connection is a process of PostgreSQL with some 12 MB of its own. */
const forOneProcess = { DATABASE_POOL: '8' };

const program = new Command('sampark')
  .description('Client engagement over WhatsApp, Telegram, Signal and iMessage, with provable delivery.')
  .showHelpAfterError()
  .addHelpText('after', '\nSettings come from the environment: see docs/configuration.md.');

program
  .command('start')
  .description('start everything: database, migrations, demo workspace, API, dashboard, workers, simulators')
  .action(async () => {
    const config = settings(forOneProcess);
    keepHeapLean();
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
  .command('agent')
  .description('report a device’s state: one JSON object a line on standard input (docs/agent.md)')
  .requiredOption('--server <url>', 'address of the server')
  .requiredOption('--device <id>', 'the device’s id')
  .option('--token-file <file>', 'file with the agent’s token; default: the variable SAMPARK_AGENT_TOKEN')
  .action(async (flags: { server: string; device: string; tokenFile?: string }) => {
    const { runAgent, AgentError } = await import('./cli/agent.ts');
    try {
      await runAgent({ ...flags, token: process.env['SAMPARK_AGENT_TOKEN'] }, process.stdin, say);
    } catch (error) {
      if (!(error instanceof AgentError)) throw error;
      say(error.message);
      process.exitCode = 1;
    }
    finish(Number(process.exitCode ?? 0));
  });

program
  .command('retention')
  .description('what has run out: what the daily removal would take, or takes now (docs/records.md)')
  .option('--dry-run', 'only say what would go')
  .option('--workspace <slug>', 'say it of this workspace; default: all')
  .action(async (flags: { dryRun?: boolean; workspace?: string }) => {
    const { showRetention } = await import('./cli/retention.ts');
    await withRuntime(async (rt) => {
      process.exitCode = await showRetention(rt, { ...flags, dryRun: flags.dryRun ?? false }, print);
    });
  });

const audit = program.command('audit').description('the audit trail');

audit
  .command('verify')
  .description('check every link of the sealed trail; exit code 1 and the first broken link where one is')
  .option('--workspace <slug>', 'only this workspace; default: all')
  .option('--from <instant>', 'only what was recorded from then on, such as 2026-11-20T10:00:00Z')
  .option('--to <instant>', 'only what was recorded until then')
  .option('--file <export>', 'an export instead of the database: nothing else is needed')
  .option('--checkpoints <file>', 'signed checkpoints to compare with; default: those in SAMPARK_DATA/audit')
  .option('--up-to <entry>', 'the file is meant to end with this entry, though more was signed since')
  .option('--messages', 'also prove that every message is in it with its decision')
  .option('--key <file>', 'public key of the checkpoints; default: the one in SAMPARK_DATA/audit')
  .action(async (flags: VerifyFlags) => {
    const { verifyExport, verifyTrail } = await import('./cli/audit.ts');
    const { file } = flags;
    await orSayWhy(async () => {
      if (file !== undefined) process.exitCode = await verifyExport({ ...flags, file }, print);
      else
        await withRuntime(async (rt, databaseUrl) => {
          process.exitCode = await verifyTrail(rt, databaseUrl, flags, print);
        });
    });
  });

audit
  .command('export')
  .description('write a workspace’s sealed trail to a file that anybody can check (docs/audit.md)')
  .requiredOption('--workspace <slug>', 'the workspace')
  .requiredOption('--file <file>', 'where to; an existing file is left alone')
  .option('--from <instant>', 'only what was recorded from then on, such as 2026-11-20T10:00:00Z')
  .option('--to <instant>', 'only what was recorded until then')
  .action(async (flags: { workspace: string; file: string; from?: string; to?: string }) => {
    const { writeExport } = await import('./cli/audit.ts');
    await orSayWhy(() => withRuntime((rt, databaseUrl) => writeExport(rt, databaseUrl, flags, print)));
  });

program
  .command('password-link <email>')
  .description('a link to a new password, for whom no colleague and no mail can help')
  .option('--without-second-step', 'takes their authenticator away as well: a lost telephone')
  .action(async (email: string, flags: { withoutSecondStep?: boolean }) => {
    const { passwordLink } = await import('./cli/password-link.ts');
    const withoutSecondStep = flags.withoutSecondStep ?? false;
    await withRuntime(async (rt) => {
      process.exitCode = await passwordLink(rt, email, { withoutSecondStep }, print);
    });
  });

const keys = program
  .command('keys')
  .description('the master keys that wrap the key of each person and seal credentials');

keys
  .command('status')
  .description('which versions there are, what hangs on each, and whether they are the ones of this database')
  .action(async () => {
    const { showKeys } = await import('./cli/keys.ts');
    await withRuntime(
      async (rt) => {
        process.exitCode = await showKeys(rt, print);
      },
      { anyKeys: true },
    );
  });

keys
  .command('rotate')
  .description(
    'make a new master key, wrap every person’s key and seal every secret with it; goes on where it was interrupted',
  )
  .action(async () => {
    const { rotate } = await import('./cli/keys.ts');
    await withRuntime(async (rt) => {
      process.exitCode = await rotate(rt, print);
    });
  });

keys
  .command('forget <version>')
  .description('remove a master key that nothing needs any more')
  .action(async (version: string) => {
    const { forget } = await import('./cli/keys.ts');
    await withRuntime(async (rt) => {
      process.exitCode = await forget(rt, Number(version), print);
    });
  });

keys
  .command('accept <name>')
  .description('give up a lost key (secret, suppression, person-1 …): what hangs on it stays closed')
  .action(async (name: string) => {
    const { accept } = await import('./cli/keys.ts');
    await withRuntime(
      async (rt) => {
        process.exitCode = await accept(rt, name, print);
      },
      { anyKeys: true },
    );
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof WrongKeys)) throw error;
  print(error.message);
  process.exitCode = 1;
}

async function orSayWhy(work: () => Promise<void>): Promise<void> {
  const { AuditError } = await import('./cli/audit.ts');
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    print(error.message);
    process.exitCode = 2;
  }
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

function settings(defaults: Readonly<Record<string, string>> = {}): Config {
  return readConfig({ ...defaults, ...process.env });
}

async function withRuntime(
  work: (rt: Runtime, databaseUrl: string) => Promise<void>,
  options: { anyKeys?: boolean } = {},
): Promise<void> {
  const { boot } = await import('./processes/boot.ts');
  const booted = await boot(settings(), { join: true, ...options });
  try {
    await work(booted.rt, booted.databaseUrl);
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

/** What is not the command's result: a pipe's reader must not mistake it for one. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function finish(code: number): void {
  // Everything was closed in order; a stray handle must not keep the program from ending.
  process.exit(code);
}
