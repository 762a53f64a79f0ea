// What is made of an account and nothing else, made once: an address put together anew for every message costs more to look up than
// to write. Accounts are never changed in place; a changed one is a new object.
import type { AccountAccess } from './channel.ts';

export function onceFor<T>(make: (account: AccountAccess) => T): (account: AccountAccess) => T {
  const made = new WeakMap<AccountAccess, T>();
  return (account) => {
    let one = made.get(account);
    if (one === undefined) made.set(account, (one = make(account)));
    return one;
  };
}
