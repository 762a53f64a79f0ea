// signal-cli's HTTP daemon: JSON-RPC in, server-sent events out, several accounts, no authentication.
// Guaranteed: a notification gets 201 and no body, everything else 200, whatever the command came to.
import type { AnswerStream, Call } from '../core/http.ts';
import { isObject, objectOf, parseJson } from '../core/json.ts';
import type { Platform, Simulation } from '../core/simulation.ts';
import { SignalAccounts } from './accounts.ts';
import { commandTable } from './commands.ts';
import { signalControl } from './control.ts';
import { Envelopes } from './envelopes.ts';
import { INTERNAL_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, PARSE_ERROR, RpcError } from './rpc-error.ts';

const KEEP_ALIVE_MS = 15_000;

export function createSignal(simulation: Simulation): Platform {
  const accounts = new SignalAccounts(simulation);
  const envelopes = new Envelopes(simulation, accounts);
  const commands = commandTable({ simulation, accounts, envelopes });

  const failure = (id: unknown, error: RpcError): unknown => ({
    ...{
      jsonrpc: '2.0',
      error: {
        code: error.code,
        message: error.message,
        ...(error.data === undefined ? {} : { data: error.data }),
      },
    },
    id: id ?? null,
  });

  /** One request's response, or undefined for a notification. */
  const execute = (call: Call, request: unknown, key: () => string): unknown => {
    if (!isObject(request) || request['jsonrpc'] !== '2.0' || typeof request['method'] !== 'string') {
      const id = isObject(request) ? request['id'] : null;
      return failure(id, new RpcError(INVALID_REQUEST, 'Invalid request'));
    }
    const { id, method } = request;
    const command = commands[method];
    const settle = (): unknown => {
      if (!command) return failure(id, new RpcError(METHOD_NOT_FOUND, 'Method not implemented'));
      try {
        return { jsonrpc: '2.0', result: command(call, objectOf(request['params']), key()), id };
      } catch (error) {
        if (error instanceof RpcError) return failure(id, error);
        return failure(id, new RpcError(INTERNAL_ERROR, String(error)));
      }
    };
    const response = settle();
    return id === undefined || id === null ? undefined : response;
  };

  const rpc = (call: Call): void => {
    if (call.method !== 'POST') return call.send(405, 'text/plain', '');
    if (!(call.header('content-type') ?? '').startsWith('application/json'))
      return call.send(415, 'text/plain', '');
    const body = parseJson(call.body);
    if (body === undefined)
      return call.json(200, failure(null, new RpcError(PARSE_ERROR, 'Unable to parse json')));
    if (!Array.isArray(body)) {
      const response = execute(call, body, () => simulation.headerKey(call));
      return response === undefined ? call.send(201, 'application/json', '') : call.json(200, response);
    }
    if (body.length === 0) return call.json(200, failure(null, new RpcError(INVALID_REQUEST, 'Empty batch')));
    // One header cannot name several messages, so a batch is told apart by its request ids.
    const header = call.header('idempotency-key');
    const responses = body
      .map((request, index) => execute(call, request, () => batchKey(header, request, index)))
      .filter((response) => response !== undefined);
    return responses.length === 0 ? call.send(201, 'application/json', '') : call.json(200, responses);
  };

  const batchKey = (header: string | undefined, request: unknown, index: number): string => {
    const id = objectOf(request)['id'];
    if (typeof id === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}/i.test(id)) return id;
    return header === undefined ? simulation.ledger.unnamedKey('signal') : `${header}#${index}`;
  };

  const events = (call: Call): void => {
    if (call.method !== 'GET') return call.send(405, 'text/plain', '');
    const name = call.query.get('account');
    const account = name === null ? undefined : accounts.byNumber.get(name);
    if (name !== null && !account) return call.send(400, 'text/plain', '');
    const response = call.stream('text/event-stream');
    response.write(':\n');
    const heard = account ? [account] : [...accounts.byNumber.values()];
    for (const one of heard) accounts.attach(one, response);
    if (!account) everything.add(response);
    let timer = simulation.clock.after(KEEP_ALIVE_MS, function beat() {
      response.write(':\n');
      timer = simulation.clock.after(KEEP_ALIVE_MS, beat);
    });
    call.onClose(() => {
      timer.cancel();
      everything.delete(response);
      for (const one of accounts.byNumber.values()) one.receivers.delete(response);
    });
  };
  /** Streams opened without an account also hear accounts made later. */
  const everything = new Set<AnswerStream>();

  return {
    handle(call) {
      if (!simulation.admit(call, (refused) => refused.send(503, 'text/plain', ''))) return undefined;
      if (call.path === '/api/v1/rpc') return rpc(call);
      if (call.path === '/api/v1/events') return events(call);
      if (call.path === '/api/v1/check') {
        return call.method === 'GET' ? call.send(200, 'text/plain', '') : call.send(405, 'text/plain', '');
      }
      return call.send(404, 'text/plain', '');
    },
    control: signalControl(simulation, accounts, envelopes, (account) => {
      for (const response of everything) accounts.attach(account, response);
    }),
    save() {
      accounts.saveState();
      return [];
    },
    resume: (task) => envelopes.resume(task),
  };
}
