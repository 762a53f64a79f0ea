// The requests the dashboard makes, by name.
import type { Demo, SignedIn, Simulators, Me } from './auth-types.ts';
import type { LoggedOut } from '@sampark/contracts/single-sign-on.ts';
import type { SecondStep, SignInAnswer, SignInOptions } from '@sampark/contracts/sign-in.ts';
import type { Setup, SetupState } from '@sampark/contracts/workspaces.ts';
import type { Overview } from '@sampark/contracts/analytics.ts';
import { ApiProblem } from './problem.ts';
import { request, type RequestOptions } from './request.ts';
import { askForProof } from './proof.ts';
import { adopt, forget, refresh, replaceUser, validToken } from './session.ts';

/** As the signed-in user. A refused token is renewed once; a session that is over ends here too. */
export async function authorised<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return withToken((token) => request<T>(path, { ...options, token }));
}

/** What is sensitive asks for the password once more (proof_needed) and is then repeated. */
export async function withToken<T>(call: (token: string) => Promise<T>): Promise<T> {
  try {
    return await withStandingToken(call);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'proof_needed' || !(await askForProof()))
      throw error;
    return withStandingToken(call);
  }
}

async function withStandingToken<T>(call: (token: string) => Promise<T>): Promise<T> {
  const token = await validToken();
  if (token === undefined) throw sessionEnded();
  try {
    return await call(token);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
    const renewed = await refresh();
    if (renewed.kind !== 'signed-in') throw error;
    return call(renewed.token);
  }
}

function sessionEnded(): ApiProblem {
  return new ApiProblem(
    {
      type: 'about:blank',
      status: 401,
      code: 'session_ended',
      title: 'This session has ended',
      remedy: 'Sign in again.',
      request_id: '',
    },
    undefined,
  );
}

/** Undefined: signed in. Otherwise the second step that is asked for. */
export async function signIn(input: { email: string; password: string }): Promise<SecondStep | undefined> {
  return signedInOr(await request<SignInAnswer>('/api/v1/auth/login', { method: 'POST', body: input }));
}

export async function join(input: {
  token: string;
  name: string;
  password: string;
}): Promise<SecondStep | undefined> {
  return signedInOr(await request<SignInAnswer>('/api/v1/auth/join', { method: 'POST', body: input }));
}

export function signedInOr(answer: SignInAnswer): SecondStep | undefined {
  if ('ticket' in answer) return answer;
  adopt(answer);
  return undefined;
}

export const prove = (password: string) =>
  authorised<void>('/api/v1/me/proof', { method: 'POST', body: { password } });

export const readSignInOptions = () => request<SignInOptions>('/api/v1/auth/options');

/** Does this installation wait for its first workspace? */
export const readSetup = (signal?: AbortSignal) =>
  request<SetupState>('/api/v1/setup', signal ? { signal } : {});

export async function setUp(input: Setup): Promise<void> {
  adopt(await request<SignedIn>('/api/v1/setup', { method: 'POST', body: input }));
}

/**
 * Ends the session on the server first: only then is the cookie worthless to whoever sits down next. A session that began at a
 * provider ends there too, where it offers that.
 */
export async function signOut(): Promise<void> {
  let out: LoggedOut | undefined;
  try {
    out = await authorised<LoggedOut | undefined>('/api/v1/auth/logout', { method: 'POST' });
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
  }
  forget('signed-out');
  if (out) window.location.assign(out.provider_url);
}

export async function changeMe(change: Partial<Pick<Me, 'language' | 'theme'>>): Promise<void> {
  replaceUser(await authorised<Me>('/api/v1/me', { method: 'PATCH', body: change }));
}

/** What the demo offers on the sign-in page, or null when this is no demo. */
export async function readDemo(): Promise<Demo | null> {
  try {
    const demo = await request<Demo>('/api/v1/demo');
    return demo.enabled ? demo : null;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  }
}

export const readSimulators = () => authorised<Simulators>('/api/v1/demo/simulators');

export const readOverview = (signal?: AbortSignal) =>
  authorised<Overview>('/api/v1/analytics/overview', signal ? { signal } : {});
