// What is said to a provider, through openid-client alone, and of its answers what the library has checked. Enters: a provider's
// settings. Leaves: an address to send the browser to, or who came back.
// Guaranteed: every call goes through the guarded client (one connection's address judged as it is made, no redirects); the
// provider's signature, issuer, audience, times, nonce and state are checked; plain HTTP reaches this machine only.
import * as client from 'openid-client';
import { coreOf } from '../db/within-workspace.ts';
import { refusedCode } from '../http/allowed-networks.ts';
import type { OutgoingResult } from '../http/outgoing.ts';
import type { Runtime } from '../runtime.ts';
import { issuerAddress, mayBeCalled, ProviderFault } from './provider-address.ts';

export type ProviderAccess = { issuer: string; client_id: string; client_secret: string };
export type Connection = client.Configuration;
export { authorizationCodeGrant, fetchUserInfo, genericGrantRequest } from 'openid-client';
export { AuthorizationResponseError, ClientError } from 'openid-client';

const answerWithinMs = 8_000;
const rememberedMs = 10 * 60_000;
const mostRemembered = 200;
/** The provider's clock and ours may differ by this. */
export const clockToleranceSeconds = 30;

type Known = { server: client.ServerMetadata; keys?: client.ExportedJWKSCache; at: number };
const memories = new WeakMap<object, Map<string, Known>>();

/** Throws ProviderFault. What a provider says of itself is remembered for ten minutes, save `afresh`. */
export async function connectProvider(
  rt: Runtime,
  access: ProviderAccess,
  { afresh = false } = {},
): Promise<Connection> {
  const issuer = issuerAddress(access.issuer);
  const memory = memoryOf(rt);
  const now = rt.clock.now().getTime();
  let known = afresh ? undefined : memory.get(access.issuer);
  // A clock that was set back makes nothing last longer.
  if (!known || Math.abs(now - known.at) > rememberedMs) {
    known = { server: await describeProvider(rt, access.issuer, issuer), at: now };
    if (memory.size >= mostRemembered) memory.clear();
    memory.set(access.issuer, known);
  }
  const connection = new client.Configuration(
    known.server,
    access.client_id,
    {
      [client.clockTolerance]: clockToleranceSeconds,
      // Its times are held against our clock.
      [client.clockSkew]: Math.round((now - Date.now()) / 1000),
    },
    authentication(known.server, access.client_secret),
  );
  connection[client.customFetch] = guarded(rt);
  connection.timeout = answerWithinMs / 1000;
  if (issuer.protocol === 'http:') client.allowInsecureRequests(connection);
  client.enableNonRepudiationChecks(connection);
  if (known.keys) client.setJwksCache(connection, known.keys);
  return connection;
}

/** The keys that were read with it, for the next time. */
export function rememberKeys(rt: Runtime, issuer: string, connection: Connection): void {
  const known = memoryOf(rt).get(issuer);
  const keys = client.getJwksCache(connection);
  if (known && keys) known.keys = keys;
}

/** That its keys are there and are keys. Throws ProviderFault. */
export async function readKeys(rt: Runtime, connection: Connection): Promise<void> {
  const { jwks_uri = '' } = connection.serverMetadata();
  const heard = await guarded(rt)(jwks_uri, {
    method: 'GET',
    headers: {},
    body: undefined,
    redirect: 'manual',
  });
  const found = heard.status === 200 ? ((await heard.json().catch(() => null)) as unknown) : null;
  const keys = (found as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys) || keys.length === 0)
    throw new ProviderFault('keys_unreadable', new URL(jwks_uri).host);
}

export type FlowSecrets = { state: string; nonce: string; verifier: string };

/** When and how it asked: many say so only when they are asked to. */
const askedClaims = JSON.stringify({ id_token: { auth_time: null, amr: null, acr: null } });

export async function authorizationAddress(
  connection: Connection,
  secrets: FlowSecrets,
  more: Record<string, string>,
): Promise<string> {
  const server = connection.serverMetadata();
  return client.buildAuthorizationUrl(connection, {
    scope: 'openid email profile',
    ...(server.claims_parameter_supported ? { claims: askedClaims } : {}),
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
    code_challenge_method: 'S256',
    ...more,
  }).href;
}

/** Undefined: the provider does not offer it. */
export function signOutAddress(connection: Connection, idToken: string, back: string): string | undefined {
  if (connection.serverMetadata().end_session_endpoint === undefined) return undefined;
  return client.buildEndSessionUrl(connection, { id_token_hint: idToken, post_logout_redirect_uri: back })
    .href;
}

/** The fault behind an error of the library, where the provider could not be talked to; undefined for everything else. */
export function faultOf(error: unknown): ProviderFault | undefined {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one instanceof ProviderFault) return one;
    if (one instanceof client.ClientError && (one.code === 'OAUTH_TIMEOUT' || one.code === 'OAUTH_ABORT'))
      return new ProviderFault('no_answer_in_time');
  }
  return undefined;
}

/** The code of the standard a token endpoint has refused with; undefined for every other error. */
export function refusalOf(error: unknown): string | undefined {
  if (error instanceof client.ResponseBodyError)
    return /^[\w.-]{1,60}$/.test(error.error) ? error.error : 'unusable answer';
  // RFC 6749 has a wrong secret answered with a challenge.
  return error instanceof client.WWWAuthenticateChallengeError ? 'invalid_client' : undefined;
}

const endpoints = [
  ...(['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const),
  ...(['userinfo_endpoint', 'end_session_endpoint'] as const),
] as const;
const needed: readonly string[] = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'];

async function describeProvider(rt: Runtime, named: string, issuer: URL): Promise<client.ServerMetadata> {
  let server: client.ServerMetadata;
  try {
    const found = await client.discovery(issuer, 'unused', undefined, client.None(), {
      [client.customFetch]: guarded(rt),
      timeout: answerWithinMs / 1000,
      execute: issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
    });
    server = found.serverMetadata();
  } catch (error) {
    throw faultOf(error) ?? discoveryFault(error);
  }
  // To the letter. The library would let a provider of many organisations stand for another; here one issuer is one organisation.
  if (server.issuer !== named) throw new ProviderFault('other_issuer', server.issuer);
  for (const name of endpoints) {
    const address = server[name];
    if (address === undefined && needed.includes(name)) throw new ProviderFault('endpoint_missing', name);
    if (address !== undefined && !(URL.canParse(address) && mayBeCalled(new URL(address))))
      throw new ProviderFault('endpoint_not_https', name);
  }
  return server;
}

function discoveryFault(error: unknown): ProviderFault {
  const code = error instanceof client.ClientError ? error.code : undefined;
  if (code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED') return new ProviderFault('other_issuer');
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') return new ProviderFault('no_document');
  return new ProviderFault('not_a_document');
}

function authentication(server: client.ServerMetadata, secret: string): client.ClientAuth {
  const offered = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return offered.includes('client_secret_basic') || !offered.includes('client_secret_post')
    ? client.ClientSecretBasic(secret)
    : client.ClientSecretPost(secret);
}

/** In the form the library asks for; what it answers is what our own client heard. */
function guarded(rt: Runtime): client.CustomFetch {
  return async (url, { method, headers, body }) => {
    if (!mayBeCalled(new URL(url))) throw new ProviderFault('endpoint_not_https', url);
    const heard = await rt.http.request({
      ...{ method: method === 'POST' ? 'POST' : 'GET', url, timeout_ms: answerWithinMs },
      headers: { ...headers },
      // A form, or nothing: the library sends no other body here.
      ...(body instanceof URLSearchParams ? { body: body.toString() } : {}),
    });
    if (!heard.ok) throw silence(heard, new URL(url).host);
    const given = new Headers();
    for (const [name, value] of Object.entries(heard.headers))
      for (const one of [value ?? []].flat()) given.append(name, one);
    const empty = heard.status === 204 || heard.status === 304 || heard.status < 200;
    return new Response(empty ? null : heard.body, { status: heard.status, headers: given });
  };
}

function silence(heard: Extract<OutgoingResult, { ok: false }>, host: string): ProviderFault {
  if (heard.detail.includes(refusedCode)) return new ProviderFault('address_refused', host);
  return new ProviderFault(heard.reason === 'timeout' ? 'no_answer_in_time' : 'no_connection', host);
}

function memoryOf(rt: Runtime): Map<string, Known> {
  const core = coreOf(rt);
  let memory = memories.get(core);
  if (!memory) memories.set(core, (memory = new Map()));
  return memory;
}
