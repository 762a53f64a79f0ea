// The way to the provider and back. The browser holds a random token in a cookie that scripts and other sites cannot use; state,
// nonce and code verifier follow from it by a key of ours, so that neither the database nor the browser has them. Guaranteed: a
// flow is taken once, whatever comes of it, by the browser that began it.
import { createHmac } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql, type Selectable } from 'kysely';
import type { SignInFlows } from '../db/generated/schema.ts';
import type { Runtime } from '../runtime.ts';
import { cookieName, cookieOptions } from '../users/cookies.ts';
import { newToken, tokenHash } from '../users/start-session.ts';
import type { FlowSecrets } from './provider.ts';

const flowCookie = 'sampark_flow';
const flowMs = 10 * 60_000;

export type Flow = Omit<Selectable<SignInFlows>, 'token_hash'> & { secrets: FlowSecrets };

/** The token is still nobody's: keepFlow writes the flow once the provider's address is known. */
export function newFlow(rt: Runtime): { token: string; secrets: FlowSecrets } {
  const token = newToken();
  return { token, secrets: secretsOf(rt, token) };
}

export async function keepFlow(
  rt: Runtime,
  reply: FastifyReply,
  token: string,
  given: Pick<Flow, 'workspace_id' | 'issuer' | 'purpose' | 'session_id' | 'popup'>,
): Promise<void> {
  const now = rt.clock.now();
  const expires_at = new Date(now.getTime() + flowMs);
  await rt.db
    .insertInto('sign_in_flows')
    .values({ ...given, token_hash: tokenHash(token), created_at: now, expires_at })
    .execute();
  reply.setCookie(cookieName(rt, flowCookie), token, { ...cookieOptions(rt), maxAge: flowMs / 1000 });
}

export async function takeFlow(
  rt: Runtime,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Flow | undefined> {
  const token = request.cookies[cookieName(rt, flowCookie)];
  if (token === undefined) return undefined;
  reply.clearCookie(cookieName(rt, flowCookie), cookieOptions(rt));
  const row = await rt.db
    .deleteFrom('sign_in_flows')
    .where('token_hash', '=', tokenHash(token))
    .returningAll()
    .executeTakeFirst();
  if (!row || row.expires_at <= rt.clock.now()) return undefined;
  const { token_hash: _, ...flow } = row;
  return { ...flow, secrets: secretsOf(rt, token) };
}

function secretsOf(rt: Runtime, token: string): FlowSecrets {
  const key = rt.keys.derive('single-sign-on');
  const of = (name: string) => createHmac('sha256', key).update(`${name} ${token}`).digest('base64url');
  return { state: of('state'), nonce: of('nonce'), verifier: of('verifier') };
}

/** For the hourly clean-up: those nobody came back from, and what was kept for sessions that are over. */
export async function dropOldFlows(rt: Runtime): Promise<void> {
  const now = rt.clock.now();
  await rt.db.deleteFrom('sign_in_flows').where('expires_at', '<', now).execute();
  // Within the hour a second step may still become a session.
  await sql`
    delete from provider_sessions p where p.created_at < ${new Date(now.getTime() - 3_600_000)} and not exists (
      select from sessions s where s.provider_session = p.id and s.revoked_at is null and s.expires_at > ${now})`.execute(
    rt.db,
  );
}
