// BlueBubbles' answer envelope: status repeated in the body, a type and a message for every error.
import type { Call } from '../core/http.ts';

const ERRORS: Record<string, [status: number, message: string]> = {
  'Validation Error': [400, "You've made a bad request! Please check your request params & body"],
  'Authentication Error': [401, 'You are not authorized to access this resource'],
  'Not Found': [404, 'The requested resource was not found'],
  'Server Error': [500, 'The server has encountered an error'],
  'iMessage Error': [500, 'iMessage has encountered an error'],
  'Database Error': [500, 'The database has encountered an error'],
  'Gateway Timeout': [504, 'The server took too long to respond'],
};

export function succeed(call: Call, message: string, data?: unknown, metadata?: unknown): void {
  const answer: Record<string, unknown> = { status: 200, message };
  if (data !== undefined) answer['data'] = data;
  if (metadata !== undefined) answer['metadata'] = metadata;
  call.json(200, answer);
}

/** The answer to a send, whose message is JSON text already: its event says the same. */
export function succeedWithText(call: Call, message: string, data: string): void {
  const text = `{"status":200,"message":${JSON.stringify(message)},"data":${data}}`;
  call.send(200, 'application/json; charset=utf-8', text);
}

export function refuse(call: Call, type: string, error: string, data?: unknown, message?: string): void {
  const [status, standard] = ERRORS[type] ?? [500, 'Server Error'];
  // A missing resource is a "Database Error" by type and a 404 by status.
  const shown = type === 'Not Found' ? 'Database Error' : type;
  call.json(status, {
    ...{ status, message: message ?? standard, error: { type: shown, message: error } },
    ...(data === undefined ? {} : { data }),
  });
}
