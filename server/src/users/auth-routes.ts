// Signing in and out. The access token goes into the answer, the refresh token into a cookie scripts cannot read.
import { Join, LoginRequest, SignedIn } from '@sampark/contracts/accounts.ts';
import { LoggedOut } from '@sampark/contracts/single-sign-on.ts';
import { SignInAnswer, type SecondStep } from '@sampark/contracts/sign-in.ts';
import type { FastifyReply } from 'fastify';
import { Problem } from '../http/problem.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { signOutAtProvider } from '../single-sign-on/sign-out.ts';
import { clearRefreshCookie, refreshTokenOf, refuseCrossSite, setRefreshCookie } from './cookies.ts';
import { endSessions, logOutByToken } from './end-sessions.ts';
import { joinWorkspace } from './join-workspace.ts';
import { rememberDevice } from './known-device.ts';
import { logIn } from './log-in.ts';
import type { Opened } from './open-session.ts';
import { refreshSession } from './refresh-session.ts';
import { signedIn } from './start-session.ts';

export const authRoutes: AnyRoute[] = [
  defineRoute({
    method: 'POST',
    url: '/api/v1/auth/login',
    summary: 'Sign in',
    description:
      'Answers with an access token for 15 minutes and sets the refresh cookie, or with the ticket of a second step. After ' +
      'several failures the answer is `login_throttled` with Retry-After; the account is never locked.',
    tag: 'Signing in',
    access: { public: 'This is where one signs in' },
    body: LoginRequest,
    example: { email: 'pm@demo.sampark.test', password: 'sampark-demo' },
    response: { 200: SignInAnswer },
    // A whole office may sign in at nine o’clock; guessing is held back by users/throttle-login.ts.
    ratePerMinute: 3_000,
    handler: async ({ rt, body, request, reply }) => answer(rt, reply, await logIn(rt, body, request)),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/auth/refresh',
    summary: 'Get a new access token with the refresh cookie',
    description: 'The cookie is replaced with every use. One that comes back later ends the session.',
    tag: 'Signing in',
    access: { public: 'The refresh cookie is what it checks' },
    response: { 200: SignedIn },
    ratePerMinute: 3_000,
    handler: async ({ rt, request, reply }) => {
      refuseCrossSite(rt, request);
      const token = refreshTokenOf(rt, request);
      if (!token) throw new Problem('authentication_required');
      try {
        const { user, session_id, successor } = await refreshSession(rt, token);
        if (successor) setRefreshCookie(rt, reply, successor.refresh_token, successor.refresh_expires);
        return await signedIn(rt, user, session_id);
      } catch (cause) {
        if (cause instanceof Problem && cause.code === 'session_ended') clearRefreshCookie(rt, reply);
        throw cause;
      }
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/auth/logout',
    summary: 'Sign out of this session',
    description:
      'Works with the refresh cookie alone, so that one can sign out after the access token expired. 200 with an address where ' +
      'the provider, at which the session began, offers to end its own; 204 otherwise.',
    tag: 'Signing in',
    access: { public: 'The refresh cookie names the session; without one nothing happens' },
    response: { 200: LoggedOut, 204: null },
    handler: async ({ rt, request, reply }) => {
      refuseCrossSite(rt, request);
      const token = refreshTokenOf(rt, request);
      const ended = token === undefined ? undefined : await logOutByToken(rt, token);
      clearRefreshCookie(rt, reply);
      const provider_url = ended && (await signOutAtProvider(rt, ended));
      if (provider_url !== undefined) return { provider_url };
      reply.code(204);
      return undefined;
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/auth/logout-everywhere',
    summary: 'End every session of mine',
    tag: 'Signing in',
    access: { roles: ['admin', 'standard', 'compliance'] },
    response: { 204: null },
    handler: async ({ rt, actor, reply }) => {
      await endSessions(rt, actor, {}, 'signed out everywhere');
      clearRefreshCookie(rt, reply);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/auth/join',
    summary: 'Accept an invitation and sign in',
    tag: 'Signing in',
    access: { public: 'The invitation’s token is what it checks' },
    body: Join,
    example: { token: 'x'.repeat(43), name: 'Nadia Rahman', password: 'four quiet rivers run' },
    response: { 201: SignInAnswer },
    ratePerMinute: 60,
    handler: async ({ rt, body, request, reply }) =>
      answer(rt, reply, await joinWorkspace(rt, body, request)),
  }),
];

/** Also used by whatever else signs somebody in: the first-run set-up, a second step, a provider. */
export async function answer(rt: Runtime, reply: FastifyReply, opened: Opened | SecondStep) {
  if ('ticket' in opened) return opened;
  const { user, session } = opened;
  setRefreshCookie(rt, reply, session.refresh_token, session.refresh_expires);
  rememberDevice(rt, reply, user);
  return signedIn(rt, user, session.session_id);
}
