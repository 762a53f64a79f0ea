// A template that WhatsApp takes back stops whoever writes with it, wherever the campaign has it from: its own words, a profile,
// a version of its experiment, or a schedule that was set before. From the signed callback to what its owner is told.
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import type { CampaignWaiting } from '@sampark/contracts/campaign-work.ts';
import type { ChannelContent } from '@sampark/contracts/channel-content.ts';
import type { Notification } from '@sampark/contracts/notifications.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fireSchedules } from '../../src/campaigns/run-scheduler.ts';
import { openStage, type Stage } from '../delivery/stage.ts';
import { settle } from '../notifications/helpers.ts';
import { applyAll, createAccount, postWhatsapp, whatsappChange, type Account } from './fixtures.ts';

let stage: Stage;
let account: Account;
beforeAll(async () => {
  stage = await openStage();
  account = await createAccount(stage.server, 'whatsapp', { settings: { waba_id: 'WABA' } });
  await stage.account('signal');
});
afterAll(() => stage.close());
beforeEach(async () => {
  await sql`delete from channel_templates where workspace_id = ${stage.pm.workspace_id}`.execute(stage.rt.db);
  for (const name of ['taken', 'kept'])
    for (const language of ['en', 'bn'])
      await sql`
        insert into channel_templates (workspace_id, waba_id, name, language, category, status, components)
        values (${stage.pm.workspace_id}, 'WABA', ${name}, ${language}, 'MARKETING', 'APPROVED',
          '[{"type": "BODY", "text": "Dear {{1}}, reply STOP to end this."}]')`.execute(stage.rt.db);
});

const written = (name: string, more: object = {}): ChannelContent => ({
  ...{ kind: 'template', name, language: 'en', parameters: ['{{ first_name }}'] },
  ...more,
});

async function ask<T>(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, version?: number) {
  const answer = await stage.server.ask(method, `/api/v1${url}`, {
    token: await stage.token(),
    ...(payload ? { payload } : {}),
    ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
  });
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return answer.json<T>();
}

async function campaign(whatsapp: ChannelContent, more: object = {}): Promise<CampaignResource> {
  return ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Fund letter', channel_order: ['whatsapp'], channel_content: { whatsapp } },
    prospect_ids: (await stage.people(2, ['whatsapp'])).map((one) => one.id),
    ...more,
  });
}
const launch = (id: string) => ask('POST', `/campaigns/${id}/launch`);
const status = async (id: string) => (await ask<CampaignResource>('GET', `/campaigns/${id}`)).status;

async function profile(whatsapp: ChannelContent, language = 'en'): Promise<string> {
  const { id } = await ask<{ id: string }>('POST', '/profiles', {
    ...{ name: `Writes with ${whatsapp.kind === 'template' ? whatsapp.name : 'words'}`, language },
    branding_config: { colors: { accent: '#1a5fb4' }, logos: {}, fonts: { body: 'Inter' } },
    messaging_templates: { whatsapp, telegram: 'T', signal: 'S', imessage: 'I' },
    compliance_rules: { jurisdiction: 'BD', rules: [] },
  });
  return id;
}

/** Two versions that say these on WhatsApp; undefined: what the campaign says. */
async function inVersions(made: CampaignResource, first: object | undefined, second: object) {
  return ask<{ id: string }>('PUT', `/campaigns/${made.id}/experiment`, {
    ...{ varies: 'profile_id' in second ? 'profile' : 'message', metric: 'replied', minimum_effect: 0.1 },
    variants: [
      { name: 'First', share: 5_000, is_control: true, ...(first ? { change: first } : {}) },
      { name: 'Second', share: 5_000, is_control: false, change: second },
    ],
  }, made.version); // prettier-ignore
}
const says = (name: string) => ({ channel_content: { whatsapp: written(name) } });

/** What Meta says of the template, as it says it. */
async function told(event: string, name = 'taken', language = 'en'): Promise<void> {
  const value = { event, reason: 'NONE', message_template_name: name, message_template_language: language };
  const answer = await postWhatsapp(
    stage.server,
    account,
    whatsappChange(value, 'message_template_status_update'),
  );
  expect(answer.statusCode).toBe(200);
  await applyAll(stage.server);
}

const pausedAs = async (id: string) =>
  (await stage.events(id, 'campaign.paused')).map((one) => one.data['reason']);

describe('a running campaign that writes with it only', () => {
  const places: [string, () => Promise<CampaignResource>][] = [
    ['in its own words', () => campaign(written('taken'))],
    [
      'in a profile that fits some of its people',
      async () => {
        const made = await campaign(written('kept'));
        const profile_ids = [await profile(written('taken'))];
        await ask('PUT', `/campaigns/${made.id}/profiles`, { profile_ids, default_profile_id: null }, made.version); // prettier-ignore
        return made;
      },
    ],
    [
      'in its default profile, among listed ones',
      async () => {
        const made = await campaign(written('kept'));
        const profiles = { profile_ids: [await profile(written('kept'), 'bn')] };
        const default_profile_id = await profile(written('taken'));
        await ask('PUT', `/campaigns/${made.id}/profiles`, { ...profiles, default_profile_id }, made.version);
        return made;
      },
    ],
    [
      'in a version of its experiment',
      async () => {
        const made = await campaign(written('kept'));
        await inVersions(made, undefined, says('taken'));
        return made;
      },
    ],
    [
      'in the profile of a version',
      async () => {
        const made = await campaign(written('kept'));
        await inVersions(made, undefined, { profile_id: await profile(written('taken')) });
        return made;
      },
    ],
  ];
  it.each(places)('%s pauses, says why, and goes on when it is approved again', async (_, make) => {
    const { id } = await make();
    await launch(id);
    const others = await campaign(written('kept'));
    await launch(others.id);
    await told('PAUSED');
    expect([await status(id), await status(others.id)]).toEqual(['paused', 'active']);
    expect(await pausedAs(id)).toEqual(['template_paused']);
    const { problems } = await ask<CampaignWaiting>('GET', `/campaigns/${id}/waiting`);
    expect(problems?.map((one) => one.code)).toEqual(['template_paused']);
    await settle(stage.rt);
    const { items } = await ask<{ items: Notification[] }>('GET', '/notifications?kind=campaign_paused');
    expect(items.find((one) => one.campaign?.id === id)).toMatchObject({
      reasons: [{ code: 'template_paused' }],
    });
    await expect(ask('POST', `/campaigns/${id}/resume`)).rejects.toThrow('campaign_not_ready');
    await told('APPROVED');
    expect(await status(id)).toBe('paused');
    await ask('POST', `/campaigns/${id}/resume`);
    expect(await status(id)).toBe('active');
  });

  it.each([
    ['DISABLED', 'template_paused'],
    ['REJECTED', 'template_missing'],
    ['DELETED', 'template_missing'],
  ])('%s stops it too', async (event, code) => {
    const made = await campaign(written('kept'));
    await inVersions(made, undefined, says('taken'));
    await launch(made.id);
    await told(event);
    expect(await pausedAs(made.id)).toEqual([code]);
  });
});

describe('a running campaign goes on', () => {
  it('where every version says something else than its own words', async () => {
    const made = await campaign(written('taken'));
    await inVersions(made, says('kept'), { channel_content: { whatsapp: written('kept', { language: 'bn' }) } });
    await launch(made.id);
    await told('PAUSED');
    expect(await status(made.id)).toBe('active');
  }); // prettier-ignore

  it('where the version that says it was stopped, and can be resumed then', async () => {
    const made = await campaign(written('kept'));
    const { id } = await inVersions(made, undefined, says('taken'));
    await launch(made.id);
    await told('PAUSED');
    expect(await status(made.id)).toBe('paused');
    await ask('POST', `/experiments/${id}/stop-variant`, { variant: 'B' });
    await ask('POST', `/campaigns/${made.id}/resume`);
    expect(await status(made.id)).toBe('active');
    await told('APPROVED');
    await told('DISABLED');
    expect(await status(made.id)).toBe('active');
  });

  it('where a profile says it now, but did not at the launch', async () => {
    const made = await campaign(written('kept'));
    const fitted = await profile(written('kept', { language: 'bn' }), 'bn');
    await ask('PUT', `/campaigns/${made.id}/profiles`, { profile_ids: [fitted], default_profile_id: null }, made.version); // prettier-ignore
    await launch(made.id);
    await sql`update engagement_profiles set version = version + 1, messaging_templates = jsonb_set(messaging_templates,
      '{whatsapp}', ${JSON.stringify(written('taken'))}) where id = ${fitted}`.execute(stage.rt.db);
    await told('PAUSED');
    expect(await status(made.id)).toBe('active');
  });
});

describe('a scheduled campaign', () => {
  it('that starts after it was taken back pauses before anything is refused', async () => {
    const ids: string[] = [];
    for (const name of ['taken', 'kept']) {
      const { id } = await campaign(written(name));
      const launch_time = new Date(stage.clock.now().getTime() + 60_000).toISOString();
      await ask('POST', `/campaigns/${id}/schedule`, { launch_time });
      ids.push(id);
    }
    await told('REJECTED');
    expect(await Promise.all(ids.map(status))).toEqual(['scheduled', 'scheduled']);
    stage.clock.advance(61_000);
    expect(await fireSchedules(stage.rt)).toBe(2);
    expect(await Promise.all(ids.map(status))).toEqual(['paused', 'active']);
    expect(await pausedAs(ids[0] ?? '')).toEqual(['template_missing']);
    await told('APPROVED');
    await ask('POST', `/campaigns/${ids[0]}/resume`);
    expect(await status(ids[0] ?? '')).toBe('active');
  });
});
