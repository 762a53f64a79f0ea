import type { Runtime } from '../runtime.ts';

/** The address a platform calls back. BlueBubbles signs nothing, so its path carries the secret: shown by registration only. */
export function callbackUrl(rt: Runtime, channel: string, account_id: string): string {
  return `${rt.config.publicUrl}/hooks/${channel}/${account_id}`;
}
