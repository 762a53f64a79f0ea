// The API key a request came with, for the entries it causes. The one value that is not passed by hand: a hundred verbs write
// entries, and one that forgot to pass it on would write what its person seems to have done in person.
import { AsyncLocalStorage } from 'node:async_hooks';

const key = new AsyncLocalStorage<string>();

/** Undefined: a person signed in, or nobody asked. */
export function keyInUse(): string | undefined {
  return key.getStore();
}

export function withKeyInUse<T>(id: string | undefined, call: () => Promise<T>): Promise<T> {
  return id === undefined ? call() : key.run(id, call);
}
