// The settings of single sign-on: who may change them, what they never show, and that they lock nobody out.
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { redirectUri } from '../../src/single-sign-on/find-provider.ts';
import { createUser, createWorkspace, tokenFor } from '../support/server.ts';
import { password, signOnScene } from '../support/sign-on-scene.ts';

const scene = signOnScene();
const { clock, ask, settings, configure, begin, comeBy, person, entries } = scene;

describe('the settings', () => {
  const read = async (token = scene.admin.token) => ask('GET', '/workspace/single-sign-on', token);

  it('never show the secret, and keep it sealed', async () => {
    const answer = await read();
    expect(answer.json()).toMatchObject({
      provider: {
        issuer: scene.provider.issuer,
        client_secret_set: true,
        people: 0,
        domains: [scene.domain],
      },
      redirect_uri: redirectUri(scene.server.rt, scene.workspace.id),
    });
    const { rows } = await sql<{ text: string }>`
      select p::text || encode(client_secret, 'escape') as text from sign_in_providers p`.execute(
      scene.server.rt.db,
    );
    const shown = [answer.body, rows[0]?.text, JSON.stringify(await entries())].join();
    expect(shown).not.toContain(scene.provider.client.secret);
    expect((await entries())[0]).toMatchObject({
      type: 'single_sign_on.changed',
      data: { before: null, after: { domains: [scene.domain] }, secret_changed: true },
    });
  });

  it('are an administrator’s, of this workspace, who has just shown who they are', async () => {
    const elsewhere = await createWorkspace(scene.server.rt);
    for (const role of ['standard', 'compliance'] as const) {
      const { token } = await scene.server.login(role);
      expect((await read(token)).statusCode).toBe(403);
      expect((await ask('PUT', '/workspace/single-sign-on', token, settings())).statusCode).toBe(403);
    }
    const { token } = await scene.server.login('admin', elsewhere);
    expect((await read(token)).json()).toMatchObject({ provider: null });
    const taken = await ask('PUT', '/workspace/single-sign-on', token, settings());
    expect(taken.json()).toMatchObject({ code: 'domain_taken', field: 'body.domains', detail: scene.domain });
    clock.advance(11 * 60_000);
    const late = await ask('PUT', '/workspace/single-sign-on', scene.admin.token, settings());
    expect(late.json()).toMatchObject({ code: 'proof_needed' });
    expect((await ask('DELETE', '/workspace/single-sign-on', scene.admin.token)).json()).toMatchObject({ code: 'proof_needed' }); // prettier-ignore
    clock.set(new Date());
    expect((await ask('DELETE', '/workspace/single-sign-on', scene.admin.token)).statusCode).toBe(204);
    expect((await ask('POST', '/auth/single-sign-on', '', {})).json()).toMatchObject({ code: 'single_sign_on_missing' }); // prettier-ignore
  });

  it('do not send the kept secret to a new address, in saving as in checking', async () => {
    const { client_secret: _, ...without } = settings();
    expect((await ask('PUT', '/workspace/single-sign-on', scene.admin.token, without)).statusCode).toBe(200);
    for (const more of [{ issuer: scene.other.issuer }, { client_id: 'another' }]) {
      const saved = await ask('PUT', '/workspace/single-sign-on', scene.admin.token, { ...without, ...more });
      expect(saved.json()).toMatchObject({ code: 'invalid_request', field: 'body.client_secret' });
      const { issuer, client_id } = { ...without, ...more };
      const checked = await ask('POST', '/workspace/single-sign-on/check', scene.admin.token, {
        issuer,
        client_id,
      });
      expect(checked.json()).toMatchObject({ code: 'invalid_request', field: 'body.client_secret' });
    }
    for (const issuer of ['http://login.example.com', 'https://a:b@login.example.com', 'https://x.test/?a=b'])
      expect((await ask('PUT', '/workspace/single-sign-on', scene.admin.token, settings({ issuer }))).json()).toMatchObject({ field: 'body.issuer' }); // prettier-ignore
  });

  it('switch passwords off once somebody came this way, never an administrator’s', async () => {
    const amina = await person('amina');
    const off = settings({ password_allowed: false });
    const early = await ask('PUT', '/workspace/single-sign-on', scene.admin.token, off);
    expect(early.json()).toMatchObject({ code: 'provider_untried', field: 'body.password_allowed' });
    expect((await comeBy('amina')).statusCode).toBe(200);
    await configure({ password_allowed: false });
    const signIn = (email: string, given = password) =>
      ask('POST', '/auth/login', '', { email, password: given });
    expect((await signIn(amina.email)).json()).toMatchObject({
      code: 'single_sign_on_required',
      status: 403,
    });
    // Who does not know the password learns nothing of it.
    expect((await signIn(amina.email, 'wrong')).json()).toMatchObject({ code: 'invalid_credentials' });
    expect((await signIn(`nobody@${scene.domain}`)).json()).toMatchObject({ code: 'invalid_credentials' });
    const token = await tokenFor(scene.server.rt, amina);
    expect((await ask('POST', '/me/proof', token, { password })).json()).toMatchObject({ code: 'single_sign_on_required' }); // prettier-ignore
    expect((await ask('GET', '/me/security', token)).json()).toMatchObject({ password: false });
    const invited = { email: `nadia@${scene.domain}`, role: 'standard' };
    const made = await ask('POST', '/invitations', scene.admin.token, invited);
    const link = new URL(made.json<{ link: string }>().link).searchParams.get('token');
    const joined = await ask('POST', '/auth/join', '', { token: link, name: 'Nadia', password });
    expect(joined.json()).toMatchObject({ code: 'single_sign_on_required' });
    // Nobody who could mend the settings is locked out, in these domains or in others.
    const boss = await person('boss', { role: 'admin' });
    for (const email of [boss.email, scene.admin.email]) expect((await signIn(email)).statusCode).toBe(200);
    const outside = await createUser(scene.server.rt, {
      workspace_id: scene.workspace.id,
      password_hash: scene.hash,
    });
    expect((await signIn(outside.email)).statusCode).toBe(200);
    await configure({ password_allowed: false, enabled: false });
    expect((await signIn(amina.email)).statusCode).toBe(200);
  });

  it('decide what the sign-in page offers, by domain and never by address', async () => {
    const offer = async () =>
      (await ask('GET', '/auth/options')).json<{ single_sign_on: string }>().single_sign_on;
    expect(await offer()).toBe('one');
    await person('amina');
    const urls = await Promise.all(['amina', 'nobody'].map(async (name) => (await begin({ email: `${name}@${scene.domain}` })).url)); // prettier-ignore
    const without = urls.map((url) => new URL(url)).map(({ origin, pathname }) => origin + pathname);
    expect(without[0]).toBe(without[1]);
    const strange = await ask('POST', '/auth/single-sign-on', '', { email: 'amina@elsewhere.test' });
    expect(strange.json()).toMatchObject({
      code: 'single_sign_on_missing',
      field: 'body.email',
      status: 404,
    });
    const second = await createWorkspace(scene.server.rt);
    const { token } = await scene.server.login('admin', second);
    await sql`update sessions set proved_at = ${clock.now()} where workspace_id = ${second.id}`.execute(
      scene.server.rt.db,
    );
    const two = settings({ domains: ['second.test'] });
    expect((await ask('PUT', '/workspace/single-sign-on', token, two)).statusCode).toBe(200);
    expect(await offer()).toBe('by_email');
    expect((await ask('POST', '/auth/single-sign-on', '', {})).json()).toMatchObject({ code: 'single_sign_on_missing' }); // prettier-ignore
    // The sample workspace's ends with the demo.
    await sql`update workspaces set is_demo = true where id in (${second.id}, ${scene.workspace.id})`.execute(
      scene.server.rt.db,
    );
    expect(await offer()).toBe('none');
  });
});
