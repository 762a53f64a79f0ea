// What sealing costs delivery, and how fast a trail is sealed and verified. Delivery runs with sealing and without it in
// turn, each on a database of its own: without, this program holds the sealer's lock. Run: npm run bench -- audit --json
import { createWriteStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { exportTrail } from '../../server/src/audit/export-trail.ts';
import { auditKeyOf } from '../../server/src/audit/note.ts';
import { sealerLock, sealLog } from '../../server/src/audit/seal-log.ts';
import { connectVerifier } from '../../server/src/audit/verify/connect-verifier.ts';
import { verifyDatabase, type Verified } from '../../server/src/audit/verify/verify-database.ts';
import { verifyFile } from '../../server/src/audit/verify/verify-file.ts';
import { systemClock } from '../../server/src/clock.ts';
import { connect } from '../../server/src/db/connect.ts';
import { runEngine } from './delivery/engine.ts';
import { benchArguments, result, say } from './support/arguments.ts';
import { startBenchDatabase } from './support/database.ts';

const args = benchArguments(['rounds', 'entries']);
const size = Math.ceil((args.number('size') ?? (args.number('seconds') ?? 7) * 3_000) / 4) * 4;
const rounds = args.number('rounds') ?? 2;
const entries = args.number('entries') ?? 400_000;
const threads = availableParallelism();

const fill = `insert into events (recorded_at, workspace_id, type, occurred_at, campaign_id, message_id, prospect_id,
    portfolio_manager_id, profile_id, channel, account_id, device_id, decision, data)
  select now(), $1, (array['message.sent', 'message.delivered', 'message.read', 'message.queued'])[n % 4 + 1], now(),
    $1, gen_random_uuid(), gen_random_uuid(), $1, $1, 'whatsapp', $1, $1,
    case when n % 4 = 0 then '{"at": "2026-11-21T10:00:00.000Z", "outcome": "send", "channel": "whatsapp", "reasons":
      [{"code": "consent_granted", "channel": "whatsapp"}], "sender": "familiar"}'::jsonb end,
    jsonb_build_object('from', 'sending', 'attempt', 1, 'latency_ms', n)
  from generate_series(1, $2::int) n`;

const sealedAfter: number[] = [];
const rates = { with: [] as number[], without: [] as number[] };
for (let round = 0; round < rounds; round++)
  for (const how of ['without', 'with'] as const) {
    say(`delivery ${how} sealing`);
    rates[how].push(await delivery(how));
  }
const best = { with: Math.max(...rates.with), without: Math.max(...rates.without) };
const verification = await verificationRates();
result({
  bench: 'audit',
  with_per_s: Math.round(best.with),
  without_per_s: Math.round(best.without),
  share: Math.round((1 - best.with / best.without) * 1_000) / 1_000,
  sealed_p99_s: Math.round(Math.max(...sealedAfter) * 1_000) / 1_000,
  ...verification,
  messages: size,
});

async function delivery(how: 'with' | 'without'): Promise<number> {
  const database = await startBenchDatabase();
  const holder = new pg.Client({ connectionString: database.ownerUrl });
  try {
    await holder.connect();
    if (how === 'without') await holder.query('select pg_advisory_lock($1)', [sealerLock]);
    const run = await runEngine(database, {
      ...{ size, warmUp: Math.max(400, Math.ceil(size / 40) * 4), processes: 1 },
      ...{ profile: undefined, statements: false },
    });
    if (how === 'with') sealedAfter.push(await sealedP99(holder));
    return run.perSecond;
  } finally {
    await holder.end();
    await database.stop();
  }
}

/** Seconds from an entry's transaction to its seal, at full speed. */
async function sealedP99(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ p99: number }>(
    `select percentile_cont(0.99) within group (order by extract(epoch from s.sealed_at - e.recorded_at))::float8 as p99
     from audit_segments s cross join unnest(s.ids) i(id) join events e on e.id = i.id`,
  );
  return rows[0]?.p99 ?? Infinity;
}

/** On a trail as a campaign leaves it: decisions, receipts, several entries in each transaction. */
async function verificationRates() {
  const database = await startBenchDatabase();
  const { db } = connect(database.appUrl, { max: 4, name: 'bench' });
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  const client = await connectVerifier(database.appUrl);
  try {
    await owner.connect();
    const { rows } = await owner.query<{ id: string; slug: string }>(
      `insert into workspaces (name, slug) values ('Bench', 'bench') returning id, slug`,
    );
    const workspace = rows[0] as { id: string; slug: string };
    for (let from = 0; from < entries; from += 1_000)
      await owner.query(fill, [workspace.id, Math.min(1_000, entries - from)]);
    await owner.query('analyze events');
    const rt = { db, clock: systemClock, crashPoint: () => {} };
    const sealing = await rate(async () => {
      for (let more = true; more;) {
        const sealed = await sealLog(rt);
        more = sealed.kind === 'sealed' && sealed.more;
      }
      return entries;
    });
    say(`sealed ${Math.round(sealing)}/s`);
    const onDatabase = await rate(async () =>
      whole(await verifyDatabase(database.appUrl, workspace.id, { threads })),
    );
    say(`verified ${Math.round(onDatabase)}/s on the database`);
    const path = join(database.folder, 'export.jsonl');
    const { publicKey } = auditKeyOf(Buffer.alloc(32, 1));
    const exporting = await rate(async () => {
      const lines = exportTrail(client, { workspace, now: new Date(), publicKey });
      await pipeline(lines, createWriteStream(path));
      return entries;
    });
    const offline = await rate(async () => whole(await verifyFile({ path, threads })));
    say(`verified ${Math.round(offline)}/s offline`);
    return {
      ...{ entries, sealed_per_s: Math.round(sealing), verified_per_s: Math.round(onDatabase) },
      ...{ verified_offline_per_s: Math.round(offline), exported_per_s: Math.round(exporting) },
      rss_mb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
    };
  } finally {
    await client.end();
    await owner.end();
    await db.destroy();
    await database.stop();
  }
}

function whole(verified: Verified): number {
  if (verified.broken || verified.entries !== entries) throw new Error(JSON.stringify(verified));
  return verified.entries;
}

async function rate(work: () => Promise<number>): Promise<number> {
  const began = performance.now();
  return (await work()) / ((performance.now() - began) / 1_000);
}
