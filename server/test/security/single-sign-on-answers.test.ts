// Which answers of a provider count, and what a provider that cannot be used looks like.
import { beforeEach, describe, expect, it } from 'vitest';
import { routes } from '../../src/routes.ts';
import { startTestServer } from '../support/server.ts';
import { signOnScene, workspaceIds } from '../support/sign-on-scene.ts';

const scene = signOnScene();
const { clock, ask, configure, begin, finish, comeBy, person, entries, lastRefusal } = scene;

describe('an answer counts', () => {
  const refused = (code: string) => expect.objectContaining({ code });
  beforeEach(() => person('amina').then(() => undefined));

  it('in the browser that began, once, and for ten minutes', async () => {
    const { url, cookie } = await begin();
    const back = await scene.provider.visit(url, 'amina');
    // An attacker's answer in a victim's browser: that one began nothing, or something else.
    expect((await finish(back, '')).json()).toEqual(refused('ticket_invalid'));
    const victim = await begin();
    expect((await finish(back, victim.cookie)).json()).toEqual(refused('provider_answer_invalid'));
    expect((await lastRefusal())?.detail).toMatch(/state/);
    expect((await finish(back, cookie)).statusCode).toBe(200);
    expect((await finish(back, cookie)).json()).toEqual(refused('ticket_invalid'));
    const late = await begin();
    const later = await scene.provider.visit(late.url, 'amina');
    clock.advance(10 * 60_000);
    expect((await finish(later, late.cookie)).json()).toEqual(refused('ticket_invalid'));
  });

  it('from our own pages only', async () => {
    const { url, cookie } = await begin();
    const back = await scene.provider.visit(url, 'amina');
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const answer = await scene.server.ask('POST', '/api/v1/auth/single-sign-on/finish', {
        payload: { workspace: scene.workspace.id, query: back.search },
        headers: { cookie, ...headers },
      });
      expect(answer.json()).toEqual(refused('forbidden'));
      const start = await scene.server.ask('POST', '/api/v1/auth/single-sign-on', { payload: {}, headers });
      expect(start.json()).toEqual(refused('forbidden'));
    }
    expect((await finish(back, cookie)).statusCode).toBe(200);
  });

  it('with the state, the nonce, the code and the verifier that belong to it', async () => {
    const change =
      (name: string, value = 'x'.repeat(43)) =>
      (url: URL) =>
        url.searchParams.set(name, value);
    const drop = (name: string) => (url: URL) => url.searchParams.delete(name);
    const cases = [
      [{ back: change('state') }, /state/],
      [{ back: drop('state') }, /state/],
      [{ back: change('code') }, /invalid_grant/],
      [{ back: drop('code') }, /code/],
      [{ there: change('nonce') }, /nonce/],
      [{ there: drop('nonce') }, /nonce/],
      [{ there: change('code_challenge') }, /invalid_grant/],
    ] as const;
    for (const [detour, why] of cases) {
      expect((await comeBy('amina', detour)).json()).toEqual(refused('provider_answer_invalid'));
      expect((await lastRefusal())?.detail).toMatch(why);
    }
    expect((await comeBy('amina')).statusCode).toBe(200);
  });

  it('from the provider that was asked: not from another, and not without its name', async () => {
    for (const back of [
      (url: URL) => url.searchParams.set('iss', scene.other.issuer),
      (url: URL) => url.searchParams.delete('iss'),
    ]) {
      expect((await comeBy('amina', { back })).json()).toEqual(refused('provider_answer_invalid'));
      expect((await lastRefusal())?.detail).toMatch(/iss/);
    }
    // The code of a foreign provider, under the name of ours.
    scene.other.accounts.set('amina', { email: `amina@${scene.domain}`, email_verified: true });
    const { url, cookie } = await begin();
    const foreign = await scene.other.visit(url.replace(scene.provider.issuer, scene.other.issuer), 'amina');
    foreign.searchParams.set('iss', scene.provider.issuer);
    expect((await finish(foreign, cookie)).json()).toEqual(refused('provider_answer_invalid'));
    // The answer of one workspace is none of another's.
    const again = await begin();
    const back = await scene.provider.visit(again.url, 'amina');
    expect((await finish(back, again.cookie, workspaceIds[39])).json()).toEqual(refused('ticket_invalid'));
    // Another provider since.
    const before = await begin();
    const answered = await scene.provider.visit(before.url, 'amina');
    await configure({ issuer: scene.other.issuer, client_secret: scene.other.client.secret });
    expect((await finish(answered, before.cookie)).json()).toEqual(refused('ticket_invalid'));
  });

  it('while its ID token holds', async () => {
    scene.provider.idTokenSeconds = 60;
    const { url, cookie } = await begin();
    const back = await scene.provider.visit(url, 'amina');
    clock.advance(5 * 60_000);
    expect((await finish(back, cookie)).json()).toEqual(refused('provider_answer_invalid'));
    expect((await lastRefusal())?.detail).toMatch(/exp|JWT_TIMESTAMP/);
    clock.set(new Date());
  });

  it('with a signature that fits the provider’s own keys', async () => {
    // What was read of the keys is remembered with the provider, for ten minutes.
    clock.advance(3 * 3_600_000);
    scene.provider.hideKeys(true);
    scene.provider.idTokenSeconds = 86_400;
    try {
      expect((await comeBy('amina')).json()).toEqual(refused('provider_answer_invalid'));
      expect((await lastRefusal())?.detail).toMatch(/signature/);
    } finally {
      scene.provider.hideKeys(false);
    }
    clock.advance(3_600_000);
    expect((await comeBy('amina')).statusCode).toBe(200);
    clock.set(new Date());
  });

  it('only with the secret of the client', async () => {
    await configure({ client_secret: 'another' });
    expect((await comeBy('amina')).json()).toEqual(refused('provider_unreachable'));
    expect(await lastRefusal()).toMatchObject({ detail: 'invalid_client' });
  });

  it('leaves nothing of a token or a secret in the trail', async () => {
    const { url, cookie } = await begin();
    const back = await scene.provider.visit(url, 'amina');
    await finish(back, cookie);
    await comeBy('amina', { back: (address) => address.searchParams.set('state', 'wrong') });
    const trail = JSON.stringify(await entries());
    for (const secret of [scene.provider.client.secret, back.searchParams.get('code') ?? '', 'eyJ'])
      expect(trail).not.toContain(secret);
  });
});

describe('a provider that cannot be used', () => {
  it('is told apart from a wrong sign-in, on either way', async () => {
    await person('amina');
    const { url, cookie } = await begin();
    const back = await scene.provider.visit(url, 'amina');
    scene.provider.down(true);
    try {
      const answer = await finish(back, cookie);
      expect(answer.json()).toMatchObject({ code: 'provider_unreachable', status: 424, remedy: expect.stringContaining('Check connection') }); // prettier-ignore
      // What it says of itself is remembered for ten minutes.
      clock.advance(11 * 60_000);
      const start = await ask('POST', '/auth/single-sign-on', '', {});
      expect(start.json()).toMatchObject({ code: 'provider_unreachable' });
      expect(start.cookies).toEqual([]);
    } finally {
      scene.provider.down(false);
      clock.set(new Date());
    }
    expect((await comeBy('amina')).statusCode).toBe(200);
  });

  it('is named by the check, in the words of what is wrong', async () => {
    const { issuer, client } = scene.provider;
    const good = { issuer, client_id: client.id, client_secret: client.secret };
    const check = async (more: object) =>
      (
        await ask('POST', '/workspace/single-sign-on/check', scene.admin.token, { ...good, ...more })
      ).json<object>();
    expect(await check({})).toEqual({ ok: true, finding: null, detail: null, signs_out: true });
    expect(await check({ client_secret: undefined })).toMatchObject({ ok: true });
    expect(await check({ client_secret: 'another' })).toMatchObject({ ok: false, finding: 'client_refused' });
    expect(await check({ client_id: 'stranger' })).toMatchObject({ ok: false, finding: 'client_refused' });
    expect(await check({ issuer: 'http://login.example.com' })).toMatchObject({ finding: 'not_https' });
    expect(await check({ issuer: 'javascript:alert(1)' })).toMatchObject({ finding: 'not_an_address' });
    expect(await check({ issuer: `${issuer}/elsewhere` })).toMatchObject({ finding: 'no_document' });
    expect(await check({ issuer: issuer.replace('127.0.0.1', 'localhost') })).toMatchObject({ finding: 'other_issuer' }); // prettier-ignore
    expect(await check({ issuer: `${issuer}/` })).toMatchObject({ finding: 'other_issuer', detail: issuer });
    for (const refused of ['https://169.254.169.254', 'https://[::ffff:169.254.169.254]', 'https://0.0.0.0'])
      expect(await check({ issuer: refused })).toMatchObject({ finding: 'address_refused' });
    scene.provider.down(true);
    try {
      expect(await check({})).toMatchObject({ ok: false, finding: 'no_connection' });
    } finally {
      scene.provider.down(false);
    }
  });

  it('on this machine or a private network is called only where that is named', async () => {
    const strict = await startTestServer({ routes, clock, env: { SAMPARK_SENDER_NETWORKS: 'none' } });
    try {
      const { token } = await strict.login('admin');
      const checked = await strict.ask('POST', '/api/v1/workspace/single-sign-on/check', {
        token,
        payload: {
          issuer: scene.provider.issuer,
          client_id: 'sampark',
          client_secret: scene.provider.client.secret,
        },
      });
      expect(checked.json()).toMatchObject({ ok: false, finding: 'address_refused' });
      for (const issuer of ['https://10.0.0.1', 'https://192.168.1.1']) {
        const inside = await strict.ask('POST', '/api/v1/workspace/single-sign-on/check', {
          token,
          payload: { issuer, client_id: 'sampark', client_secret: 'x' },
        });
        expect(inside.json()).toMatchObject({ finding: 'address_refused' });
      }
    } finally {
      await strict.close();
    }
  });
});
