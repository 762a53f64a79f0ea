// A sender's credentials. Where they do not open, that sender is left out and said; the others go on.
import type { Runtime } from '../runtime.ts';

export function openCredentials(
  rt: Runtime,
  { id, credentials }: { id: string; credentials: Buffer },
): Record<string, string> | undefined {
  try {
    return JSON.parse(rt.keys.open(credentials)) as Record<string, string>;
  } catch (error) {
    rt.log.error({ err: error, account_id: id }, 'credentials of a sender cannot be opened: enter them anew');
    return undefined;
  }
}
