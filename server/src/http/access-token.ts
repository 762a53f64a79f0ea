// Access tokens: short JWTs for one session. Algorithm, issuer, audience and type are fixed here and never taken from
// the token (fast-jwt CVE-2026-34950 and its kin).
import { errors as joseErrors, jwtVerify, SignJWT } from 'jose';
import type { Runtime } from '../runtime.ts';
import { Problem } from './problem.ts';

export const accessTokenSeconds = 15 * 60;

const algorithm = 'HS256';
const issuer = 'sampark';
const audience = 'sampark-api';
const type = 'at+jwt';

export type TokenSubject = { user_id: string; session_id: string };

export async function signAccessToken(
  rt: Pick<Runtime, 'keys' | 'clock'>,
  subject: TokenSubject,
): Promise<string> {
  const now = Math.floor(rt.clock.now().getTime() / 1000);
  return new SignJWT({ sid: subject.session_id })
    .setProtectedHeader({ alg: algorithm, typ: type })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(subject.user_id)
    .setIssuedAt(now)
    .setExpirationTime(now + accessTokenSeconds)
    .sign(rt.keys.tokenKey);
}

type Verified = TokenSubject & { exp: number };

// A dashboard shows the same token for minutes, and to verify it is dearer than many an answer. Per key, so that two
// runtimes of one test process do not share an answer.
const verified = new WeakMap<Runtime['keys'], Map<string, Verified>>();
const mostVerified = 20_000;

/** Throws `token_expired` or `token_invalid`. Says nothing about whether the session still stands. */
export async function readAccessToken(
  rt: Pick<Runtime, 'keys' | 'clock'>,
  token: string,
): Promise<TokenSubject> {
  let known = verified.get(rt.keys);
  if (!known) verified.set(rt.keys, (known = new Map()));
  const before = known.get(token);
  if (before) {
    // Read anew each time: only the signature is taken as checked.
    if (before.exp <= Math.floor(rt.clock.now().getTime() / 1000)) throw new Problem('token_expired');
    return { user_id: before.user_id, session_id: before.session_id };
  }
  const subject = await verify(rt, token);
  if (known.size >= mostVerified) known.clear();
  known.set(token, subject);
  return { user_id: subject.user_id, session_id: subject.session_id };
}

async function verify(rt: Pick<Runtime, 'keys' | 'clock'>, token: string): Promise<Verified> {
  try {
    const { payload } = await jwtVerify(token, rt.keys.tokenKey, {
      algorithms: [algorithm],
      issuer,
      audience,
      typ: type,
      requiredClaims: ['exp', 'iat', 'sub', 'sid'],
      currentDate: rt.clock.now(),
    });
    const { sub, sid, exp } = payload as Record<string, unknown>;
    if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number')
      throw new Problem('token_invalid');
    return { user_id: sub, session_id: sid, exp };
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem(cause instanceof joseErrors.JWTExpired ? 'token_expired' : 'token_invalid');
  }
}
