// The simulators as a program. Prints one line of JSON on standard output when all four are listening.
import { parseArgs } from 'node:util';
import { startSimulators } from './start.ts';

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
    'exit-with-parent': { type: 'boolean', default: false },
  },
});

/** A numeric setting, present only when its flag is. */
function numeric<Name extends string>(name: Name, flag: string | undefined): Partial<Record<Name, number>> {
  return flag === undefined ? {} : ({ [name]: Number(flag) } as Partial<Record<Name, number>>);
}

const simulators = await startSimulators({
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
});

async function stop(): Promise<void> {
  await simulators.close();
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
if (values['exit-with-parent']) {
  // A parent that dies closes our standard input, whatever killed it.
  process.stdin.on('end', () => void stop());
  process.stdin.on('close', () => void stop());
  process.stdin.resume();
}
process.stdout.write(`${JSON.stringify({ ready: true, urls: simulators.urls })}\n`);
