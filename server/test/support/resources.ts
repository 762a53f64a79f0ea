// One row of everything a path can name, belonging to a given person. The access test makes own and foreign ones.
import { randomUUID } from 'node:crypto';
import type { Resource } from '../../src/http/route.ts';
import { visitToken } from '../../src/links/token.ts';
import { signLink } from '../../src/preferences/link.ts';
import type { Runtime } from '../../src/runtime.ts';

export type Owner = { id: string; workspace_id: string; session_id?: string };

export type ResourceMaker = (rt: Runtime, owner: Owner) => Promise<string>;

/** Kinds a portfolio manager sees only when they are theirs. The others belong to the workspace. */
export const ownedResources: ReadonlySet<Resource> = new Set<Resource>([
  'prospect',
  'import',
  'campaign',
  'experiment',
  'segment',
  'message',
  'conversation',
  'session',
  'api_key',
  'profile',
  'notification',
  'flag',
  'privacy_request',
]);

let counter = 0;
/** A valid UK number, another one each time. */
const nextPhone = () => `+447400${String(100_000 + ++counter)}`;
const base = (owner: Owner) => ({ workspace_id: owner.workspace_id });

const prospect: ResourceMaker = async (rt, owner) => {
  const phone = nextPhone();
  const row = await rt.db
    .insertInto('prospects')
    .values({
      ...base(owner),
      phone_number: phone,
      name: 'Amina Rahman',
      phone_hash: rt.keys.addressHash(phone),
      created_at: rt.clock.now(),
      updated_at: rt.clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await rt.db
    .insertInto('relationships')
    .values({ ...base(owner), user_id: owner.id, prospect_id: row.id })
    .execute();
  return row.id;
};

const campaign: ResourceMaker = async (rt, owner) => {
  const row = await rt.db
    .insertInto('campaigns')
    .values({
      ...base(owner),
      portfolio_manager_id: owner.id,
      name: 'Spring letter',
      message_content: 'Hello',
      channel_content: JSON.stringify({ telegram: { kind: 'text', text: 'Hello' } }),
      created_at: rt.clock.now(),
      updated_at: rt.clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
};

const device: ResourceMaker = async (rt, owner) => {
  const row = await rt.db
    .insertInto('devices')
    .values({
      ...base(owner),
      device_identifier: randomUUID(),
      name: 'Phone',
      platform_type: 'cloud',
      supported_platforms: ['telegram'],
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
};

const account: ResourceMaker = async (rt, owner) => {
  const row = await rt.db
    .insertInto('sender_accounts')
    .values({
      ...base(owner),
      device_id: await device(rt, owner),
      channel: 'telegram',
      address: String(1_000_000 + ++counter),
      display_name: 'Bot',
      base_url: 'http://127.0.0.1:9',
      credentials: rt.keys.seal(JSON.stringify({ token: 'never shown' })),
      per_second: 30,
      per_day: 100,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
};

const rule: ResourceMaker = async (rt, owner) => {
  const row = await rt.db
    .insertInto('rules')
    .values({ ...base(owner), enabled: false, created_at: rt.clock.now(), updated_at: rt.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  const definition = {
    ...{ name: 'Sure things', explanation: 'Nothing is sure.', action: 'warn', severity: 'low' },
    ...{ condition: { terms: ['sure thing'] }, effective_from: null, effective_to: null, source: null },
    examples: [
      { text: 'A sure thing', expect: 'flag' },
      { text: 'A thing', expect: 'pass' },
    ],
  };
  await rt.db
    .insertInto('rule_versions')
    .values({
      ...base(owner),
      ...{ rule_id: row.id, version: 1, definition: JSON.stringify(definition), made_at: rt.clock.now() },
    })
    .execute();
  return row.id;
};

const optInPage = async (rt: Runtime, owner: Owner) => {
  const offers = ['telegram:marketing'];
  const page = await rt.db
    .insertInto('opt_in_pages')
    .values({
      ...base(owner),
      slug: randomUUID().replaceAll('-', '').slice(0, 12),
      name: 'Poster',
      language: 'en',
      offers,
      created_by: owner.id,
    })
    .returning(['id', 'slug'])
    .executeTakeFirstOrThrow();
  const wording = 'I would like to hear from you on Telegram.';
  await rt.db
    .insertInto('opt_in_wordings')
    .values({ page_id: page.id, version: 1, wording, offers, created_by: owner.id })
    .execute();
  return page;
};

/** A draft with its campaign; A is the control. */
const experiment: ResourceMaker = async (rt, owner) => {
  const now = rt.clock.now();
  const { id } = await rt.db
    .insertInto('experiments')
    .values({
      ...base(owner),
      ...{
        campaign_id: await campaign(rt, owner),
        name: 'Two greetings',
        varies: 'message',
        metric: 'replied',
      },
      ...{ minimum_effect: 0.05, expected_rate: 0.2, created_by: owner.id, created_at: now, updated_at: now },
      guardrails: JSON.stringify({
        opt_out: { on: true, margin: 0.02 },
        failure: { on: true, margin: 0.05 },
      }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await rt.db
    .insertInto('experiment_variants')
    .values(
      [1, 2].map((variant) => ({
        ...base(owner),
        ...{
          experiment_id: id,
          variant,
          name: `Greeting ${variant}`,
          share: 5_000,
          is_control: variant === 1,
        },
      })),
    )
    .execute();
  return id;
};

export const resourceMakers: Record<Resource, ResourceMaker> = {
  prospect,
  campaign,
  experiment,
  device,
  account,
  segment: async (rt, owner) => {
    const row = await rt.db
      .insertInto('segments')
      .values({
        ...base(owner),
        ...{ owner_id: owner.id, name: 'Warm leads', created_at: rt.clock.now(), updated_at: rt.clock.now() },
        condition: JSON.stringify({ field: 'lead_score', op: 'at_least', value: 70 }),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
  import: async (rt, owner) => {
    const row = await rt.db
      .insertInto('imports')
      .values({ ...base(owner), user_id: owner.id, file_name: 'people.csv', status: 'completed' })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
  message: async (rt, owner) => {
    const id = randomUUID();
    const now = rt.clock.now();
    await rt.db
      .insertInto('messages')
      .values({
        ...base(owner),
        id,
        created_at: now,
        updated_at: now,
        due_at: now,
        campaign_id: await campaign(rt, owner),
        prospect_id: await prospect(rt, owner),
        portfolio_manager_id: owner.id,
        purpose: 'marketing',
        platform: 'telegram',
        // Settled, so that no dispatcher of another test file's process would ever take it.
        delivery_status: 'failed',
      })
      .execute();
    return id;
  },
  user: async (rt, owner) => {
    const row = await rt.db
      .insertInto('users')
      .values({
        ...base(owner),
        email: `colleague-${randomUUID().slice(0, 8)}@example.test`,
        name: 'Colleague',
        password_hash: '!',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
  invitation: async (rt, owner) => {
    const row = await rt.db
      .insertInto('invitations')
      .values({
        ...base(owner),
        email: `invited-${randomUUID().slice(0, 8)}@example.test`,
        role: 'standard',
        token_hash: Buffer.from(randomUUID()),
        invited_by: owner.id,
        expires_at: new Date(rt.clock.now().getTime() + 86_400_000),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
  session: async (rt, owner) => {
    const row = await rt.db
      .insertInto('sessions')
      .values({
        ...base(owner),
        user_id: owner.id,
        created_at: rt.clock.now(),
        expires_at: new Date(rt.clock.now().getTime() + 86_400_000),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
  conversation: async (rt, owner) => {
    const row = await rt.db
      .insertInto('conversations')
      .values({
        ...base(owner),
        prospect_id: await prospect(rt, owner),
        channel: 'telegram',
        assigned_to: owner.id,
        last_message_at: rt.clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
  privacy_request: async (rt, owner) => {
    const row = await rt.db
      .insertInto('privacy_requests')
      .values({
        ...base(owner),
        ...{ prospect_id: await prospect(rt, owner), kind: 'copy', came_by: 'phone', created_by: owner.id },
        ...{ received_at: rt.clock.now(), due_on: rt.clock.now().toISOString().slice(0, 10) },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
  suppression: async (rt, owner) => {
    const row = await rt.db
      .insertInto('suppressions')
      .values({
        ...base(owner),
        address_hash: rt.keys.addressHash(nextPhone()),
        reason: 'asked to stop',
        source: 'manual',
        created_by: owner.id,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
  profile: async (rt, owner) => {
    const hash = '5eed'.repeat(16);
    await rt.db
      .insertInto('profile_logos')
      .values({
        ...base(owner),
        ...{
          hash,
          bytes: Buffer.from('logo'),
          width: 1,
          height: 1,
          uploaded_by: owner.id,
          created_at: rt.clock.now(),
        },
      })
      .onConflict((on) => on.doNothing())
      .execute();
    const row = await rt.db
      .insertInto('engagement_profiles')
      .values({
        ...base(owner),
        portfolio_manager_id: owner.id,
        name: 'Retirees',
        language: 'en',
        branding_config: JSON.stringify({
          colors: { accent: '#1a5fb4' },
          logos: { light: hash },
          fonts: { body: 'Inter' },
        }),
        messaging_templates: JSON.stringify({ whatsapp: 'Hi', telegram: 'Hi', signal: 'Hi', imessage: 'Hi' }),
        compliance_rules: JSON.stringify({ jurisdiction: 'BD', rules: [] }),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
  template: async (rt, owner) => {
    const row = await rt.db
      .insertInto('channel_templates')
      .values({
        ...base(owner),
        waba_id: '100',
        name: `letter_${++counter}`,
        language: 'en',
        category: 'MARKETING',
        status: 'APPROVED',
        components: '[]',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
  start_link: async (rt, owner) => {
    const token = `start_${randomUUID()}`;
    await rt.db
      .insertInto('start_links')
      .values({
        ...base(owner),
        token,
        prospect_id: await prospect(rt, owner),
        grants: ['marketing'],
        wording: 'I would like to hear from you on Telegram.',
        created_by: owner.id,
      })
      .execute();
    return token;
  },
  preference_link: async (rt, owner) => signLink(rt.keys, await prospect(rt, owner), 1, rt.clock.now()),
  visit_link: async (rt, owner) => {
    const link = await rt.db
      .insertInto('campaign_links')
      .values({
        ...base(owner),
        ...{ campaign_id: await campaign(rt, owner), number: 1, target: 'https://a.example/' },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return visitToken(rt.keys, link.id, randomUUID());
  },
  opt_in_page: async (rt, owner) => (await optInPage(rt, owner)).id,
  opt_in_slug: async (rt, owner) => (await optInPage(rt, owner)).slug,
  api_key: async (rt, owner) => {
    const now = rt.clock.now();
    const row = await rt.db
      .insertInto('api_keys')
      .values({
        ...base(owner),
        ...{
          user_id: owner.id,
          name: 'Report',
          prefix: 'sampark_key_x',
          token_hash: Buffer.from(randomUUID()),
        },
        ...{ scopes: ['analytics:read'], created_at: now, expires_at: new Date(now.getTime() + 86_400_000) },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
  portfolio: async (rt, owner) => {
    const row = await rt.db
      .insertInto('portfolios')
      .values({ ...base(owner), name: `Portfolio ${++counter}` })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
  rule,
  flag: async (rt, owner) => {
    const now = rt.clock.now();
    const row = await rt.db
      .insertInto('message_flags')
      .values({
        ...base(owner),
        ...{ message_id: randomUUID(), created_at: now, prospect_id: await prospect(rt, owner) },
        ...{
          portfolio_manager_id: owner.id,
          channel: 'telegram',
          rule_id: await rule(rt, owner),
          rule_version: 1,
        },
        ...{ action: 'warn', severity: 'low', matched: 'sure', excerpt: 'a sure thing', flagged_at: now },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
  legal_hold: async (rt, owner) => {
    const row = await rt.db
      .insertInto('legal_holds')
      .values({
        ...base(owner),
        ...{ kind: 'class', data_class: 'senders', reason: 'Case 12', made_by: owner.id },
        made_at: rt.clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
  notification: async (rt, owner) => {
    const now = rt.clock.now();
    const row = await rt.db
      .insertInto('notifications')
      .values({
        ...base(owner),
        user_id: owner.id,
        kind: 'messages_failed',
        batch: randomUUID(),
        subject_id: await campaign(rt, owner),
        count: 3,
        data: JSON.stringify({ reasons: { not_on_channel: 3 }, channels: { telegram: 3 } }),
        first_at: now,
        last_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  },
};
