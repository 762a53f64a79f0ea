// The simulators as a program. Prints one line of JSON on standard output when all four are listening.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { PlatformName } from './core/simulation.ts';
import { startSimulators, type SimulatorOptions } from './start.ts';

// As in the program itself: several threads that clean one young heap wait for each other, and an old one may grow to four
// times what was left of it before it is looked through again.
setFlagsFromString('--no-parallel-scavenge');
setFlagsFromString('--heap-growing-percent=300');

const { values } = parseArgs({
  options: {
    'whatsapp-port': { type: 'string', default: '0' },
    'telegram-port': { type: 'string', default: '0' },
    'signal-port': { type: 'string', default: '0' },
    'imessage-port': { type: 'string', default: '0' },
    data: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'ledger-limit': { type: 'string' },
    'callback-connections': { type: 'string' },
    'updates-per-callback': { type: 'string' },
    threads: { type: 'boolean', default: false },
    'exit-with-parent': { type: 'boolean', default: false },
  },
});

/** A numeric setting, present only when its flag is. */
function numeric<Name extends string>(name: Name, flag: string | undefined): Partial<Record<Name, number>> {
  return flag === undefined ? {} : ({ [name]: Number(flag) } as Partial<Record<Name, number>>);
}

const options: SimulatorOptions = {
  ports: {
    whatsapp: Number(values['whatsapp-port']),
    telegram: Number(values['telegram-port']),
    signal: Number(values['signal-port']),
    imessage: Number(values['imessage-port']),
  },
  seed: Number(values.seed),
  ...(values.data === undefined ? {} : { dataDir: values.data }),
  ...numeric('ledgerLimit', values['ledger-limit']),
  ...numeric('callbackConnections', values['callback-connections']),
  ...numeric('updatesPerCallback', values['updates-per-callback']),
};

interface Running {
  urls: Partial<Record<PlatformName, string>>;
  close(): Promise<unknown>;
}

/**
 * The platforms on two threads, a busy one and a quiet one on each: on several cores they do not wait for one another.
 * Not a thread for each: every thread compiles the common code again and has a heap of its own.
 */
const THREADS: readonly PlatformName[][] = [
  ['whatsapp', 'telegram'],
  ['imessage', 'signal'],
];

/** Nearly everything dies young, so more room for the young is only more memory to walk through. */
const YOUNG_MB = 24;

async function startThreads(): Promise<Running> {
  const urls: Partial<Record<PlatformName, string>> = {};
  const started = THREADS.map(async (only) => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: { only, options },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    const [own] = (await once(worker, 'message')) as [Record<PlatformName, string>];
    for (const name of only) urls[name] = own[name];
    return worker;
  });
  const workers = await Promise.all(started);
  const close = (): Promise<unknown> =>
    Promise.all(
      workers.map((worker) => {
        worker.postMessage('close');
        return once(worker, 'exit');
      }),
    );
  return { urls, close };
}

const running: Running = values.threads ? await startThreads() : await startSimulators(options);
let stopping: Promise<unknown> | undefined;
function stop(): void {
  stopping ??= running.close().finally(() => process.exit(0));
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (values['exit-with-parent']) {
  // A parent that dies closes our standard input, whatever killed it.
  process.stdin.on('end', stop);
  process.stdin.on('close', stop);
  process.stdin.resume();
}
process.stdout.write(`${JSON.stringify({ ready: true, urls: running.urls })}\n`);
