// People without a password: how they show again who they are, and how they leave.
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { codeOf, stepAt } from '../../src/sign-in/totp.ts';
import { fromBase32 } from '../support/base32.ts';
import { signOnScene } from '../support/sign-on-scene.ts';

const scene = signOnScene();
const { clock, ask, configure, finish, comeBy, known, entries } = scene;

describe('who has no password', () => {
  async function signedIn(login: string) {
    await configure({ default_role: 'standard' });
    known(login);
    const answer = await comeBy(login);
    return answer.json<{ answer: { access_token: string; user: { id: string } } }>().answer;
  }
  async function proveBy(token: string, login: string, there: (url: URL) => void = () => {}) {
    const start = await ask('POST', '/me/proof/single-sign-on', token);
    expect([start.statusCode, start.body]).toEqual([200, expect.any(String)]);
    const url = new URL(start.json<{ url: string }>().url);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ prompt: 'login', max_age: '0' });
    there(url);
    const back = await scene.provider.visit(url.href, login);
    return finish(back, start.cookies.map((one) => `${one.name}=${one.value}`).join('; '));
  }

  it('shows again who they are at the provider, which has to ask', async () => {
    const { access_token: token, user } = await signedIn('rumi');
    expect((await ask('GET', '/me/security', token)).json()).toMatchObject({
      password: false,
      single_sign_on: true,
    });
    clock.advance(11 * 60_000);
    const begun = () => ask('POST', '/me/second-factor', token);
    expect((await begun()).json()).toMatchObject({ code: 'proof_needed' });
    expect((await ask('POST', '/me/proof', token, { password: '!' })).json()).toMatchObject({
      code: 'wrong_password',
    });
    clock.set(new Date());
    await sql`update sessions set proved_at = '2026-01-01' where user_id = ${user.id}`.execute(
      scene.server.rt.db,
    );
    expect((await begun()).json()).toMatchObject({ code: 'proof_needed' });
    known('somebody-else');
    expect((await proveBy(token, 'somebody-else')).json()).toMatchObject({ code: 'provider_proof_stale' });
    expect((await begun()).json()).toMatchObject({ code: 'proof_needed' });
    const proved = await proveBy(token, 'rumi');
    expect([proved.statusCode, proved.json()]).toEqual([
      200,
      { purpose: 'prove', popup: true, answer: null },
    ]);
    expect(proved.cookies.some((one) => one.name === 'sampark_refresh')).toBe(false);
    expect((await begun()).statusCode).toBe(200);
    expect((await entries()).findLast((one) => one.type === 'user.proved')?.data).toMatchObject({ how: 'single sign-on' }); // prettier-ignore
  });

  it('is not believed where the provider does not say when it asked, or asked before', async () => {
    const { access_token: token } = await signedIn('rumi');
    const silent = await proveBy(token, 'rumi', (url) => {
      for (const name of ['max_age', 'claims', 'prompt']) url.searchParams.delete(name);
    });
    expect(silent.json()).toMatchObject({ code: 'provider_proof_stale' });
    // By our clock the provider asked five minutes before the question.
    clock.advance(5 * 60_000);
    expect((await proveBy(token, 'rumi')).json()).toMatchObject({ code: 'provider_proof_stale' });
    clock.set(new Date());
  });

  it('removes a second factor with a fresh proof and a code', async () => {
    const { access_token: token, user } = await signedIn('rumi');
    const begun = await ask('POST', '/me/second-factor', token);
    const secret = fromBase32(begun.json<{ secret: string }>().secret);
    await ask('POST', '/me/second-factor/confirm', token, { code: codeOf(secret, stepAt(clock.now())) });
    const code = () => codeOf(secret, stepAt(clock.now()) + 1);
    await sql`update sessions set proved_at = '2026-01-01' where user_id = ${user.id}`.execute(
      scene.server.rt.db,
    );
    const remove = () => ask('POST', '/me/second-factor/removal', token, { code: code() });
    expect((await remove()).json()).toMatchObject({ code: 'proof_needed' });
    await proveBy(token, 'rumi');
    expect((await remove()).statusCode).toBe(204);
  });

  it('signs out there too, with the token the session began with', async () => {
    await configure({ default_role: 'standard' });
    known('rumi');
    const answer = await comeBy('rumi');
    const cookie = answer.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    const { rows } = await sql<{
      text: string;
    }>`select encode(id_token, 'escape') as text from provider_sessions where workspace_id = ${scene.workspace.id}`.execute(
      scene.server.rt.db,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toContain('eyJ');
    const out = await scene.server.ask('POST', '/api/v1/auth/logout', { headers: { cookie } });
    const address = new URL(out.json<{ provider_url: string }>().provider_url);
    expect(address.origin).toBe(scene.provider.issuer);
    expect(address.searchParams.get('post_logout_redirect_uri')).toBe(
      `${scene.server.rt.config.publicUrl}/sign-in`,
    );
    expect((await fetch(address)).status).toBe(200);
    const left = await sql`select from provider_sessions where workspace_id = ${scene.workspace.id}`.execute(scene.server.rt.db); // prettier-ignore
    expect(left.rows).toEqual([]);
    // Ours ends even when the provider is away.
    const again = await comeBy('rumi');
    scene.provider.down(true);
    clock.advance(11 * 60_000);
    const gone = await scene.server.ask('POST', '/api/v1/auth/logout', {
      headers: { cookie: again.cookies.map((one) => `${one.name}=${one.value}`).join('; ') },
    });
    scene.provider.down(false);
    clock.set(new Date());
    expect([gone.statusCode, gone.body]).toEqual([204, '']);
  });
});
