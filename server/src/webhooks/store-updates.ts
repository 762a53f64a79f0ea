// The other way in: updates from a stream or poll of ours. Nothing to verify, we made the connection; stored like a
// callback, and the source confirms them to the platform only after the commit.
import type { Runtime } from '../runtime.ts';
import type { KnownAccount } from './accounts.ts';
import { storeCallbacks } from './receive.ts';

export function storeUpdates(rt: Runtime, account: KnownAccount): (texts: string[]) => Promise<void> {
  return async (texts) => {
    await storeCallbacks(rt, account, texts);
    rt.metrics.callbacks.inc({ channel: account.access.channel, answer: 'update' }, texts.length);
  };
}
