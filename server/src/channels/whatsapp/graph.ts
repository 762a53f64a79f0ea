// Addresses of the Graph API.
import type { AccountAccess } from '../channel.ts';
import { onceFor } from '../once-for.ts';

export function graphUrl(account: AccountAccess, path: string): string {
  const version = account.settings.api_version;
  return `${account.base_url.replace(/\/+$/, '')}/${typeof version === 'string' ? version : 'v23.0'}/${path}`;
}

export const bearer = onceFor((account) => `Bearer ${account.credentials.access_token ?? ''}`);

export function authorization(account: AccountAccess): Record<string, string> {
  return { authorization: bearer(account) };
}
