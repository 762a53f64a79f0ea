// How long it takes to say who of a large audience lacks a value the message names: when a few do, when everybody does, and when
// each person has to be rendered for to know. Run: npm run bench -- missing-values --json [--size PEOPLE] [--rounds N]
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { countMissing } from '../../server/src/campaigns/missing/count-missing.ts';
import { launchProblems } from '../../server/src/campaigns/launch-problems.ts';
import { readCampaign } from '../../server/src/campaigns/queries.ts';
import { createCampaign } from '../../server/src/campaigns/write-campaign.ts';
import { readConfig } from '../../server/src/config.ts';
import { closeRuntime, createRuntime } from '../../server/src/create-runtime.ts';
import { makePast } from './segments/people.ts';
import { benchArguments, result, say } from './support/arguments.ts';
import { startBenchDatabase } from './support/database.ts';

const args = benchArguments(['rounds'], []);
const people = Math.round(args.number('size') ?? 250_000);
const rounds = Math.round(args.number('rounds') ?? 3);

const texts = {
  nothing_named: 'Dear client, shall we look at your plan?',
  few_lack: 'Dear {{ first_name }}, your balance is {{ Balance }}',
  all_rendered: 'Dear {{ first_name }}, your balance is {{ Balance | money: "USD" }}',
  nobody_has_it: 'Dear {{ frist_name }}, shall we look at your plan?',
} as const;

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
  const past = await makePast(rt, database.ownerUrl, people, people);
  const { workspace_id } = past.admin;
  // One in 6,757: 37 of 250,000.
  await sql`update prospects set attributes = attributes - 'Balance' where workspace_id = ${workspace_id}
    and id in (select md5('person ' || n)::uuid from generate_series(0, ${people - 1}::int, 6757) n)`.execute(
    rt.db,
  );
  await sql`insert into devices (workspace_id, device_identifier, name, platform_type, supported_platforms)
    values (${workspace_id}, 'bench', 'bench', 'cloud', '{telegram,whatsapp}')`.execute(rt.db);
  await sql`insert into sender_accounts (workspace_id, device_id, channel, address, display_name, base_url, credentials, settings, per_second, per_day, pair_seconds)
    select ${workspace_id}, d.id, channel, channel, channel, 'http://127.0.0.1:9', ''::bytea, '{}', 100, 10000, 0
    from devices d cross join unnest(array['telegram', 'whatsapp']) channel`.execute(rt.db);
  const measured: Record<string, number> = {};
  for (const [name, text] of Object.entries(texts)) {
    const id = await createCampaign(rt, past.admin, {
      name,
      message_content: text,
      channel_order: ['telegram', 'whatsapp'],
      channel_content: { whatsapp: { kind: 'text', text } },
    });
    const campaign = await readCampaign(rt.db, past.admin, id);
    const times: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const began = performance.now();
      const counted = await countMissing(rt, campaign, rt.clock.now());
      times.push(performance.now() - began);
      if (round === 0) say(`${name}: ${counted.count} lack something`);
    }
    const launching = performance.now();
    await launchProblems(rt, campaign);
    say(`${name}: ${times.map((one) => Math.round(one)).join(', ')} ms`);
    measured[`${name}_launch_ms`] = Math.round(performance.now() - launching);
    // The first look finds its pages on the disk.
    measured[`${name}_ms`] = Math.round(Math.max(...times.slice(1)));
  }
  result({ bench: 'missing-values', prospects: people, ...measured });
} finally {
  await closeRuntime(rt);
  await database.stop();
}
