// Access tokens: what is signed is what counts, also for a token that was checked a moment ago.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { meRoutes } from '../../src/users/me-routes.ts';
import { createUser, startTestServer, tokenFor, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ routes: meRoutes });
});
afterAll(() => server.close());

const me = (token: string) => server.ask('GET', '/api/v1/me', { token });
const person = async () => {
  const user = await createUser(server.rt, { workspace_id: server.workspace.id });
  return { user, token: await tokenFor(server.rt, user) };
};
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

it('two people’s tokens are never taken for each other, in any order, at the same time', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, person));
  const asked = Array.from({ length: 5 }, () => people).flat();
  const answers = await Promise.all(asked.map(({ token }) => me(token)));
  expect(answers.map((one) => one.json<{ id: string }>().id)).toEqual(asked.map(({ user }) => user.id));
});

it('a token that was taken lends nothing to one that looks like it', async () => {
  const [a, b] = [await person(), await person()];
  for (const { token } of [a, b]) expect((await me(token)).statusCode).toBe(200);
  const [head = '', body = '', signature = ''] = a.token.split('.');
  const [, otherBody = '', otherSignature = ''] = b.token.split('.');
  for (const forged of [
    `${head}.${otherBody}.${signature}`,
    `${head}.${body}.${otherSignature}`,
    `${head}.${body}.${signature}A`,
    `${head}.${body}.${signature.slice(0, -2)}`,
    `${head}.${body}.`,
    `${head}.${body}`,
    `${head}.${body}.${signature}.${signature}`,
    `${head}==.${body}.${signature}`,
  ])
    expect([forged, (await me(forged)).statusCode]).toEqual([forged, 401]);
  // One bit anywhere.
  await fc.assert(
    fc.asyncProperty(fc.nat(a.token.length - 1), fc.constantFrom('A', 'B', '-', '9'), async (at, by) => {
      fc.pre(a.token[at] !== by && at !== a.token.length - 1);
      expect((await me(a.token.slice(0, at) + by + a.token.slice(at + 1))).statusCode).toBe(401);
    }),
    { seed: 7, numRuns: 60 },
  );
});

it('the algorithm is ours to choose, and the key is nobody’s to name', async () => {
  const { token } = await person();
  const [, body = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  const byHand = (header: object, key: string | Buffer = '') => {
    const text = `${encode(header)}.${body}`;
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  };
  const forged = [
    byHand({ alg: 'HS256', typ: 'at+jwt' }),
    byHand({ alg: 'HS256', typ: 'at+jwt' }, pem),
    byHand({ alg: 'none', typ: 'at+jwt' }),
    byHand({ alg: 'None', typ: 'at+jwt' }),
    byHand({ alg: ['HS256'], typ: 'at+jwt' }),
    byHand({ typ: 'at+jwt' }),
    byHand({ alg: 'HS256', typ: 'at+jwt', kid: '../../dev/null' }),
    byHand({ alg: 'HS256', typ: 'at+jwt', jku: 'http://127.0.0.1/keys' }),
    byHand({ alg: 'HS256', typ: 'at+jwt', crit: ['b64'], b64: false }),
    await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', jwk: publicKey.export({ format: 'jwk' }) })
      .sign(privateKey),
  ];
  for (const one of forged) expect([one, (await me(one)).statusCode]).toEqual([one, 401]);
  const good = () => new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' });
  expect((await me(await good().sign(server.rt.keys.tokenKey))).statusCode).toBe(200);
  // A key made for something else opens nothing here.
  expect((await me(await good().sign(server.rt.keys.derive('known-device')))).statusCode).toBe(401);
});
