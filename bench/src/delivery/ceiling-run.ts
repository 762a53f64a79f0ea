// The ceiling's side: its table filled, its processes started, the same measure taken.
import { fileURLToPath } from 'node:url';
import { connect } from '../../../server/src/db/connect.ts';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import type { CeilingSetup } from '../ceiling.ts';
import { say } from '../support/arguments.ts';
import type { BenchDatabase } from '../support/database.ts';
import { meterUsage } from '../support/usage.ts';
import { startProgram, type Program } from '../support/programs.ts';
import { callbacksSent, ledgerTotals, startChats, startNetwork } from './network.ts';
import { benchSenders } from './senders.ts';
import { untilSteady, type Totals } from './steady.ts';
import { makePeople } from './workspace.ts';

const program = fileURLToPath(new URL('../ceiling.ts', import.meta.url));
const secretName = {
  whatsapp: 'access_token',
  telegram: 'bot_token',
  signal: '',
  imessage: 'password',
} as const;

export type CeilingOptions = { size: number; warmUp: number; shards: number; updatesPerCallback: number };
export type CeilingRun = { perSecond: number; steadyPerSecond: number; callbacksPerMessage: number };

export async function runCeiling(
  database: BenchDatabase,
  { size, warmUp, shards, updatesPerCallback }: CeilingOptions,
): Promise<CeilingRun> {
  const senders = benchSenders();
  const network = await startNetwork(senders, { updatesPerCallback });
  const { pool } = connect(database.ownerUrl, { max: 2, name: 'ceiling' });
  const programs: Program[] = [];
  try {
    await pool.query(`create table ceiling (id integer primary key, shard smallint not null, channel text not null,
      account smallint not null, recipient text not null, status smallint not null default 0, external_id text)
      with (fillfactor = 70)`);
    await pool.query('create index on ceiling (shard, id) where status = 0');
    await pool.query('grant all on ceiling to sampark_app');
    const of = (channel: Channel) => senders.filter((one) => one.channel === channel);
    const fill = async (count: number, offset: number, prefix: string) => {
      const people = makePeople(count, prefix);
      const phones = people.filter((one) => one.channel === 'telegram').map((one) => one.phone);
      const chats = await startChats(network, of('telegram'), phones);
      const recipient = (person: (typeof people)[number], at: number) => {
        if (person.channel === 'telegram') return chats[at] ?? '';
        return person.channel === 'whatsapp' ? person.phone.slice(1) : person.phone;
      };
      const rows = people.map((person, index) => {
        const at = Math.floor(index / channels.length);
        const account = at % of(person.channel).length;
        return {
          ...{ id: offset + index, shard: account % shards, channel: person.channel, account },
          recipient: recipient(person, at),
        };
      });
      await pool.query(
        `insert into ceiling (id, shard, channel, account, recipient)
         select id, shard, channel, account, recipient from jsonb_to_recordset($1::jsonb)
           as r(id int, shard smallint, channel text, account smallint, recipient text)`,
        [JSON.stringify(rows)],
      );
    };
    const accounts = Object.fromEntries(
      channels.map((channel) => [
        channel,
        of(channel).map((one) => ({
          address: one.address,
          secret: one.credentials[secretName[channel]] ?? '',
        })),
      ]),
    ) as CeilingSetup['accounts'];
    const totals = new Map<number, Totals>();
    for (let shard = 0; shard < shards; shard++) {
      const setup: CeilingSetup = {
        databaseUrl: database.appUrl,
        shard,
        shards,
        urls: network.urls,
        accounts,
      };
      const started = await startProgram(program, [JSON.stringify(setup)], { ready: /"ready":true/ });
      started.onLine((line) => {
        const seen = JSON.parse(line) as Omit<Totals, 'settled'>;
        totals.set(shard, { ...seen, settled: seen.sent });
      });
      programs.push(started);
    }
    const look = (): Totals => {
      const sum: Totals = { sent: 0, settled: 0, delivered: 0, read: 0 };
      for (const one of totals.values()) {
        sum.sent += one.sent;
        sum.settled += one.sent;
        sum.delivered += one.delivered;
        sum.read += one.read;
      }
      return sum;
    };
    const run = async (count: number, already: number) => {
      await pool.query('vacuum analyze ceiling');
      const began = performance.now();
      for (const one of programs) one.write('go\n');
      const { at, steadySeconds } = await untilSteady(look, already + count);
      return { seconds: (at - began) / 1_000, steadySeconds };
    };
    await fill(warmUp, 0, '+88018');
    await run(warmUp, 0);
    await fill(size, warmUp, '+88017');
    const sayUsage = meterUsage([
      { name: 'PostgreSQL', cpuSeconds: () => database.cpuSeconds() },
      { ...network.program, name: 'simulators' },
      ...programs.map((one) => ({ ...one, name: 'ceiling' })),
    ]);
    const callbacksBefore = await callbacksSent(network);
    const { seconds, steadySeconds } = await run(size, warmUp);
    say(
      `ceiling: ${size} in ${seconds.toFixed(2)} s with ${shards} process${shards > 1 ? 'es' : ''}; ${JSON.stringify(look())}`,
    );
    sayUsage();
    const ledger = await ledgerTotals(network);
    if (ledger.unique !== size + warmUp)
      say(`ceiling: the ledgers know ${ledger.unique} of ${size + warmUp}`);
    const callbacks = (await callbacksSent(network)) - callbacksBefore;
    return {
      perSecond: size / seconds,
      steadyPerSecond: (size * 0.8) / steadySeconds,
      callbacksPerMessage: callbacks / size,
    };
  } finally {
    for (const one of programs) await one.stop();
    await pool.query('drop table if exists ceiling');
    await pool.end();
    await network.program.stop();
  }
}
