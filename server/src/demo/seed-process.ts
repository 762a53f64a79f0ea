// The sample workspace is made in a process of its own: what a thousand people, drawn logos and months of past leave behind in
// memory, some 30 MB, goes with it, and nobody needs it again.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { closeRuntime, createLog, createRuntime } from '../create-runtime.ts';
import { seedDemo } from './seed-demo.ts';

const program = fileURLToPath(import.meta.url);

type Order = { config: Config; databaseUrl: string };
type Answer = { workspace_id: string } | { failed: string };

export type Seeder = {
  /** Makes the demo workspace and returns its id. Throws what the process said when it could not. */
  seed(order: Order): Promise<string>;
  /** Not needed after all; nothing happens when it is over already. */
  stop(): void;
};

/** Starts the process; it waits, loaded, for its one order. */
export function startSeeder(): Seeder {
  const child = fork(program, {
    serialization: 'advanced',
    execArgv: [],
    // Ctrl-C is said to us: a start that is under way ends in order, with its sample workspace whole.
    detached: process.platform !== 'win32',
  });
  let answer: Answer | undefined;
  child.once('message', (said) => (answer = said as Answer));
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  return {
    seed: async (order) => {
      // Keys and the database's password go over the channel between the two, never onto a command line.
      child.send(order, () => {});
      const end = await ended;
      if (answer && 'workspace_id' in answer) return answer.workspace_id;
      throw new Error(`The sample workspace could not be made: ${answer?.failed ?? end}`);
    },
    stop: () => {
      if (child.connected) child.disconnect();
    },
  };
}

async function followOrder({ config, databaseUrl }: Order): Promise<Answer> {
  const rt = createRuntime(config, { databaseUrl, log: createLog('silent') });
  rt.demo.enabled = true;
  try {
    return { workspace_id: await seedDemo(rt) };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    await closeRuntime(rt);
  }
}

if (process.send && process.argv[1] === program) {
  // Whoever asked is gone, and with it the database.
  process.once('disconnect', () => process.exit(1));
  process.once('message', (order: Order) => {
    void followOrder(order).then((answer) => process.send?.(answer, () => process.exit()));
  });
}
