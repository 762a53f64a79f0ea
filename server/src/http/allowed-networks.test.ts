import { createServer, type Server } from 'node:http';
import type { lookup, LookupAddress } from 'node:dns';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { Pool } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowedNetworks, connectWithin } from './allowed-networks.ts';
import { createOutgoingHttp } from './outgoing.ts';

const usual = allowedNetworks(['private']);
const everything = allowedNetworks(['private', 'loopback', '0.0.0.0/0', '::/0']);

describe('what may be called', () => {
  it.each([
    '8.8.8.8',
    '2606:4700::1111',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.1.20',
    '100.64.0.9',
    'fd12:3456::1',
    '64:ff9b::808:808',
  ])('usually: %s', (address) => expect(usual.refusal(address)).toBeUndefined());

  it.each([
    ...['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '192.0.2.7', '198.18.0.1'],
    ...[
      '198.19.255.255',
      '192.88.99.1',
      '203.0.113.9',
      '2001::1',
      '2001:db8::1',
      '3fff::1',
      '100::1',
      '4000::1',
    ],
    // Teredo, and a range nobody has.
    ...['2001:0:4136:e378:8000:63bf:3fff:fdd2', '9000::1'],
  ])('not unless it is named: %s', (address) => {
    expect(usual.refusal(address)).toBe('not_allowed');
    expect(everything.refusal(address)).toBeUndefined();
  });

  it.each([
    ...['169.254.169.254', '169.254.0.1', '0.0.0.0', '0.1.2.3', '255.255.255.255', '224.0.0.1', '240.0.0.1'],
    ...['::', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'ff02::1', 'fd00:ec2::254'],
    ...['100.100.100.200', '168.63.129.16', '192.0.0.192'],
    ...[
      '::ffff:169.254.169.254',
      '::ffff:a9fe:a9fe',
      '64:ff9b::a9fe:a9fe',
      '2002:a9fe:a9fe::1',
      '::a9fe:a9fe',
      '::ffff:0:a9fe:a9fe',
      '64:ff9b:1::a9fe:a9fe',
      '64:ff9b:1:0:a9fe:a9fe::',
    ],
    ...['not an address', ''],
  ])('never, whatever is configured: %s', (address) => expect(everything.refusal(address)).toBe('never'));

  it('an IPv4 address is judged the same in every dress', () => {
    const octet = fc.nat(255);
    fc.assert(
      fc.property(octet, octet, octet, octet, (a, b, c, d) => {
        const hex = (high: number, low: number) => ((high << 8) | low).toString(16);
        const plain = usual.refusal(`${a}.${b}.${c}.${d}`);
        expect(usual.refusal(`::ffff:${a}.${b}.${c}.${d}`)).toBe(plain);
        expect(usual.refusal(`::ffff:${hex(a, b)}:${hex(c, d)}`)).toBe(plain);
        expect(usual.refusal(`::ffff:0:${hex(a, b)}:${hex(c, d)}`)).toBe(plain);
        expect(usual.refusal(`64:ff9b::${hex(a, b)}:${hex(c, d)}`)).toBe(plain);
        expect(usual.refusal(`2002:${hex(a, b)}:${hex(c, d)}::1`)).toBe(plain);
      }),
    );
  });

  it('nothing private where nothing is named; this machine where the demo runs', () => {
    for (const inside of [
      '10.0.0.1',
      '172.16.0.1',
      '192.168.0.1',
      '100.64.0.1',
      '100.127.255.255',
      'fd12::1',
    ])
      expect([inside, allowedNetworks([]).refusal(inside)]).toEqual([inside, 'not_allowed']);
    let demo = true;
    const networks = allowedNetworks(['private'], () => demo);
    expect(networks.refusal('127.0.0.1')).toBeUndefined();
    demo = false;
    expect(networks.refusal('127.0.0.1')).toBe('not_allowed');
  });

  it.each(['everything', '10.0.0.0/33', '10.0.0/8', '::/129', '1.2.3.4/8/8', '10.0.0.0/', ''])(
    'is said in networks, not as %s',
    (text) => expect(() => allowedNetworks([text])).toThrow(/^is not private, loopback/),
  );
});

describe('a connection', () => {
  let server: Server;
  let port: number;
  let heard = 0;
  beforeAll(async () => {
    server = createServer((_, response) => {
      heard++;
      response.end('here');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => void server.close());

  it.each(['http://127.0.0.1', 'http://localhost', 'http://[::ffff:127.0.0.1]', 'http://2130706433'])(
    'to this machine is not made: %s',
    async (origin) => {
      heard = 0;
      const http = createOutgoingHttp({ timeoutMs: 1_000, networks: usual });
      const answer = await http.request({ method: 'GET', url: `${origin}:${port}/secret` });
      // Nothing left: what was refused here may be tried again later.
      expect(answer).toMatchObject({ ok: false, phase: 'before', reason: 'refused' });
      await expect(http.stream(`${origin}:${port}/`, {}, AbortSignal.timeout(1_000))).rejects.toThrow(
        /may be called/,
      );
      expect(heard).toBe(0);
      await http.close();
    },
  );

  it('to this machine is made where it is allowed', async () => {
    const http = createOutgoingHttp({ timeoutMs: 1_000, networks: allowedNetworks(['loopback']) });
    const answer = await http.request({ method: 'GET', url: `http://127.0.0.1:${port}/` });
    expect(answer).toMatchObject({ ok: true, body: 'here' });
    await http.close();
  });

  /** A name that answers something else each time. */
  function naming(...answers: string[][]) {
    let asked = 0;
    const look = ((_host: string, _options: object, done: (error: null, found: LookupAddress[]) => void) => {
      const found = answers[Math.min(asked++, answers.length - 1)] ?? [];
      done(
        null,
        found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    }) as unknown as typeof lookup;
    return { look, asked: () => asked };
  }
  const through = (networks: ReturnType<typeof allowedNetworks>, look: typeof lookup) =>
    new Pool(`http://sender.example:${port}`, { connect: connectWithin(networks, 1_000, { lookup: look }) });

  it('goes to the very address that was judged: a name that means this machine a moment later gains nothing', async () => {
    heard = 0;
    const only = allowedNetworks(['127.0.0.1/32']);
    const name = naming(['127.0.0.1'], ['169.254.169.254']);
    const first = through(only, name.look);
    expect((await first.request({ path: '/', method: 'GET' })).statusCode).toBe(200);
    expect(name.asked()).toBe(1);
    await first.destroy();
    const second = through(only, name.look);
    await expect(second.request({ path: '/', method: 'GET' })).rejects.toMatchObject({
      code: 'ERR_ADDRESS_REFUSED',
    });
    await second.destroy();
    expect(heard).toBe(1);
  });

  it('leaves out what may not be called among a name’s addresses', async () => {
    heard = 0;
    const mixed = through(
      allowedNetworks(['loopback']),
      naming(['fe80::1', '169.254.1.1', '127.0.0.1']).look,
    );
    expect((await mixed.request({ path: '/', method: 'GET' })).statusCode).toBe(200);
    await mixed.destroy();
  });
});
