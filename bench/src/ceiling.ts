// The bare ceiling of `delivery`: claim → HTTP → update, receipt → update, and nothing else, as fast as one Node process
// makes it on the same PostgreSQL and simulators. No policy, consent, retry, limit, audit, event or report: what the
// engine does above this is what the ratio is about. `delivery` starts it, one process per shard; it does not run alone.
import { connect as connectSocket, type Socket } from 'node:net';
import { connect } from '../../server/src/db/connect.ts';
import { listen } from '../../simulators/src/core/http.ts';

type Account = { address: string; secret: string };
export type CeilingSetup = {
  databaseUrl: string;
  shard: number;
  urls: Record<'whatsapp' | 'telegram' | 'signal' | 'imessage', string>;
  /** By channel; a row names its account by index. Only this shard's accounts report here. */
  accounts: Record<'whatsapp' | 'telegram' | 'signal' | 'imessage', Account[]>;
  shards: number;
};
type Row = { id: number; channel: keyof CeilingSetup['urls']; account: number; recipient: string };

const atOnce = 500;
const inFlightMost = 768;
const sent = 2;
const delivered = 3;
const read = 4;
const text = 'Dear Rahim, your portfolio review is ready. Shall we go through it this week?';

if (process.argv[2] === undefined) throw new Error('`npm run bench -- delivery` runs the ceiling.');
const setup = JSON.parse(process.argv[2]) as CeilingSetup;
const { pool } = connect(setup.databaseUrl, { max: 3, name: 'ceiling' });
const answers: { id: number; external: string }[] = [];
const receipts = new Map<number, number>();
const ids = new Map<string, number>();
const totals = { sent: 0, delivered: 0, read: 0 };
let inFlight = 0;
let wake = (): void => {};

/** Keep-alive connections to one host, one request at a time on each. */
class Host {
  readonly #url: URL;
  readonly #idle: Socket[] = [];
  constructor(url: string) {
    this.#url = new URL(url);
  }
  ask(method: string, path: string, headers: string, body: string, done: (answer: string) => void): void {
    const socket = this.#idle.pop() ?? connectSocket(Number(this.#url.port), this.#url.hostname).setNoDelay();
    let data = '';
    const onData = (chunk: Buffer): void => {
      data += chunk.toString('latin1');
      const head = data.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(data)?.[1] ?? 0);
      if (data.length < head + 4 + length) return;
      socket.off('data', onData);
      this.#idle.push(socket);
      done(data.slice(head + 4));
    };
    socket.on('data', onData);
    socket.write(
      `${method} ${path} HTTP/1.1\r\nhost: ${this.#url.host}\r\ncontent-type: application/json\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }
  call = (method: string, path: string, headers: string, body: string): Promise<string> =>
    new Promise((resolve) => this.ask(method, path, headers, body, resolve));
}
const hosts = Object.fromEntries(
  Object.entries(setup.urls).map(([name, url]) => [name, new Host(url)]),
) as Record<Row['channel'], Host>;
const own = (list: Account[]): Account[] => list.filter((_, index) => index % setup.shards === setup.shard);

function send(row: Row): void {
  const { address, secret } = setup.accounts[row.channel][row.account] as Account;
  const key = `ceiling-${row.id}`;
  const note = `idempotency-key: ${key}\r\n`;
  const host = hosts[row.channel];
  const done = (external: string | undefined): void => {
    inFlight--;
    if (external === undefined) throw new Error(`a ${row.channel} send was refused`);
    ids.set(external, row.id);
    answers.push({ id: row.id, external });
    wake();
  };
  switch (row.channel) {
    case 'whatsapp':
      return host.ask('POST', `/v23.0/${address}/messages`, `authorization: Bearer ${secret}\r\n`,
        `{"messaging_product":"whatsapp","recipient_type":"individual","to":"${row.recipient}","biz_opaque_callback_data":"${key}","type":"template","template":{"name":"review","language":{"code":"en"},"components":[{"type":"body","parameters":[{"type":"text","text":"Rahim"}]}]}}`,
        (body) => done(/"id":"(wamid[^"]+)"/.exec(body)?.[1])); // prettier-ignore
    case 'telegram':
      return host.ask('POST', `/bot${secret}/sendMessage`, note, `{"chat_id":${row.recipient},"text":"${text}"}`,
        (body) => done(/"message_id":(\d+)/.exec(body) ? `${row.recipient}:${/"message_id":(\d+)/.exec(body)?.[1]}` : undefined)); // prettier-ignore
    case 'signal':
      return host.ask('POST', '/api/v1/rpc', note, `{"jsonrpc":"2.0","id":"${key}","method":"send","params":{"account":"${address}","recipient":["${row.recipient}"],"message":"${text}"}}`,
        (body) => done(/"timestamp":(\d+)/.exec(body) ? `${address}:${/"timestamp":(\d+)/.exec(body)?.[1]}` : undefined)); // prettier-ignore
    case 'imessage':
      return host.ask('POST', `/${address}/api/v1/message/text?password=${secret}`, note, `{"chatGuid":"iMessage;-;${row.recipient}","tempGuid":"${key}","message":"${text}","method":"apple-script"}`,
        (body) => done(/"guid":"([^"]+)"/.exec(body)?.[1])); // prettier-ignore
  }
}

async function claim(): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<Row>({
      name: 'claim',
      text: `update ceiling set status = 1 where id in (select id from ceiling where status = 0 and shard = $1 order by id limit $2
        for update skip locked) returning id, channel, account, recipient`,
      values: [setup.shard, atOnce],
    });
    if (rows.length === 0) return;
    for (const row of rows) {
      inFlight++;
      send(row);
    }
    while (inFlight > inFlightMost - atOnce) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** One writer: answers first, then what came back. */
async function write(): Promise<void> {
  for (;;) {
    if (answers.length === 0 && receipts.size === 0) {
      await new Promise<void>((resolve) => (wake = resolve));
      continue;
    }
    const batch = answers.splice(0, 2_000);
    const seen = [...receipts];
    receipts.clear();
    if (batch.length > 0)
      await pool.query({
        name: 'answers',
        text: `update ceiling c set status = greatest(c.status, 2::smallint), external_id = r.external
          from unnest($1::int[], $2::text[]) r(id, external) where c.id = r.id`,
        values: [batch.map((one) => one.id), batch.map((one) => one.external)],
      });
    if (seen.length > 0)
      await pool.query({
        name: 'receipts',
        text: `update ceiling c set status = greatest(c.status, r.status) from unnest($1::int[], $2::smallint[]) r(id, status)
          where c.id = r.id`,
        values: [seen.map(([id]) => id), seen.map(([, status]) => status)],
      });
    totals.sent += batch.length;
    for (const [, status] of seen)
      totals[status === read ? 'read' : 'delivered'] += status >= delivered ? 1 : 0;
    process.stdout.write(`${JSON.stringify(totals)}\n`);
  }
}

function seen(id: number | undefined, status: number): void {
  if (id === undefined) return;
  receipts.set(id, Math.max(status, receipts.get(id) ?? 0));
  wake();
}

const statuses: Record<string, number> = { sent, delivered, read };
const callbacks = await listen(0, (call) => {
  if (call.method === 'GET') return call.send(200, 'text/plain', call.query.get('hub.challenge') ?? '');
  const event = JSON.parse(call.body) as {
    entry?: { changes: { value: { statuses: { status: string; biz_opaque_callback_data: string }[] } }[] }[];
    data?: { guid: string; tempGuid?: string; dateRead?: number };
  };
  if (event.entry)
    for (const { changes } of event.entry)
      for (const { value } of changes)
        for (const one of value.statuses)
          seen(Number(one.biz_opaque_callback_data.slice(8)), statuses[one.status] ?? 0);
  else if (event.data?.tempGuid) seen(Number(event.data.tempGuid.slice(8)), sent);
  else if (event.data) seen(ids.get(event.data.guid), event.data.dateRead ? read : delivered);
  call.send(200, 'application/json', '{}');
});

for (const { address, secret } of own(setup.accounts.whatsapp))
  await hosts.whatsapp.call('POST', `/v23.0/${address}`, `authorization: Bearer ${secret}\r\n`,
    JSON.stringify({ webhook_configuration: { override_callback_uri: `${callbacks.url}/w`, verify_token: 'x' } })); // prettier-ignore
for (const { address, secret } of own(setup.accounts.imessage))
  await hosts.imessage.call('POST', `/${address}/api/v1/webhook?password=${secret}`, '',
    JSON.stringify({ url: `${callbacks.url}/i`, events: ['new-message', 'updated-message'] })); // prettier-ignore
for (const { address } of own(setup.accounts.signal)) void follow(address);

async function follow(address: string): Promise<void> {
  const url = `${setup.urls.signal}/api/v1/events?account=${encodeURIComponent(address)}`;
  const { body } = await fetch(url);
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body ?? []) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const found = /"isRead":(true|false).*"timestamps":\[(\d+)\]/.exec(line);
      if (found) seen(ids.get(`${address}:${found[2]}`), found[1] === 'true' ? read : delivered);
    }
  }
}

process.stdout.write('{"ready":true}\n');
void write();
// A line for each run: what waits in the table then is its work.
for await (const _ of process.stdin) await claim();
