// A profile that is still being written, as it would be sent to one person; and the list as its page asks for it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser, tokenFor } from '../support/server.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => (world = await startWorld()));
afterAll(() => world.close());

const draft = {
  language: 'bn',
  messaging_templates: {
    telegram: { kind: 'text', format: 'rich', text: 'Dear *{{ first_name }}*, {{ lead_score | number }}' },
    signal: { kind: 'text', format: 'rich', text: 'Dear *{{ first_name }}*' },
    imessage: 'Dear {{ nick_name }}',
  },
};
type Rendered = {
  prospect_id: string | null;
  channels: {
    channel: string;
    shown: Record<string, unknown> | null;
    code: string | null;
    detail: string | null;
  }[];
  faults: { field: string; reason: string }[];
};

async function manager() {
  const user = await createUser(world.rt, { workspace_id: world.server.workspace.id, role: 'standard' });
  const token = await tokenFor(world.rt, user);
  return (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, version?: number) =>
    world.server.ask(method, `/api/v1${url}`, {
      token,
      ...(payload ? { payload } : {}),
      ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
    });
}

describe('what it would say', () => {
  it('is written as each app takes it, with values in the profile’s language, and says what is missing', async () => {
    const [person] = await world.people(1, ['signal']);
    await world.rt.db
      .updateTable('prospects')
      .set({ name: '<i>Rahim', first_name: '<i>Rahim', lead_score: 71 })
      .where('id', '=', person?.id ?? '')
      .execute();
    const rendered = await world.ask<Rendered>('POST', '/profiles/render', {
      ...draft,
      prospect_id: person?.id,
    });
    expect(rendered.prospect_id).toBe(person?.id);
    expect(rendered.channels).toMatchObject([
      { channel: 'telegram', shown: { text: 'Dear <b>&lt;i&gt;Rahim</b>, ৭১', html: true }, code: null },
      { channel: 'signal', shown: { text: 'Dear <i>Rahim', styles: ['5:8:BOLD'], html: false } },
      { channel: 'imessage', shown: null, code: 'variable_missing', detail: 'nick_name' },
    ]);
    expect(rendered.faults).toMatchObject([
      { field: 'body.messaging_templates.whatsapp', reason: 'is missing' },
    ]);
  });

  it('without a person is for somebody who speaks the language, without anybody for an invented one', async () => {
    const [, second] = await world.people(2, ['signal']);
    await world.rt.db
      .updateTable('prospects')
      .set({ language: 'ar', name: 'Layla' })
      .where('id', '=', second?.id ?? '')
      .execute();
    const rendered = await world.ask<Rendered>('POST', '/profiles/render', { ...draft, language: 'ar' });
    expect(rendered.prospect_id).toBe(second?.id);
    const nobody = await (await manager())('POST', '/profiles/render', draft);
    expect(nobody.json<Rendered>()).toMatchObject({
      prospect_id: null,
      channels: [{ shown: { text: 'Dear <b>Rahima</b>, ৭০' } }, {}, {}],
    });
  });

  it('shows nobody who is not in the book', async () => {
    const [person] = await world.people(1, ['signal']);
    const answer = await (await manager())('POST', '/profiles/render', { ...draft, prospect_id: person?.id });
    expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: 'not_found' }]);
  });
});

describe('the list', () => {
  const text = 'Dear {{ first_name }}';
  const profile = (name: string, language: string) => ({
    ...{
      name,
      language,
      messaging_templates: { whatsapp: text, telegram: text, signal: text, imessage: text },
    },
    branding_config: { colors: { accent: '#1a5fb4' }, logos: {}, fonts: { body: 'Inter' } },
    compliance_rules: { jurisdiction: 'BD', rules: [] },
  });

  it('is searched by name and language, counts one’s own and the campaigns that name each', async () => {
    const ask = await manager();
    const made = [];
    for (const [name, language] of [
      ['100% Bonds', 'en'],
      ['1000 Savers', 'en'],
      ['সঞ্চয়ী', 'bn'],
    ] as const)
      made.push((await ask('POST', '/profiles', profile(name, language))).json<{ id: string }>());
    const names = async (query: string) => {
      const { items, own } = (await ask('GET', `/profiles${query}`)).json<{
        items: { name: string }[];
        own: number;
      }>();
      return [items.map((one) => one.name), own];
    };
    expect(await names('?q=100%25')).toEqual([['100% Bonds'], 3]);
    expect(await names('?language=bn')).toEqual([['সঞ্চয়ী'], 3]);
    expect(await names('')).toEqual([['সঞ্চয়ী', '1000 Savers', '100% Bonds'], 3]);

    const [first, second] = made;
    // Listed and default: one campaign is one.
    for (const profiles of [
      { profile_ids: [first?.id, second?.id], default_profile_id: first?.id },
      { profile_ids: [], default_profile_id: second?.id },
    ]) {
      const campaign = (await ask('POST', '/campaigns', { name: 'Spring' })).json<{
        id: string;
        version: number;
      }>();
      const put = await ask('PUT', `/campaigns/${campaign.id}/profiles`, profiles, campaign.version);
      expect(put.statusCode).toBe(200);
    }
    const { items } = (await ask('GET', '/profiles')).json<{ items: { id: string; campaigns: number }[] }>();
    expect(made.map(({ id }) => items.find((one) => one.id === id)?.campaigns)).toEqual([1, 2, 0]);
  });
});
