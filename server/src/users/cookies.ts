// The refresh cookie: unreadable for scripts, sent to /api/v1/auth only and never across sites.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';

export const refreshCookie = 'sampark_refresh';

export function cookieOptions(rt: Runtime) {
  const address = new URL(rt.config.publicUrl);
  const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(address.hostname);
  return {
    httpOnly: true,
    sameSite: 'strict' as const,
    path: '/api/v1/auth',
    // Browsers keep no Secure cookie from plain HTTP; only this machine itself may go without.
    secure: !(address.protocol === 'http:' && loopback),
  };
}

export function setRefreshCookie(rt: Runtime, reply: FastifyReply, token: string, expires: Date): void {
  reply.setCookie(refreshCookie, token, { ...cookieOptions(rt), expires });
}

export function clearRefreshCookie(rt: Runtime, reply: FastifyReply): void {
  reply.clearCookie(refreshCookie, cookieOptions(rt));
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
