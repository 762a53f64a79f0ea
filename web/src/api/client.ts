// Calls of our own API by the names /openapi.json gives them, with its types: what a page may ask and what comes back is
// checked when the dashboard is compiled.
import { authorised, withToken } from './calls.ts';
import type { Operations } from './generated/operations.ts';
import { open } from './request.ts';

export type Operation = keyof Operations;
/** What an operation answers. */
export type Answer<O extends Operation> = Operations[O]['answer'];
export type Query<O extends Operation> = NonNullable<Operations[O]['query']>;
export type Body<O extends Operation> = NonNullable<Operations[O]['body']>;
/** One row of a list's answer. */
export type Item<O extends Operation> = Answer<O> extends { items: (infer I)[] } ? I : never;

type Part<Name extends string, T> = [T] extends [undefined]
  ? unknown
  : Record<string, never> extends T
    ? { [N in Name]?: T }
    : { [N in Name]: T };
export type Input<O extends Operation> = Part<'path', Operations[O]['path']> &
  Part<'query', Operations[O]['query']> &
  Part<'body', Operations[O]['body']> & { signal?: AbortSignal | undefined };

type Given = {
  path?: Record<string, unknown>;
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown;
  signal?: AbortSignal;
};

/** `api('GET /api/v1/prospects/{id}', { path: { id } })`. Throws ApiProblem or Unreachable. */
export function api<O extends Operation>(
  operation: O,
  ...[input]: Record<string, never> extends Input<O> ? [input?: Input<O>] : [input: Input<O>]
): Promise<Answer<O>> {
  const given = (input ?? {}) as Given;
  const [method, address] = addressOf(operation, given);
  return authorised<Answer<O>>(address, {
    method: method as 'GET',
    ...(given.body === undefined ? {} : { body: given.body }),
    ...(given.signal ? { signal: given.signal } : {}),
  });
}

/** An operation whose answer is a file, such as a CSV. Saved under `name`. */
export async function download<O extends Operation>(
  operation: O,
  input: Input<O>,
  name: string,
): Promise<void> {
  const [, address] = addressOf(operation, input as Given);
  const response = await withToken((token) => open(address, { token }));
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has its own reference once the download began.
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Where an operation is, for what needs an address of its own, such as an upload with progress. */
export function addressOf(operation: Operation, { path, query }: Given): [method: string, address: string] {
  const [method = 'GET', template = ''] = operation.split(' ');
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(path?.[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return [method, text ? `${filled}?${text}` : filled];
}
