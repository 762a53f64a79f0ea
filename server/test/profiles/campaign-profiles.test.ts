// A campaign over five languages: which profile each person gets, counted and explained; versions fixed at the launch.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runtime } from '../../src/runtime.ts';
import { campaignById } from '../../src/campaigns/queries.ts';
import { previewSelection } from '../../src/profiles/preview-selection.ts';
import { routes } from '../../src/routes.ts';
import { createUser, startTestServer, tokenFor, type TestServer } from '../support/server.ts';
import { addAccount, addPeople } from '../support/world.ts';

let server: TestServer;
let rt: Runtime;
beforeAll(async () => {
  server = await startTestServer({ routes });
  ({ rt } = server);
  await addAccount(rt, server.workspace.id, 'signal');
});
afterAll(() => server.close());

type Listed = { items: { profile_id: string; version: number; listed: boolean; is_default: boolean }[] };
type Preview = {
  checked: number;
  complete: boolean;
  counts: { profile_id: string | null; name: string | null; people: number; by_default: number }[];
  people: {
    prospect_id: string;
    profile_name: string | null;
    by_default: boolean;
    reasons: { text: string }[];
  }[];
};

/** A manager with people of five languages and profiles in four of them, and a draft. */
async function scene() {
  const user = await createUser(rt, { workspace_id: server.workspace.id, role: 'standard' });
  const token = await tokenFor(rt, user);
  const ask = (
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
    version?: number,
  ) =>
    server.ask(method, `/api/v1${url}`, {
      token,
      ...(payload ? { payload } : {}),
      ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
    });
  const make = async (language: string, target_demographics: object | null = null) => {
    const text = `[${language}] Dear {{ first_name }}`;
    const answer = await ask('POST', '/profiles', {
      ...{ name: `In ${language}`, language, target_demographics },
      branding_config: { colors: { accent: '#1a5fb4' }, logos: {}, fonts: { body: 'Inter' } },
      messaging_templates: { whatsapp: text, telegram: text, signal: text, imessage: text },
      compliance_rules: { jurisdiction: 'BD', rules: [] },
    });
    return answer.json<{ id: string; version: number }>();
  };
  const people = await addPeople(rt, user, 10, { channels: ['signal'] });
  const languages = ['en', 'es', 'zh', 'ar', 'bn'];
  for (const [n, person] of people.entries())
    await sql`update prospects set language = ${languages[n % 5]}, demographics = ${JSON.stringify({ age: 30 + n })}::jsonb
      where id = ${person.id}`.execute(rt.db);
  const profiles = {
    en: await make('en'),
    es: await make('es'),
    zh: await make('zh'),
    bn: await make('bn', { age_range: [30, 36] }),
  };
  const draft = (
    await ask('POST', '/campaigns', { name: 'Five', message_content: 'Own words', channel_order: ['signal'] })
  ).json<{ id: string; version: number }>();
  return { ask, make, user, people, profiles, draft };
}

describe('a campaign', () => {
  it('shows who gets which profile and why, before anything is sent', async () => {
    const { ask, profiles, draft } = await scene();
    const list = {
      profile_ids: [profiles.es.id, profiles.zh.id, profiles.bn.id],
      default_profile_id: profiles.en.id,
    };
    const url = `/campaigns/${draft.id}/profiles`;
    expect((await ask('PUT', url, list)).statusCode).toBe(428);
    const put = await ask('PUT', url, list, draft.version);
    expect([put.statusCode, put.headers.etag]).toEqual([200, `"${draft.version + 1}"`]);
    expect((await ask('PUT', url, list, draft.version)).statusCode).toBe(412);
    const preview = (await ask('GET', `/campaigns/${draft.id}/profile-preview`)).json<Preview>();
    expect([preview.checked, preview.complete]).toEqual([10, true]);
    // bn: ages 34 and 39, of which one is in 30–36; ar: nobody's.
    expect(preview.counts.map((one) => [one.name, one.people, one.by_default])).toEqual([
      ['In bn', 1, 0],
      ['In en', 5, 3],
      ['In es', 2, 0],
      ['In zh', 2, 0],
    ]);
    const bangla = preview.people.find((one) => one.profile_name === 'In bn');
    expect(bangla?.reasons.map((one) => one.text)).toEqual(['speaks Bangla', 'age 34 in 30–36']);
    expect(preview.people).toHaveLength(10);
    const { items } = (await ask('GET', `/campaigns/${draft.id}/versions`)).json<{
      items: { changed: string[] }[];
    }>();
    expect(items[0]?.changed.toSorted()).toEqual(['engagement_profile_id', 'profile_ids']);

    const copy = (await ask('POST', `/campaigns/${draft.id}/copy`)).json<{ id: string }>();
    const copied = (await ask('GET', `/campaigns/${copy.id}/profiles`)).json<Listed>();
    expect(copied.items.map((one) => [one.profile_id, one.listed, one.is_default])).toEqual([
      [profiles.bn.id, true, false],
      [profiles.en.id, false, true],
      [profiles.es.id, true, false],
      [profiles.zh.id, true, false],
    ]);
  });

  it('knows an id in whichever spelling, and one given twice as one', async () => {
    const { ask, profiles, draft } = await scene();
    const list = {
      profile_ids: [profiles.es.id, profiles.es.id.toUpperCase()],
      default_profile_id: profiles.en.id.toUpperCase(),
    };
    const put = await ask('PUT', `/campaigns/${draft.id}/profiles`, list, draft.version);
    expect([put.statusCode, put.body]).toEqual([200, put.body]);
    expect(put.json<Listed>().items.map((one) => one.profile_id)).toEqual([profiles.en.id, profiles.es.id]);
  });

  it('counts in pages as in one, and says when its time was over', async () => {
    const { ask, profiles, draft } = await scene();
    const list = { profile_ids: [profiles.es.id, profiles.zh.id], default_profile_id: null };
    await ask('PUT', `/campaigns/${draft.id}/profiles`, list, draft.version);
    const campaign = await campaignById(rt.db, draft.id);
    const whole = await previewSelection(rt, campaign);
    expect(whole.counts.at(-1)).toMatchObject({ profile_id: null, people: 6 });
    expect(await previewSelection(rt, campaign, { most: 3 })).toEqual(whole);
    expect(await previewSelection(rt, campaign, { most: 10 })).toEqual(whole);
    const cut = await previewSelection(rt, campaign, { most: 3, patienceMs: 0 });
    expect([cut.checked, cut.complete]).toEqual([3, false]);
  });

  it('refuses profiles of others, switched-off ones, and any change once it is active', async () => {
    const { ask, profiles, draft } = await scene();
    const other = await scene();
    await ask('POST', `/profiles/${profiles.zh.id}/deactivate`);
    const url = `/campaigns/${draft.id}/profiles`;
    const list = {
      profile_ids: [other.profiles.en.id, profiles.zh.id, profiles.en.id],
      default_profile_id: other.profiles.es.id,
    };
    const refused = await ask('PUT', url, list, draft.version);
    expect(refused.statusCode).toBe(400);
    expect(
      refused
        .json<{ errors: { field: string; reason: string }[] }>()
        .errors.map((one) => [one.field, one.reason]),
    ).toEqual([
      ['body.profile_ids.0', 'is no profile of yours'],
      ['body.profile_ids.1', 'is switched off'],
      ['body.default_profile_id', 'is no profile of yours'],
    ]);
    expect((await ask('POST', `/campaigns/${draft.id}/launch`)).statusCode).toBe(200);
    const version = (await ask('GET', `/campaigns/${draft.id}`)).json<{ version: number }>().version;
    const frozen = await ask('PUT', url, { profile_ids: [], default_profile_id: null }, version);
    expect([frozen.statusCode, frozen.json()]).toMatchObject([409, { code: 'campaign_frozen' }]);
  });

  it('fixes at its launch what its profiles say', async () => {
    const { ask, profiles, draft } = await scene();
    const list = { profile_ids: [profiles.es.id, profiles.zh.id], default_profile_id: profiles.en.id };
    await ask('PUT', `/campaigns/${draft.id}/profiles`, list, draft.version);
    await ask('PATCH', `/profiles/${profiles.es.id}`, { name: 'Spanish' }, 1);
    await ask('POST', `/profiles/${profiles.zh.id}/deactivate`);
    expect((await ask('POST', `/campaigns/${draft.id}/launch`)).statusCode).toBe(200);
    await ask('PATCH', `/profiles/${profiles.es.id}`, { name: 'Later' }, 2);
    await ask('POST', `/profiles/${profiles.en.id}/deactivate`);
    const after = (await ask('GET', `/campaigns/${draft.id}/profiles`)).json<Listed>();
    expect(after.items).toMatchObject([
      { profile_id: profiles.en.id, version: 1, name: 'In en', is_active: true, listed: false },
      { profile_id: profiles.es.id, version: 2, name: 'Spanish', listed: true },
    ]);
    const refused = await ask('DELETE', `/profiles/${profiles.es.id}`);
    expect(refused.json()).toMatchObject({ code: 'profile_in_use' });
  });
});
