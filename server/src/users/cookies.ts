// The refresh cookie: unreadable for scripts and never sent across sites. Served by HTTPS it is a `__Host-` cookie, which no
// other name of the same domain can set; those are sent to every address. On plain HTTP, to /api/v1/auth only.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isThisMachine } from '../http/network.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';

const refreshCookie = 'sampark_refresh';

export function cookieName(rt: Runtime, name: string): string {
  return cookieOptions(rt).secure ? `__Host-${name}` : name;
}

export function refreshTokenOf(rt: Runtime, request: FastifyRequest): string | undefined {
  return request.cookies[cookieName(rt, refreshCookie)];
}

export function cookieOptions(rt: Runtime) {
  const address = new URL(rt.config.publicUrl);
  // Browsers keep no Secure cookie from plain HTTP; only this machine itself may go without.
  const secure = !(address.protocol === 'http:' && isThisMachine(address));
  return { httpOnly: true, sameSite: 'strict' as const, path: secure ? '/' : '/api/v1/auth', secure };
}

export function setRefreshCookie(rt: Runtime, reply: FastifyReply, token: string, expires: Date): void {
  reply.setCookie(cookieName(rt, refreshCookie), token, { ...cookieOptions(rt), expires });
}

export function clearRefreshCookie(rt: Runtime, reply: FastifyReply): void {
  reply.clearCookie(cookieName(rt, refreshCookie), cookieOptions(rt));
}

/**
 * For routes that act on the cookie alone: refuses requests another site's page has sent. SameSite does so in every
 * current browser; this is the second lock.
 */
export function refuseCrossSite(rt: Runtime, request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
    throw new Problem('forbidden', { detail: 'This request came from another site.' });
  }
  const origin = request.headers.origin;
  if (origin === undefined) return;
  const own = new Set([new URL(rt.config.publicUrl).host, request.headers.host]);
  if (!URL.canParse(origin) || !own.has(new URL(origin).host)) {
    throw new Problem('forbidden', { detail: 'This request came from another site.' });
  }
}
