// The demo workspace of the seeds' data model: 10 portfolio managers with varied thresholds, 50 profiles, 100 devices,
// 1,000 prospects with consents, campaigns in different states. One transaction: it is there wholly or not at all; what people
// asked for about their data, and experiments that are over, are added to it.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { setPack } from '../compliance/packs/switch-pack.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { hashPassword } from '../users/passwords.ts';
import { demoCampaigns, demoManagers, demoTemplates } from './content.ts';
import { addPrivacyRequests } from './add-privacy-requests.ts';
import { addPastExperiments } from './past-experiments.ts';
import { addPastFlags } from './past-flags.ts';
import { demoPeople, type DemoPerson } from './people.ts';
import { addSegments } from './segments.ts';
import { addProfiles, giveProfiles } from './profiles.ts';
import { demoSenders, wabaId } from './senders.ts';

export const demoPassword = 'sampark-demo';
export const demoLogins = [
  { email: 'admin@demo.sampark.test', role: 'admin', name: 'Anika Sen' },
  { email: 'pm@demo.sampark.test', role: 'standard', name: demoManagers[0] },
  { email: 'compliance@demo.sampark.test', role: 'compliance', name: 'Marcus Hale' },
] as const;

const peopleCount = 1_000;
const thresholds = [50, 60, 70, 80, 90] as const;

/** Returns the demo workspace's id, making it on first start. */
export async function seedDemo(rt: Runtime): Promise<string> {
  const known = await demoWorkspace(rt);
  if (known) return known;
  const passwordHash = await hashPassword(demoPassword);
  const made = await rt.db.transaction().execute(async (tx) => {
    const now = rt.clock.now();
    const workspace = await tx
      .insertInto('workspaces')
      .values({
        name: 'Meghna Wealth (demo)',
        slug: 'demo',
        is_demo: true,
        default_country: 'BD',
        time_zone: 'Asia/Dhaka',
        // So that something moves at any hour and for anyone; the dashboard says so.
        settings: JSON.stringify({
          quiet_hours: { enabled: false },
          jurisdictions: [],
          weekly_caps: { marketing: 10_000, coaching: 10_000 },
        }),
        created_at: now,
        updated_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const users = await addUsers(tx, workspace.id, passwordHash, now);
    await addProfiles(tx, workspace.id, users.managers, now);
    await addSenders(rt, tx, workspace.id, now);
    await addTemplates(tx, workspace.id, now);
    await addPeople(rt, tx, workspace.id, users.managers, now);
    await addCampaigns(tx, workspace.id, users, now);
    await giveProfiles(tx, workspace.id);
    await addSegments(tx, workspace.id, users, now);
    await setPack(tx, now, { workspace_id: workspace.id, user_id: users.admin }, 'wealth-marketing', true);
    await addPastFlags(tx, workspace.id, users, now);
    await appendEvents(tx, now, [
      {
        workspace_id: workspace.id,
        type: 'settings.changed',
        occurred_at: now,
        data: { created: true, demo: true },
      },
    ]);
    return {
      workspace_id: workspace.id,
      officer: users.reviewers[0] ?? users.admin,
      manager: users.managers[0] ?? users.admin,
    };
  });
  await addPrivacyRequests(rt, made);
  await addPastExperiments(rt, made);
  return made.workspace_id;
}

export async function demoWorkspace(rt: Runtime): Promise<string | undefined> {
  const row = await rt.db
    .selectFrom('workspaces')
    .select('id')
    .where('slug', '=', 'demo')
    .where('is_demo', '=', true)
    .executeTakeFirst();
  return row?.id;
}

type DemoUsers = { admin: string; managers: string[]; reviewers: string[] };

async function addUsers(tx: Tx, workspace_id: string, password_hash: string, now: Date): Promise<DemoUsers> {
  const others = demoManagers.slice(1).map((name, index) => ({
    email: `pm${index + 2}@demo.sampark.test`,
    role: 'standard' as const,
    name,
  }));
  const rows = await tx
    .insertInto('users')
    .values(
      [...demoLogins, ...others].map((user, index) => ({
        workspace_id,
        ...user,
        password_hash,
        lead_score_threshold: thresholds[index % thresholds.length] ?? 70,
        created_at: now,
        updated_at: now,
      })),
    )
    .returning(['id', 'role'])
    .execute();
  const admin = rows.find((row) => row.role === 'admin');
  if (!admin) throw new Error('The demo has no administrator');
  const of = (role: string) => rows.filter((row) => row.role === role).map((row) => row.id);
  return { admin: admin.id, managers: of('standard'), reviewers: of('compliance') };
}

async function addSenders(rt: Runtime, tx: Tx, workspace_id: string, now: Date): Promise<void> {
  const portfolio = await tx
    .insertInto('portfolios')
    .values({
      workspace_id,
      name: 'Meghna Wealth',
      external_id: 'demo-portfolio',
      tier_limit: 100_000,
      quality: 'GREEN',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const devices = demoSenders().map((device) => ({ id: randomUUID(), ...device }));
  await tx
    .insertInto('devices')
    .values(
      devices.map((device) => ({
        id: device.id,
        workspace_id,
        device_identifier: device.device_identifier,
        name: device.name,
        platform_type: device.platform_type,
        supported_platforms: device.accounts.map((account) => account.channel),
        last_health_check: now,
        created_at: now,
        updated_at: now,
      })),
    )
    .execute();
  await tx
    .insertInto('sender_accounts')
    .values(
      devices.flatMap((device) =>
        device.accounts.map((account) => ({
          workspace_id,
          device_id: device.id,
          portfolio_id: account.channel === 'whatsapp' ? portfolio.id : null,
          channel: account.channel,
          address: account.address,
          display_name: account.display_name,
          // Set by connect-simulators.ts on every start: the simulators choose free ports.
          base_url: 'http://127.0.0.1:1',
          credentials: rt.keys.seal(JSON.stringify(account.credentials)),
          settings: JSON.stringify(account.settings),
          ...rt.channels[account.channel].defaultLimits,
          ...account.limits,
          created_at: now,
          updated_at: now,
        })),
      ),
    )
    .execute();
}

async function addTemplates(tx: Tx, workspace_id: string, now: Date): Promise<void> {
  await tx
    .insertInto('channel_templates')
    .values(
      demoTemplates.map((template) => ({
        workspace_id,
        waba_id: wabaId,
        name: template.name,
        language: template.language,
        category: template.category,
        status: 'APPROVED',
        components: JSON.stringify(templateComponents(template)),
        created_at: now,
        updated_at: now,
      })),
    )
    .execute();
}

export function templateComponents(template: (typeof demoTemplates)[number]) {
  const values = (template.text.match(/\{\{\d+\}\}/g) ?? []).map((_, index) =>
    index === 0 ? 'Rahim' : 'bonds',
  );
  return [
    { type: 'BODY', text: template.text, example: { body_text: [values] } },
    ...(template.buttons.length > 0
      ? [{ type: 'BUTTONS', buttons: template.buttons.map((text) => ({ type: 'QUICK_REPLY', text })) }]
      : []),
  ];
}

const knownForMs = 30 * 24 * 3_600_000;

async function addPeople(
  rt: Runtime,
  tx: Tx,
  workspace_id: string,
  managers: readonly string[],
  now: Date,
): Promise<void> {
  const people = demoPeople(peopleCount).map((person) => ({ id: randomUUID(), ...person }));
  await tx
    .insertInto('prospects')
    .values(
      people.map((person, index) => ({
        id: person.id,
        workspace_id,
        phone_number: person.phone_number,
        phone_hash: rt.keys.addressHash(person.phone_number),
        email: person.email,
        name: `${person.first_name} ${person.last_name}`,
        first_name: person.first_name,
        last_name: person.last_name,
        language: person.language,
        country: person.country,
        time_zone: person.time_zone,
        demographics: JSON.stringify(person.demographics),
        asset_class_interests: JSON.stringify(person.asset_class_interests),
        lead_score: person.lead_score,
        // A stable order for lists: one person a minute, before the first of the experiments that are over.
        created_at: new Date(now.getTime() - knownForMs - (peopleCount - index) * 60_000),
        updated_at: now,
      })),
    )
    .execute();
  await tx
    .insertInto('relationships')
    .values(
      people.flatMap((person, index) =>
        managersOf(index, managers).map((user_id) => ({
          workspace_id,
          user_id,
          prospect_id: person.id,
          created_at: now,
        })),
      ),
    )
    .execute();
  await addConsents(tx, workspace_id, people, now);
}

// The first PM knows 600 people, the others share the rest among them, with some overlap as books have it.
function managersOf(index: number, managers: readonly string[]): string[] {
  const own = new Set<string>();
  if (index % 5 < 3) own.add(managers[0] ?? '');
  own.add(managers[1 + (index % (managers.length - 1))] ?? '');
  if (index % 2 === 0) own.add(managers[1] ?? '');
  if (index % 3 === 0) own.add(managers[2] ?? '');
  return [...own];
}

async function addConsents(
  tx: Tx,
  workspace_id: string,
  people: readonly (DemoPerson & { id: string })[],
  now: Date,
): Promise<void> {
  const given = new Date(now.getTime() - 40 * 86_400_000);
  const rows = people.flatMap((person) =>
    person.consents
      // Telegram's consent comes from the start link itself.
      .filter((channel) => channel !== 'telegram')
      .flatMap((channel) =>
        (['marketing', 'service'] as const).map((purpose) => ({
          workspace_id,
          prospect_id: person.id,
          channel,
          purpose,
          action: 'granted',
          source: 'client agreement',
          evidence: JSON.stringify({
            document: 'Client agreement, section 7',
            signed: given.toISOString().slice(0, 10),
          }),
          occurred_at: given,
          recorded_at: now,
        })),
      ),
  );
  // In parts: one statement takes at most 65,535 parameters.
  for (let at = 0; at < rows.length; at += 1_000)
    await tx
      .insertInto('consents')
      .values(rows.slice(at, at + 1_000))
      .execute();
  const telegram = people.filter((person) => person.consents.includes('telegram'));
  await sql`
    insert into start_links (token, workspace_id, prospect_id, channel, grants, wording, created_at)
    select t.token, ${workspace_id}, t.prospect_id, 'telegram', '{telegram:marketing,telegram:service}',
      'Market notes and reminders from Meghna Wealth on Telegram', ${now}
    from jsonb_to_recordset(${JSON.stringify(
      telegram.map((person) => ({ token: `demo_${person.id.replaceAll('-', '')}`, prospect_id: person.id })),
    )}::jsonb) as t(token text, prospect_id uuid)`.execute(tx);
}

async function addCampaigns(tx: Tx, workspace_id: string, users: DemoUsers, now: Date): Promise<void> {
  const owners = {
    admin: users.admin,
    pm: users.managers[0],
    second: users.managers[1],
    third: users.managers[2],
  };
  for (const [index, campaign] of demoCampaigns.entries()) {
    const content = { ...campaign.channel_content };
    for (const channel of campaign.channel_order) {
      if (channel !== 'whatsapp' && campaign.message_content)
        content[channel] ??= { kind: 'text', text: campaign.message_content };
    }
    const at = new Date(now.getTime() - (demoCampaigns.length - index) * 60_000);
    await tx
      .insertInto('campaigns')
      .values({
        workspace_id,
        portfolio_manager_id: owners[campaign.owner] ?? users.admin,
        name: campaign.name,
        purpose: campaign.purpose,
        target_segment: JSON.stringify(campaign.target_segment),
        message_content: campaign.message_content,
        channel_content: JSON.stringify(content),
        channel_order: campaign.channel_order,
        pace_per_second: campaign.pace_per_second,
        created_at: at,
        updated_at: at,
      })
      .execute();
  }
}
