// Where a provider may be, by its address alone: HTTPS, or plain HTTP on this machine, which the guard of outgoing connections
// (http/allowed-networks.ts) opens for the demo and for whoever named it. What a name leads to is judged when it is called.
import type { CheckFinding } from '@sampark/contracts/single-sign-on.ts';
import { isThisMachine } from '../http/network.ts';

/** Why a provider cannot be used: for the words of the settings page, and for the log. */
export class ProviderFault extends Error {
  readonly finding: CheckFinding;
  readonly detail: string | null;

  constructor(finding: CheckFinding, detail: string | null = null) {
    super(detail === null ? finding : `${finding}: ${detail}`);
    this.finding = finding;
    this.detail = detail;
  }
}

/** Throws ProviderFault. */
export function issuerAddress(given: string): URL {
  if (!URL.canParse(given)) throw new ProviderFault('not_an_address', given);
  const url = new URL(given);
  const { protocol, username, password, search, hash } = url;
  if (!/^https?:$/.test(protocol) || username || password || search || hash)
    throw new ProviderFault('not_an_address', given);
  if (!mayBeCalled(url)) throw new ProviderFault('not_https', given);
  return url;
}

/** For what the provider says of itself: browsers are sent to some of it. */
export function mayBeCalled(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url));
}
