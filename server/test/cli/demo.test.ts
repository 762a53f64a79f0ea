// `sampark demo` as a person runs it: once for real in a world of its own, and the sentences for what goes wrong. The
// check against the ledgers is proved on ledgers that do not agree.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Channel } from '@sampark/contracts/domain.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDemoContacts } from '../../../bench/src/support/make-demo-contacts.ts';
import { runDemoCampaign } from '../../src/cli/demo.ts';
import { checkLedgers, ratesOf, type OwnMessage } from '../../src/cli/demo/check-ledgers.ts';
import { bar, duration } from '../../src/cli/demo/progress.ts';
import { table } from '../../src/cli/demo/table.ts';
import { readConfig } from '../../src/config.ts';

const config = readConfig({});
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(contacts: string, more: { country?: string; url?: string } = {}) {
  const lines: string[] = [];
  const code = await runDemoCampaign(config, { contacts, ...more }, (line) => lines.push(line));
  return { code, text: lines.join('\n') };
}

const worlds = () => readdirSync(tmpdir()).filter((name) => name.startsWith('sampark-demo-'));

describe('sampark demo', () => {
  it('imports, sends and checks a file in a world of its own, and leaves nothing behind', async () => {
    const before = worlds();
    const file = join(folder, 'contacts.csv');
    await makeDemoContacts(file, 120);
    const { code, text } = await run(file, { country: 'BD' });
    expect(text).toContain('OK: 0 lost, 0 doubled, 0 breaches');
    expect(code).toBe(0);
    expect(text).toMatch(/118 new people, 0 updated, 2 rows rejected/);
    expect(text).toMatch(/line \d+, column "Mobile Phone Number": /);
    expect(text).toMatch(/28 people are reachable on Telegram/);
    expect(text).toMatch(/campaign completed/);
    expect(text).toMatch(/Telegram +28 +— +— /);
    expect(worlds()).toEqual(before);
  }, 300_000);

  it('says what is wrong with the file before it starts anything', async () => {
    const missing = await run(join(folder, 'nothing.csv'));
    expect(missing.code).toBe(1);
    expect(missing.text).toContain('There is no file');
    writeFileSync(join(folder, 'empty.csv'), '');
    expect((await run(join(folder, 'empty.csv'))).text).toContain('is empty');
    expect((await run(folder)).text).toContain('is not a file');
  });

  it('says what is wrong with the flags and when nobody answers', async () => {
    const file = join(folder, 'one.csv');
    writeFileSync(file, 'phone\n+8801712000000\n');
    expect((await run(file, { country: 'Bangladesh' })).text).toContain('give two letters');
    expect((await run(file, { url: 'nowhere' })).text).toContain('is not an address');
    const silent = await run(file, { url: 'http://127.0.0.1:1' });
    expect(silent.code).toBe(1);
    expect(silent.text).toContain('does not answer');
  });
});

describe('the check against the ledgers', () => {
  const servers: Server[] = [];
  afterAll(() => servers.forEach((server) => server.close()));

  async function ledger(violations: number, messages: [key: string, count: number][]): Promise<string> {
    const lines = [{ accepted: 0, unique: 0, doubled: 0, violations, violations_by_kind: {} }].map((one) =>
      JSON.stringify(one),
    );
    lines.push(...messages.map(([key, count]) => JSON.stringify({ key, count })));
    const server = createServer((_, response) => response.end(`${lines.join('\n')}\n`)).listen(
      0,
      '127.0.0.1',
    );
    servers.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const message = (id: string, delivery_status: OwnMessage['delivery_status']): OwnMessage => ({
    id,
    platform: 'whatsapp',
    delivery_status,
    sent_at: null,
  });
  const quiet = { columns: null, write: () => {}, print: () => {} };

  it('counts what only one side knows, what came twice and what breached a limit', async () => {
    const whatsapp = await ledger(3, [['a', 1], ['b', 2], ['c', 1], ['foreign', 5], ['f', 1]]); // prettier-ignore
    const signal = await ledger(0, [['f', 1]]);
    const messages = [
      message('a', 'delivered'),
      message('b', 'read'), // accepted twice
      message('c', 'skipped'), // the platform has what we never sent
      message('d', 'sent'), // the platform does not have it
      message('e', 'failed'),
      message('f', 'sent'), // gave up on WhatsApp, went out on Signal
      message('g', 'pending'), // forgotten by a finished campaign
    ];
    const simulators = new Map<Channel, string>([['whatsapp', whatsapp], ['signal', signal]]); // prettier-ignore
    const check = await checkLedgers(simulators, messages, { recipients: 8, completed: true }, quiet);
    expect(check).toEqual({ lost: 4, doubled: 1, violations: 3, waiting: 0, moved: 1 });
  });

  it('lets messages of a running campaign wait', async () => {
    const whatsapp = await ledger(0, []);
    const messages = [message('g', 'pending'), message('h', 'unknown')];
    const check = await checkLedgers(
      new Map([['whatsapp', whatsapp]]),
      messages,
      { recipients: 2, completed: false },
      quiet,
    );
    expect(check).toEqual({ lost: 0, doubled: 0, violations: 0, waiting: 1, moved: 0 });
  });

  it('tells the rate between the first and the last acceptance', () => {
    const at = (second: number): OwnMessage => ({
      ...message(String(second), 'sent'),
      sent_at: new Date(second * 1_000).toISOString(),
    });
    expect(ratesOf([at(0), at(1), at(2), at(4)]).get('whatsapp')).toBe(1);
    expect(ratesOf([message('x', 'skipped')]).size).toBe(0);
  });
});

describe('what the terminal shows', () => {
  it('draws bars, spans and tables', () => {
    expect(bar(0.5)).toBe(`[${'#'.repeat(14)}${'.'.repeat(14)}]  50%`);
    expect(bar(Number.NaN)).toContain('0%');
    expect([duration(4.4), duration(150), duration(7_300)]).toEqual(['4 s', '2 min 30 s', '2 h 1 min']);
    expect(table(['a', 'n'], [['long', '1']])).toEqual(['a     n', '----  -', 'long  1']);
  });
});
