// A session begins: its row, its first refresh token, and the access token that names it.
import { createHash, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Tx } from '../events/append.ts';
import { accessTokenSeconds, signAccessToken } from '../http/access-token.ts';
import type { Runtime } from '../runtime.ts';
import type { SignedIn } from '@sampark/contracts/accounts.ts';
import { presentMe, type UserRow } from './present-user.ts';

/** A session ends after 30 days, or after 7 without use. */
const sessionMs = 30 * 86_400_000;
const idleMs = 7 * 86_400_000;

export type Client = { user_agent: string | null; ip: string };

export type StartedSession = { session_id: string; refresh_token: string; refresh_expires: Date };

export function clientOf(request: FastifyRequest): Client {
  return { user_agent: request.headers['user-agent']?.slice(0, 300) ?? null, ip: request.ip };
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export async function startSession(
  rt: Runtime,
  tx: Tx,
  user: { id: string; workspace_id: string },
  client: Client,
  { proved_at, provider_session }: { proved_at?: Date; provider_session?: string | null } = {},
): Promise<StartedSession> {
  const now = rt.clock.now();
  const session = await tx
    .insertInto('sessions')
    .values({
      workspace_id: user.workspace_id,
      user_id: user.id,
      user_agent: client.user_agent,
      ip: client.ip,
      created_at: now,
      last_used_at: now,
      proved_at: proved_at ?? now,
      provider_session: provider_session ?? null,
      expires_at: new Date(now.getTime() + sessionMs),
    })
    .returning(['id', 'expires_at'])
    .executeTakeFirstOrThrow();
  const refresh = await addRefreshToken(rt, tx, session);
  return { session_id: session.id, ...refresh };
}

export async function addRefreshToken(
  rt: Runtime,
  tx: Tx,
  session: { id: string; expires_at: Date },
): Promise<{ refresh_token: string; refresh_expires: Date }> {
  const now = rt.clock.now();
  const token = newToken();
  const expires = new Date(Math.min(now.getTime() + idleMs, session.expires_at.getTime()));
  await tx
    .insertInto('refresh_tokens')
    .values({ session_id: session.id, token_hash: tokenHash(token), created_at: now, expires_at: expires })
    .execute();
  return { refresh_token: token, refresh_expires: expires };
}

export async function signedIn(rt: Runtime, user: UserRow, sessionId: string): Promise<SignedIn> {
  return {
    access_token: await signAccessToken(rt, { user_id: user.id, session_id: sessionId }),
    token_type: 'Bearer',
    expires_in: accessTokenSeconds,
    user: await presentMe(rt.db, user, sessionId),
  };
}
