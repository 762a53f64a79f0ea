// What the keys of people cost a message: two more columns of the person's row, the key and the sealing of its words, in claims of 300
// as delivery makes them, less the same without keys. Processor time, Node's and PostgreSQL's. Three situations: a key that
// this process remembers, one it does not, and a person's first message, which makes it. Run: npm run bench -- keys --json
import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { sql } from 'kysely';
import { uuids } from '../../server/src/db/array-binary.ts';
import { connect } from '../../server/src/db/connect.ts';
import type { Tx } from '../../server/src/events/append.ts';
import { sealWords } from '../../server/src/messages/words.ts';
import { givenMasterKeys } from '../../server/src/security/person-keys/master-keys.ts';
import { createVault, type KeyRow, type Vault } from '../../server/src/security/person-keys/vault.ts';
import { benchArguments, result, say } from './support/arguments.ts';
import { startBenchDatabase } from './support/database.ts';

const args = benchArguments(['rounds']);
// As many as a process remembers.
const size = args.number('size') ?? 9_000;
const rounds = args.number('rounds') ?? 5;
const claim = 300;
const master = () => givenMasterKeys(new Map([[1, Buffer.alloc(32, 7)]]));
const words = {
  text: 'Dear Nadia, your review of the autumn markets is ready. Shall we speak on Thursday? Reply STOP to end.',
  to: '+8801712345678',
};

const database = await startBenchDatabase();
const { db } = connect(database.appUrl, { max: 2, name: 'bench keys' });
try {
  const bare: Cost[] = [];
  const first: Cost[] = [];
  const remembered: Cost[] = [];
  const unknown: Cost[] = [];
  for (let round = 0; round < rounds; round++) {
    const workspace_id = randomUUID();
    const people = Array.from({ length: size }, () => ({ id: randomUUID(), workspace_id }));
    const vault = createVault(master());
    bare.push(await costOf(undefined, people));
    first.push(await costOf(vault, people));
    await sql`analyze person_keys`.execute(db);
    remembered.push(await costOf(vault, people));
    unknown.push(await costOf(createVault(master()), people));
  }
  const more = (costs: readonly Cost[]): Cost => ({
    node: least(costs).node - least(bare).node,
    postgres: least(costs).postgres - least(bare).postgres,
  });
  const said = { remembered: more(remembered), unknown: more(unknown), first: more(first) };
  for (const [name, { node, postgres }] of Object.entries(said))
    say(`  ${name}: Node ${node.toFixed(1)} µs, PostgreSQL ${postgres.toFixed(1)} µs a message`);
  result({
    bench: 'keys',
    us_per_message: round1(said.remembered.node + said.remembered.postgres),
    ...{ node_us: round1(said.remembered.node), postgres_us: round1(said.remembered.postgres) },
    unknown_us: round1(said.unknown.node + said.unknown.postgres),
    first_us: round1(said.first.node + said.first.postgres),
    people: size,
    load: round1(loadavg()[0] ?? 0),
  });
} finally {
  await db.destroy();
  await database.stop();
}

type Cost = { node: number; postgres: number };

/** A message to each of them; without a vault the look at the people alone. */
async function costOf(
  vault: Vault | undefined,
  people: readonly { id: string; workspace_id: string }[],
): Promise<Cost> {
  const before = { node: process.cpuUsage(), postgres: database.cpuSeconds() };
  for (let at = 0; at < people.length; at += claim) {
    const some = people.slice(at, at + claim);
    await db.transaction().execute(async (tx: Tx) => {
      const ids = uuids(some.map((one) => one.id));
      const { rows } = await sql<KeyRow & { id: string }>`/* prepared */
        select p.id ${vault ? sql`, k.prospect_id, k.wrapped_key, k.master_version` : sql``} from unnest(${ids}::uuid[]) as p(id)
        ${vault ? sql`left join person_keys k on k.prospect_id = p.id` : sql``}`.execute(tx);
      if (!vault) return;
      const known = rows.filter((row) => row.prospect_id !== null);
      const keys = await vault.toWrite(tx, some, new Date(), known);
      for (const { id } of some) sealWords(keys, id, words);
    });
  }
  const { user, system } = process.cpuUsage(before.node);
  return {
    node: (user + system) / people.length,
    postgres: ((database.cpuSeconds() - before.postgres) * 1e6) / people.length,
  };
}

/** Other work on the machine only ever adds. */
function least(costs: readonly Cost[]): Cost {
  return costs.reduce((a, b) => (a.node + a.postgres <= b.node + b.postgres ? a : b));
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
