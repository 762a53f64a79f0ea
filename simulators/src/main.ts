// The simulators as a program. Prints one line of JSON on standard output when all four are listening.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { PLATFORMS, type PlatformName } from './core/simulation.ts';
import { startSimulators, type SimulatorOptions } from './start.ts';

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
    'callback-pipelining': { type: 'string' },
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
  ...numeric('callbackPipelining', values['callback-pipelining']),
};

interface Running {
  urls: Partial<Record<PlatformName, string>>;
  close(): Promise<unknown>;
}

/** Each platform on a thread of this process: on several cores they do not wait for one another. */
async function startThreads(): Promise<Running> {
  const urls: Partial<Record<PlatformName, string>> = {};
  const started = PLATFORMS.map(async (name) => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: { name, options } });
    const [url] = (await once(worker, 'message')) as [string];
    urls[name] = url;
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
