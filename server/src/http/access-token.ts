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

/** Throws `token_expired` or `token_invalid`. Says nothing about whether the session still stands. */
export async function readAccessToken(
  rt: Pick<Runtime, 'keys' | 'clock'>,
  token: string,
): Promise<TokenSubject> {
  try {
    const { payload } = await jwtVerify(token, rt.keys.tokenKey, {
      algorithms: [algorithm],
      issuer,
      audience,
      typ: type,
      requiredClaims: ['exp', 'iat', 'sub', 'sid'],
      currentDate: rt.clock.now(),
    });
    if (typeof payload.sub !== 'string' || typeof payload.sid !== 'string')
      throw new Problem('token_invalid');
    return { user_id: payload.sub, session_id: payload.sid };
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem(cause instanceof joseErrors.JWTExpired ? 'token_expired' : 'token_invalid');
  }
}
