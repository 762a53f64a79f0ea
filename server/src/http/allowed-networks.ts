// Which machines this server may call for a sender. Addresses of senders are typed in by administrators, so each address
// is judged when a connection is made to it, and the connection goes to the very address that was judged: a name that
// answers differently a moment later (DNS rebinding) gains nothing. Guaranteed: never a cloud's metadata service,
// link-local, unspecified, multicast or reserved, whatever is configured.
import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP, isIPv4, isIPv6, type OnReadOpts } from 'node:net';
import { buildConnector } from 'undici';

/** Not public, and not named by SAMPARK_SENDER_NETWORKS; or never to be called. */
export const refusedCode = 'ERR_ADDRESS_REFUSED';

export type AllowedNetworks = {
  /** Undefined: may be called. */
  refusal(address: string): 'never' | 'not_allowed' | undefined;
};

const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'];
const loopbackNetworks = ['127.0.0.0/8', '::1/128'];
// What is neither public nor private: tests, documentation, benchmarks, protocol assignments, tunnels.
const special = [
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['2001::/23', '2001:db8::/32', '3fff::/20'],
];
const never = [
  ...['0.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'],
  ...['::/128', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
  // Translates to any IPv4 address, and where in it that stands is its owner's choice (RFC 8215).
  '64:ff9b:1::/48',
  // Metadata and host services of clouds outside link-local: AWS over IPv6, Alibaba, Azure, Oracle.
  ...['fd00:ec2::/32', '100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32'],
];

/** `allowed`: `private`, `loopback` and networks such as 10.20.0.0/16. Throws on anything else. */
export function allowedNetworks(
  allowed: readonly string[],
  /** The demo's simulators are on this machine. */
  onThisMachine: () => boolean = () => false,
): AllowedNetworks {
  const forbidden = listOf(never);
  const loopback = listOf(loopbackNetworks);
  const inside = listOf([...privateNetworks, ...loopbackNetworks, ...special]);
  const named = listOf(
    allowed.flatMap((one) =>
      one === 'private' ? privateNetworks : one === 'loopback' ? loopbackNetworks : [one],
    ),
  );
  return {
    refusal: (given) => {
      const address = plainAddress(given);
      const family = isIPv4(address) ? 'ipv4' : 'ipv6';
      if (isIP(address) === 0 || forbidden.check(address, family)) return 'never';
      const strange = inside.check(address, family) || (family === 'ipv6' && !givenOut(address));
      if (!strange || named.check(address, family)) return undefined;
      return onThisMachine() && loopback.check(address, family) ? undefined : 'not_allowed';
    },
  };
}

/**
 * For undici's `connect`: refuses before a connection is tried. `onread`: what comes goes there (`node:net`), and not through the
 * connection as a stream.
 */
export function connectWithin(
  networks: AllowedNetworks,
  timeoutMs: number,
  { lookup, onread }: { lookup?: typeof resolve; onread?: OnReadOpts } = {},
): buildConnector.connector {
  // HTTP/1.1 alone: the sending client speaks nothing else.
  const connect = buildConnector({
    ...{ timeout: timeoutMs, lookup: lookupWithin(networks, lookup), allowH2: false },
    ...(onread && { onread }),
  });
  return (options, callback) => {
    // A literal address is never looked up.
    const host = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) > 0 && networks.refusal(host) !== undefined)
      queueMicrotask(() => callback(refusedError(host), null));
    else connect(options, callback);
  };
}

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

function lookupWithin(networks: AllowedNetworks, lookup: typeof resolve = resolve) {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      // A name of one's own network often has a link-local address beside the usual one: that one is left out.
      const open = found.filter((one) => networks.refusal(one.address) === undefined);
      const [first] = open;
      if (!first) return callback(refusedError(hostname), []);
      if (options.all) return callback(null, open);
      callback(null, first.address, first.family);
    });
  };
}

function refusedError(host: string): NodeJS.ErrnoException {
  const error: NodeJS.ErrnoException = new Error(`${host} is not on a network that may be called`);
  error.code = refusedCode;
  return error;
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const one of networks) {
    const [address = '', bits, more] = one.split('/');
    const family = isIP(address);
    const prefix = bits === undefined ? (family === 4 ? 32 : 128) : Number(bits);
    const fits = /^\d{1,3}$/.test(bits ?? '0') && prefix <= (family === 4 ? 32 : 128);
    if (family === 0 || more !== undefined || !fits)
      throw new Error(`is not private, loopback or networks such as 10.20.0.0/16 ("${one}")`);
    list.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** An IPv4 address inside an IPv6 one (mapped, translated, NAT64, 6to4) leads to that IPv4 address. */
function plainAddress(given: string): string {
  const address = given.split('%')[0] ?? given;
  if (!isIPv6(address)) return address;
  const groups = groupsOf(address);
  const v4 = (high = 0, low = 0) => `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  const starts = (...start: number[]) => start.every((group, index) => groups[index] === group);
  if (starts(0, 0, 0, 0, 0, 0xffff) || starts(0x64, 0xff9b, 0, 0, 0, 0)) return v4(groups[6], groups[7]);
  if (starts(0, 0, 0, 0, 0xffff, 0)) return v4(groups[6], groups[7]);
  if (starts(0x2002)) return v4(groups[1], groups[2]);
  // The old "compatible" form; ::1 and :: are themselves.
  if (starts(0, 0, 0, 0, 0, 0) && (groups[6] ?? 0) !== 0) return v4(groups[6], groups[7]);
  return address;
}

/** Of IPv6, 2000::/3 is all that was ever given out. Not in a list: a list takes IPv4 addresses for a part of ::/3. */
function givenOut(address: string): boolean {
  return ((groupsOf(address)[0] ?? 0) & 0xe000) === 0x2000;
}

function groupsOf(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const hex = (high?: string, low?: string) => ((Number(high) << 8) | Number(low)).toString(16);
  const text = dotted ? `${dotted[1]}${hex(dotted[2], dotted[3])}:${hex(dotted[4], dotted[5])}` : address;
  const [head = '', tail] = text.split('::');
  const parts = (side: string) => (side === '' ? [] : side.split(':').map((one) => Number.parseInt(one, 16)));
  const first = parts(head);
  const last = parts(tail ?? '');
  if (tail === undefined) return first;
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
}
