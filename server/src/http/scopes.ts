// Which scope opens a route to an API key. By the route's tag and method; a route whose method says less than it does names
// its scope itself. Without one a route is for people alone: accounts, sessions, keys, settings, the demo.
import type { Scope } from '@sampark/contracts/api-keys.ts';
import type { AnyRoute } from './route.ts';

type Area = 'prospects' | 'campaigns' | 'messages' | 'devices' | 'compliance' | 'analytics';

const areas: Readonly<Record<string, Area | null>> = {
  prospects: 'prospects',
  imports: 'prospects',
  consents: 'prospects',
  suppressions: 'prospects',
  Segments: 'prospects',
  Privacy: 'compliance',
  Campaigns: 'campaigns',
  Profiles: 'campaigns',
  Experiments: 'campaigns',
  Messages: 'messages',
  Conversations: 'messages',
  Devices: 'devices',
  Portfolios: 'devices',
  Compliance: 'compliance',
  Audit: 'compliance',
  Records: 'compliance',
  Analytics: 'analytics',
};

/** Undefined: no key opens it. */
export function scopeOf(route: AnyRoute): Scope | undefined {
  if (!('roles' in route.access)) return undefined;
  // A stream ends with its session, and a key has none.
  if (route.produces === 'text/event-stream') return undefined;
  if (route.access.scope !== undefined) return route.access.scope;
  const area = areas[route.tag];
  if (!area) return undefined;
  if (route.method === 'GET') return `${area}:read`;
  // Nothing of analytics is written by a client.
  return area === 'analytics' ? undefined : `${area}:write`;
}
