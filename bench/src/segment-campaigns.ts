// An administrator's campaign aimed at what became of earlier messages: how long until everybody who fits waits in the queue,
// chunk by chunk, how the process grows meanwhile, and how long counting whom it would reach takes.
// Run: npm run bench -- segment-campaigns --json [--size PEOPLE] [--only PART-OF-NAME] [--plans FOLDER]
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { sql } from 'kysely';
import { inAudience } from '../../server/src/campaigns/audience.ts';
import { expandNextChunk } from '../../server/src/campaigns/expand-audience.ts';
import { readCampaign } from '../../server/src/campaigns/queries.ts';
import { createCampaign } from '../../server/src/campaigns/write-campaign.ts';
import { readConfig } from '../../server/src/config.ts';
import { closeRuntime, createRuntime } from '../../server/src/create-runtime.ts';
import { withinWorkspace } from '../../server/src/db/within-workspace.ts';
import { countReach } from '../../server/src/segments/count-reach.ts';
import { percentile } from './dashboard/interactions.ts';
import { conditionsOf } from './segments/conditions.ts';
import { makePast, type Past } from './segments/people.ts';
import { benchArguments, result, say } from './support/arguments.ts';
import { startBenchDatabase } from './support/database.ts';

const args = benchArguments([], ['plans', 'only']);
const people = Math.round(args.number('size') ?? 250_000);
const [only, plans] = [args.text('only'), args.text('plans')];
/** What product.md asks for 250,000 people. */
const limitSeconds = (15 * people) / 250_000;
const mostReachSeconds = 60;
const chunk = 5_000;

const database = await startBenchDatabase();
const rt = createRuntime(
  readConfig({
    ...{ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, SAMPARK_DEMO: 'off' },
    ...{ SAMPARK_DATA: database.folder, SAMPARK_LOG: 'warn' },
    SAMPARK_SECRET: randomBytes(32).toString('base64'),
    SAMPARK_SUPPRESSION_KEY: randomBytes(32).toString('base64'),
  }),
  { databaseUrl: database.appUrl },
);
try {
  const past = await makePast(rt, database.ownerUrl, people, people * 8);
  const { admin, campaigns } = past;
  await sql`select ensure_month_partitions(${rt.clock.now()}::timestamptz, 2)`.execute(rt.db);
  const asked = [
    ...conditionsOf(campaigns).filter((one) => one.kind === 'engagement'),
    // To compare with: nothing is asked but the record itself.
    {
      name: 'everybody (whether opted out or not)',
      of: (): SegmentCondition => ({ field: 'lead_score', op: 'at_least', value: 0 }),
    },
    { name: 'not opted out', of: (): SegmentCondition => ({ not: { field: 'opted_out', op: 'exists' } }) },
  ].filter(({ name }) => only === undefined || name.includes(only));
  const slowest = { expansion: 0, reach: 0, chunk: 0, chunkOf: '', of: '' };
  const before = process.memoryUsage().rss / 1e6;
  let peak = before;
  for (const { name, of } of asked) {
    const reached = performance.now();
    const { audience } = await countReach(
      withinWorkspace(rt, admin.workspace_id),
      admin,
      { condition: of(1) },
      mostReachSeconds,
    );
    const reachMs = performance.now() - reached;
    const id = await launched(past, name, of(1));
    if (plans !== undefined) await keepPlan(past, id, name, plans);
    const chunks: number[] = [];
    const cpu = database.cpuSeconds();
    for (;;) {
      const began = performance.now();
      if ((await expandNextChunk(rt, chunk)) === undefined) break;
      chunks.push(performance.now() - began);
      peak = Math.max(peak, process.memoryUsage().rss / 1e6);
    }
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from message_queue where campaign_id = ${id}`.execute(rt.db);
    if (rows[0]?.n !== audience) throw new Error(`${rows[0]?.n} messages wait; ${audience} people fit.`);
    const total = chunks.reduce((sum, one) => sum + one, 0);
    say(
      `  ${name.padEnd(42)} ${String(audience).padStart(7)} people: ${(total / 1_000).toFixed(2)} s, ${chunks.length} chunks, ` +
        `p50 ${Math.round(percentile(chunks, 0.5))} ms, at most ${Math.round(Math.max(...chunks))}; PostgreSQL ${(database.cpuSeconds() - cpu).toFixed(1)} s of processor; reach ${Math.round(reachMs)} ms; rss ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
    );
    if (total > slowest.expansion) Object.assign(slowest, { expansion: total, of: name });
    slowest.reach = Math.max(slowest.reach, reachMs);
    slowest.chunk = Math.max(slowest.chunk, ...chunks);
  }
  const round = (value: number) => Math.round(value * 100) / 100;
  result({
    ...{ bench: 'segment-campaigns', prospects: people, slowest: slowest.of },
    slowest_seconds: round(slowest.expansion / 1_000),
    limit_seconds: round(limitSeconds),
    slowest_chunk_ms: Math.round(slowest.chunk),
    slowest_reach_ms: Math.round(slowest.reach),
    ...{ rss_before_mb: Math.round(before), rss_mb: Math.round(peak) },
  });
  if (slowest.expansion > limitSeconds * 1_000) process.exitCode = 1;
} finally {
  await closeRuntime(rt);
  await database.stop();
}

/** As a launch leaves it: the expansion comes next. */
async function launched({ admin }: Past, name: string, condition: SegmentCondition): Promise<string> {
  const id = await createCampaign(rt, admin, {
    name,
    target_segment: { condition },
    message_content: 'Dear client, shall we look at your plan?',
    channel_order: ['telegram', 'whatsapp'],
    channel_content: { whatsapp: { kind: 'text', text: 'Dear client, shall we look at your plan?' } },
  });
  const now = rt.clock.now();
  await sql`update campaigns set status = 'active', launched_at = ${now}, updated_at = ${now} where id = ${id}`.execute(
    rt.db,
  );
  return id;
}

/** How those who fit are found: once, when the expansion begins. */
async function keepPlan({ admin }: Past, id: string, name: string, folder: string): Promise<void> {
  const campaign = await readCampaign(rt.db, admin, id);
  const { rows } = await rt.db.transaction().execute(async (tx) => {
    await sql`select set_config('jit', 'off', true), set_config('work_mem', '64MB', true), set_config('enable_nestloop', 'off', true)`.execute(
      tx,
    );
    return sql<Record<'QUERY PLAN', string>>`explain (analyze, buffers, costs)
      select p.id from prospects p where ${inAudience(campaign, rt.clock.now())}`.execute(tx);
  });
  const texts = rows.map((row) => row['QUERY PLAN']);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name.toLowerCase().replaceAll(/\W+/g, '-')}.txt`), texts.join('\n'));
}
