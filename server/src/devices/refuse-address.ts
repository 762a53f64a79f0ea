// Says at once, and in words, what allowed-networks.ts would refuse at the first connection. No more than a courtesy: a
// name may mean another machine a moment later, so each connection is judged again.
import { lookup } from 'node:dns/promises';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';

/** Names of metadata services: outside their cloud they lead nowhere, and are still no sender's address. */
const metadata = /^metadata(\.google\.internal)?\.?$/i;

export async function refuseAddress(
  rt: Pick<Runtime, 'networks'>,
  base_url: string,
  field = 'body.base_url',
): Promise<void> {
  const host = URL.canParse(base_url) ? new URL(base_url).hostname.replace(/^\[|\]$/g, '') : '';
  if (host === '' || metadata.test(host))
    throw new Problem('invalid_request', { field, detail: 'That is no address a sender can have.' });
  // A name nobody knows is a matter of the check, which says that the server does not answer.
  const found = await lookup(host, { all: true }).catch(() => []);
  const refusals = found.map((one) => rt.networks.refusal(one.address));
  if (refusals.length === 0 || refusals.includes(undefined)) return;
  throw new Problem('invalid_request', {
    field,
    detail: refusals.includes('not_allowed')
      ? 'That address is on a network senders may not be on. Whoever runs this server can allow it with SAMPARK_SENDER_NETWORKS.'
      : 'That is no address a sender can have.',
  });
}
