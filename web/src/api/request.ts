// One request to our own API. Throws ApiProblem when the server says no and Unreachable when nobody answers.
import { problemOf, Unreachable } from './problem.ts';

const timeoutMs = 20_000;

export type RequestOptions = {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  body?: unknown;
  /** A file instead of JSON; its type goes along. */
  rawBody?: Blob;
  token?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Goes on when the page is closed meanwhile. */
  keepalive?: boolean;
};

export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const response = await open(path, {
    ...options,
    signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
  });
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** The response as soon as its head is there: for streams. */
export async function open(path: string, options: RequestOptions): Promise<Response> {
  const headers = new Headers({ accept: 'application/json, text/event-stream', ...options.headers });
  if (options.token) headers.set('authorization', `Bearer ${options.token}`);
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  if (options.rawBody) headers.set('content-type', options.rawBody.type);
  let response: Response;
  try {
    response = await fetch(path, {
      method: options.method ?? 'GET',
      headers,
      credentials: 'same-origin',
      ...(options.rawBody ? { body: options.rawBody } : {}),
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.keepalive ? { keepalive: true } : {}),
    });
  } catch (error) {
    if (options.signal?.aborted && !isTimeout(options.signal)) throw error;
    throw new Unreachable('No answer from the server', { cause: error });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

function isTimeout(signal: AbortSignal): boolean {
  return signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
}
