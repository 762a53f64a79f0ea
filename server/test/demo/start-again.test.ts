// What `npm start` promises: everything is there, and after a stop and another start nothing is lost, said twice or made up.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '../../src/create-runtime.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { freePort } from '../../src/db/embedded/free-port.ts';
import { demoCampaigns } from '../../src/demo/content.ts';
import { startSeeder } from '../../src/demo/seed-process.ts';
import { start, type Started } from '../../src/processes/start.ts';
import type { Runtime } from '../../src/runtime.ts';

let folder: string;
let config: Config;
let running: Started | undefined;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sampark-start-'));
  config = readConfig({ SAMPARK_DATA: folder, PORT: String(await freePort()), DATABASE_POOL: '8' });
});
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function begin(): Promise<{ started: Started; said: string }> {
  const lines: string[] = [];
  const started = await start(config, { print: (line) => lines.push(line), log: createLog('silent') });
  running = started;
  return { started, said: lines.join('\n') };
}

async function end(started: Started): Promise<void> {
  running = undefined;
  await started.stop();
}

async function picture(rt: Runtime) {
  const column = async (query: ReturnType<typeof sql<{ one: string }>>) =>
    (await query.execute(rt.db)).rows.map((row) => row.one);
  return {
    workspaces: await column(sql`select id as one from workspaces order by 1`),
    people: await column(sql`select id as one from prospects order by 1`),
    campaigns: await column(sql`select id || ' ' || name as one from campaigns order by 1`),
    drafts: await column(sql`select name as one from campaigns where status = 'draft' order by 1`),
    openedChats: await column(
      sql`select token || ' ' || used_at as one from start_links where used_at is not null order by 1`,
    ),
    unopened: await column(sql`select token as one from start_links where used_at is null order by 1`),
    messages: await column(sql`select id as one from messages order by 1`),
    twice: await column(
      sql`select campaign_id || ' ' || prospect_id as one from messages where campaign_id is not null
        group by campaign_id, prospect_id having count(*) > 1`,
    ),
  };
}

it(
  'the second start goes on where the first one stopped, and asks nobody anew',
  { timeout: 120_000 },
  async () => {
    const first = await begin();
    expect(first.said).toContain('Creating the database');
    expect(first.said).toContain('admin@demo.sampark.test');
    const before = await picture(first.started.rt);
    // The first start has begun what is meant to be begun; some people were asked to open a chat and have not.
    expect(before.drafts).toEqual(
      demoCampaigns
        .filter((one) => one.start === 'none')
        .map((one) => one.name)
        .sort(),
    );
    expect(before.openedChats.length).toBeGreaterThan(100);
    expect(before.unopened.length).toBeGreaterThan(50);
    await end(first.started);

    const second = await begin();
    expect(second.said).not.toContain('Creating the database');
    const after = await picture(second.started.rt);
    const { messages, twice, ...rest } = after;
    const { messages: earlier, twice: none, ...same } = before;
    expect(rest).toEqual(same);
    const there = new Set(messages);
    expect(earlier.filter((id) => !there.has(id))).toEqual([]);
    expect([none, twice]).toEqual([[], []]);
    await end(second.started);
  },
);

it('whoever makes the sample workspace says why it could not', async () => {
  const nowhere = 'postgres://nobody:secret-word@127.0.0.1:1/none';
  const failing = startSeeder().seed({ config, databaseUrl: nowhere });
  await expect(failing).rejects.toThrow(/sample workspace could not be made: .*ECONNREFUSED/su);
  await expect(failing).rejects.not.toThrow('secret-word');
});

it('is not in the way when it is not needed', async () => {
  const seeder = startSeeder();
  seeder.stop();
  await expect(seeder.seed({ config, databaseUrl: '' })).rejects.toThrow('exit code');
});
