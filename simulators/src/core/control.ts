// The operator's side of a simulator, under /_control/: what it received, and how it should behave.
// Loopback only and without a password, because the server itself listens on loopback only.
import { defaultBehaviour, patchBehaviour } from './behaviour.ts';
import type { Call } from './http.ts';
import { isObject, numberOf, objectOf, parseJson, textOf } from './json.ts';
import type { ControlHandler, Platform, Simulation } from './simulation.ts';

/** Processor time of the whole process, for a bench that wants to know who was busy. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Told to the caller as is. */
export class ControlError extends Error {
  readonly status: number;
  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

/** Reads a required text field of a control request. */
export function required(body: Record<string, unknown>, ...names: string[]): string {
  for (const name of names) {
    const value = textOf(body[name]);
    if (value !== undefined && value !== '') return value;
  }
  throw new ControlError(`missing ${names.join(' or ')}`);
}

/** One account or many: `{…}`, `[…]` and `{accounts: […]}` are all taken. */
export function itemsOf(body: Record<string, unknown>, name: string): Record<string, unknown>[] {
  const list = body[name] ?? body['items'];
  return Array.isArray(list) ? list.map(objectOf) : [body];
}

export function controlTable(simulation: Simulation, platform: Platform): Record<string, ControlHandler> {
  const { ledger } = simulation;
  return {
    'GET health': () => ({
      ok: true,
      platform: simulation.name,
      now: new Date(simulation.now()).toISOString(),
      callbacks: {
        backlog: simulation.callbacks.backlog,
        sent: simulation.callbacks.sent,
        failed: simulation.callbacks.failed,
        updates: simulation.callbacks.updates,
      },
      memory_mb: Math.round(process.memoryUsage.rss() / 1_048_576),
      cpu_seconds: cpuSeconds(),
    }),
    'GET ledger': (_body, query) =>
      query.get('summary') === '1'
        ? ledger.summary()
        : { ...ledger.summary(), messages: [...ledger.messages()] },
    'DELETE ledger': () => {
      ledger.reset();
      return { ok: true };
    },
    'GET behaviour': () => simulation.behaviour,
    'PATCH behaviour': (body) => {
      const next = patchBehaviour(simulation.behaviour, body);
      if (typeof next === 'string') throw new ControlError(next);
      simulation.behaviour = next;
      return next;
    },
    'POST reset-behaviour': () => {
      simulation.behaviour = defaultBehaviour();
      simulation.forced.length = 0;
      return simulation.behaviour;
    },
    'POST fail': (body) => {
      const code = body['code'];
      if (typeof code !== 'string' && typeof code !== 'number') throw new ControlError('missing code');
      simulation.forced.push({ code, left: numberOf(body['count']) ?? 1, account: textOf(body['account']) });
      return { ok: true };
    },
    ...platform.control,
  };
}

/** The ledger line by line: the whole of it as one JSON text would not fit in memory after a long soak. */
function streamLedger(call: Call, simulation: Simulation): void {
  const stream = call.stream('application/x-ndjson; charset=utf-8');
  stream.write(`${JSON.stringify(simulation.ledger.summary())}\n`);
  const lines = simulation.ledger.messages();
  const more = (): void => {
    for (;;) {
      let batch = '';
      for (let count = 0; count < 500; count += 1) {
        const { value, done } = lines.next();
        if (done) return stream.end(batch);
        batch += `${JSON.stringify(value)}\n`;
      }
      if (!stream.write(batch)) break;
    }
    stream.drained(more);
  };
  more();
}

export async function runControl(
  table: Record<string, ControlHandler>,
  method: string,
  name: string,
  body: unknown,
  query: URLSearchParams,
): Promise<unknown> {
  const handler = table[`${method} ${name}`];
  if (!handler) throw new ControlError(`no ${method} /_control/${name} here`, 404);
  const input = Array.isArray(body) ? { items: body } : body === undefined ? {} : body;
  if (!isObject(input)) throw new ControlError('the body must be a JSON object or array');
  return handler(input, query);
}

export function answerControl(
  call: Call,
  simulation: Simulation,
  table: Record<string, ControlHandler>,
): void {
  const name = call.path.slice('/_control/'.length).replace(/\/$/, '');
  if (call.method === 'GET' && name === 'ledger' && call.query.get('format') === 'ndjson') {
    streamLedger(call, simulation);
    return;
  }
  const body = call.body === '' ? undefined : (parseJson(call.body) ?? null);
  runControl(table, call.method, name, body, call.query).then(
    (result) => call.json(200, result),
    (error: unknown) => {
      if (!(error instanceof ControlError)) process.stderr.write(`control: ${String(error)}\n`);
      call.json(error instanceof ControlError ? error.status : 500, {
        error: (error as Error).message,
      });
    },
  );
}
