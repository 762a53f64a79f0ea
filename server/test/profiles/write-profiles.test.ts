// Profiles over HTTP on a real database: made, changed, copied, switched, deleted; fifty at most; every version kept.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/routes.ts';
import { createUser, startTestServer, tokenFor, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => (server = await startTestServer({ routes, env: { DATABASE_POOL: '12' } })));
afterAll(() => server.close());

const text = 'Dear {{ first_name }}, shall we talk?';
const given = {
  name: 'Retirees',
  language: 'bn',
  branding_config: { colors: { accent: '#1a5fb4' }, logos: {}, fonts: { body: 'Noto Sans Bengali' } },
  messaging_templates: { whatsapp: text, telegram: text, signal: text, imessage: text },
  compliance_rules: { jurisdiction: 'BD', rules: [] },
  target_demographics: { age_range: [60, 85], location: ['Dhaka'] },
};

type Profile = { id: string; version: number; name: string; is_active: boolean; missing_channels: string[] };

async function manager() {
  const user = await createUser(server.rt, { workspace_id: server.workspace.id, role: 'standard' });
  const token = await tokenFor(server.rt, user);
  const ask = (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    version?: number,
  ) =>
    server.ask(method, `/api/v1${url}`, {
      token,
      ...(payload ? { payload } : {}),
      ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
    });
  const make = async (name: string) => (await ask('POST', '/profiles', { ...given, name })).json<Profile>();
  return { user, ask, make };
}

describe('a profile', () => {
  it('is made, changed by whoever read it last, switched and deleted, each step on record', async () => {
    const { ask, user } = await manager();
    const made = await ask('POST', '/profiles', given);
    expect([made.statusCode, made.headers.etag]).toEqual([201, '"1"']);
    const { id } = made.json<Profile>();
    expect(made.json()).toMatchObject({
      ...given,
      portfolio_manager_id: user.id,
      missing_channels: [],
      warnings: [],
    });

    expect((await ask('PATCH', `/profiles/${id}`, { name: 'Savers' })).statusCode).toBe(428);
    expect((await ask('PATCH', `/profiles/${id}`, { name: 'Savers' }, 1)).json()).toMatchObject({
      version: 2,
    });
    const late = await ask('PATCH', `/profiles/${id}`, { name: 'Late' }, 1);
    expect([late.statusCode, late.json()]).toMatchObject([412, { code: 'version_conflict' }]);
    // The same again is no new version.
    expect((await ask('PATCH', `/profiles/${id}`, { name: 'Savers' }, 2)).json()).toMatchObject({
      version: 2,
    });
    expect((await ask('POST', `/profiles/${id}/deactivate`)).json()).toMatchObject({
      is_active: false,
      version: 3,
    });
    const active = await ask('GET', '/profiles?is_active=true');
    expect(active.json<{ items: Profile[] }>().items).toEqual([]);
    expect((await ask('POST', `/profiles/${id}/activate`)).json()).toMatchObject({
      is_active: true,
      version: 4,
    });

    const { items } = (await ask('GET', `/profiles/${id}/versions`)).json<{
      items: Record<string, unknown>[];
    }>();
    expect(items.map(({ version, act, changed, made_by }) => ({ version, act, changed, made_by }))).toEqual([
      { version: 4, act: 'changed', changed: ['is_active'], made_by: user.id },
      { version: 3, act: 'changed', changed: ['is_active'], made_by: user.id },
      { version: 2, act: 'changed', changed: ['name'], made_by: user.id },
      { version: 1, act: 'made', changed: [], made_by: user.id },
    ]);
    expect((await ask('DELETE', `/profiles/${id}`)).statusCode).toBe(204);
    expect((await ask('GET', `/profiles/${id}`)).statusCode).toBe(404);
    const { rows: kept } = await sql<{ act: string; version: number }>`
      select act, version from content_versions where subject_id = ${id} order by version desc limit 1`.execute(
      server.rt.db,
    );
    expect(kept).toEqual([{ act: 'deleted', version: 5 }]);
    const { rows } = await sql<{ type: string }>`
      select type from events where data ->> 'profile_id' = ${id} and actor_id = ${user.id} order by id`.execute(
      server.rt.db,
    );
    expect(rows.map((row) => row.type)).toEqual([
      'profile.created',
      'profile.changed',
      'profile.changed',
      'profile.changed',
      'profile.deleted',
    ]);
  });

  it('keeps versions that nobody can change, whoever writes', async () => {
    const { make } = await manager();
    const { id } = await make('By hand');
    const { db } = server.rt;
    await sql`update engagement_profiles set name = 'Changed past the program', updated_at = now() where id = ${id}`.execute(
      db,
    );
    const { rows } = await sql`
      select p.version, v.content ->> 'name' as name from engagement_profiles p
      join content_versions v on v.subject_id = p.id and v.version = p.version where p.id = ${id}`.execute(
      db,
    );
    expect(rows).toEqual([{ version: 2, name: 'Changed past the program' }]);
    await expect(sql`delete from content_versions where subject_id = ${id}`.execute(db)).rejects.toThrow(
      'denied',
    );
  });

  it('is copied, and one from before templates were checked as it is', async () => {
    const { ask, make, user } = await manager();
    const { id } = await make('x'.repeat(120));
    const copy = (await ask('POST', `/profiles/${id}/copy`)).json<Profile>();
    expect([copy.name.length, copy.version, copy.id === id]).toEqual([120, 1, false]);
    // Cut between characters, never within one.
    const smiling = await make('😀'.repeat(120));
    expect((await ask('POST', `/profiles/${smiling.id}/copy`)).json<Profile>().name).toBe(
      `${'😀'.repeat(113)} (copy)`,
    );
    const { rows } = await sql<{ id: string }>`
      insert into engagement_profiles (workspace_id, portfolio_manager_id, name, language, branding_config, messaging_templates)
      values (${user.workspace_id}, ${user.id}, 'Old', 'en', '{}', '{"signal": "Hi"}') returning id`.execute(
      server.rt.db,
    );
    const old = await ask('POST', `/profiles/${rows[0]?.id}/copy`);
    expect([old.statusCode, old.json<Profile>().missing_channels]).toEqual([
      201,
      ['whatsapp', 'telegram', 'imessage'],
    ]);
    // Changing it asks for what it lacks.
    const change = await ask('PATCH', `/profiles/${rows[0]?.id}`, { name: 'New' }, 1);
    expect([change.statusCode, change.json()]).toMatchObject([422, { code: 'profile_invalid' }]);
    expect((await ask('POST', `/profiles/${rows[0]?.id}/deactivate`)).statusCode).toBe(200);
  });

  it('is refused with every fault and its field', async () => {
    const { ask } = await manager();
    const answer = await ask('POST', '/profiles', {
      ...given,
      language: 'zz',
      messaging_templates: { signal: '{{ x' },
      branding_config: { ...given.branding_config, logos: { light: 'a'.repeat(64) } },
    });
    expect(answer.statusCode).toBe(422);
    const { errors } = answer.json<{ errors: { field: string; remedy: string }[] }>();
    expect(errors.map((one) => one.field)).toEqual([
      'body.language',
      'body.messaging_templates.whatsapp',
      'body.messaging_templates.telegram',
      'body.messaging_templates.imessage',
      'body.messaging_templates.signal',
    ]);
    expect(errors.every((one) => one.remedy.length > 10)).toBe(true);
    for (const branding_config of [
      { colors: {}, logos: {}, fonts: {} },
      { colors: { accent: 'red' }, logos: {}, fonts: { body: 'Comic Sans' } },
    ])
      expect((await ask('POST', '/profiles', { ...given, branding_config })).statusCode).toBe(400);
    const unknown = { ...given.branding_config, logos: { light: 'a'.repeat(64) } };
    expect((await ask('POST', '/profiles', { ...given, branding_config: unknown })).json()).toMatchObject({
      errors: [{ field: 'body.branding_config.logos.light' }],
    });
  });

  it('is not deleted while a campaign names it', async () => {
    const { ask, make } = await manager();
    const { id } = await make('Named');
    const campaign = (
      await ask('POST', '/campaigns', {
        name: 'Spring',
        message_content: 'Hi',
        channel_order: ['signal'],
        engagement_profile_id: id,
      })
    ).json<{ id: string }>();
    const refused = await ask('DELETE', `/profiles/${id}`);
    expect([refused.statusCode, refused.json()]).toMatchObject([
      409,
      { code: 'profile_in_use', detail: 'Campaigns with it: “Spring”.' },
    ]);
    expect((await ask('DELETE', `/campaigns/${campaign.id}`)).statusCode).toBe(204);
    expect((await ask('DELETE', `/profiles/${id}`)).statusCode).toBe(204);
  });
});

describe('at most fifty', () => {
  it('holds under twenty who create at once: of 45, five are made', async () => {
    const { ask, make, user } = await manager();
    const { id } = await make('First');
    await sql`
      insert into engagement_profiles (workspace_id, portfolio_manager_id, name, language, branding_config, messaging_templates)
      select ${user.workspace_id}, ${user.id}, 'Profile ' || n, 'en', '{}', '{}' from generate_series(2, 45) n`.execute(
      server.rt.db,
    );
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 4 === 0
          ? ask('POST', `/profiles/${id}/copy`)
          : ask('POST', '/profiles', { ...given, name: `At once ${n}` }),
      ),
    );
    const refused = answers.filter((one) => one.statusCode === 409);
    expect(answers.filter((one) => one.statusCode === 201)).toHaveLength(5);
    expect(refused).toHaveLength(15);
    for (const one of refused) expect(one.json()).toMatchObject({ code: 'too_many_profiles' });
    const { rows } = await sql<{ n: number; versions: number }>`
      select count(*)::int as n, (select count(*)::int from content_versions v where v.kind = 'profile'
        and v.subject_id in (select p.id from engagement_profiles p where p.portfolio_manager_id = ${user.id})) as versions
      from engagement_profiles where portfolio_manager_id = ${user.id}`.execute(server.rt.db);
    expect(rows).toEqual([{ n: 50, versions: 50 }]);
    // A place that becomes free can be used.
    await ask('DELETE', `/profiles/${id}`);
    expect((await ask('POST', '/profiles', given)).statusCode).toBe(201);
    // Somebody else has places of their own.
    expect((await (await manager()).ask('POST', '/profiles', given)).statusCode).toBe(201);
  });
});
