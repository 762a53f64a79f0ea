// The code for who it stands for. All that is checked of the provider's answer is checked by the library: state, issuer of the
// answer, and of the ID token signature, issuer, audience, times and nonce.
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';
import { accessOf, redirectUri, type ProviderRow } from './find-provider.ts';
import type { Presented } from './person.ts';
import {
  AuthorizationResponseError,
  authorizationCodeGrant,
  ClientError,
  connectProvider,
  faultOf,
  fetchUserInfo,
  rememberKeys,
  refusalOf,
  type FlowSecrets,
} from './provider.ts';

export type Redeemed = Presented & {
  id_token: string;
  /** Seconds; absent where the provider does not say when it last asked. */
  auth_time: number | undefined;
  amr: readonly string[];
  acr: string | undefined;
};

/** Throws `provider_refused`, `provider_unreachable`, `provider_answer_invalid`; their detail says which of many. */
export async function redeem(
  rt: Runtime,
  provider: ProviderRow,
  secrets: FlowSecrets,
  query: string,
): Promise<Redeemed> {
  try {
    const connection = await connectProvider(rt, accessOf(rt, provider));
    const back = new URL(redirectUri(rt, provider.workspace_id));
    back.search = query;
    const answer = await authorizationCodeGrant(connection, back, {
      expectedState: secrets.state,
      expectedNonce: secrets.nonce,
      pkceCodeVerifier: secrets.verifier,
      idTokenExpected: true,
    });
    const claims = answer.claims();
    if (!claims || !answer.id_token) throw new Problem('provider_answer_invalid', { detail: 'no ID token' });
    rememberKeys(rt, provider.issuer, connection);
    // Some say in the ID token only who it is, and the rest when asked; the library holds the two to one subject.
    const told =
      claims.email === undefined && connection.serverMetadata().userinfo_endpoint !== undefined
        ? { ...(await fetchUserInfo(connection, answer.access_token, claims.sub)), ...claims }
        : claims;
    return {
      subject: claims.sub,
      email: text(told.email),
      email_verified: isTrue(told.email_verified) || isTrue(told.xms_edov),
      name: text(told.name),
      id_token: answer.id_token,
      auth_time: typeof claims.auth_time === 'number' ? claims.auth_time : undefined,
      amr: Array.isArray(claims.amr) ? claims.amr.filter((one) => typeof one === 'string') : [],
      acr: text(claims.acr),
    };
  } catch (error) {
    throw refusal(rt, error);
  }
}

function refusal(rt: Runtime, error: unknown): unknown {
  if (error instanceof Problem) return error;
  const fault = faultOf(error);
  if (fault) return new Problem('provider_unreachable', { detail: fault.finding });
  // The provider's own words are for its operator: of them only the codes of the standards are kept.
  if (error instanceof AuthorizationResponseError)
    return new Problem('provider_refused', { detail: code(error.error) });
  const detail = refusalOf(error);
  if (detail !== undefined)
    return new Problem(detail === 'invalid_grant' ? 'provider_answer_invalid' : 'provider_unreachable', {
      detail,
    });
  if (error instanceof ClientError || error instanceof TypeError) {
    const wrong = wrongPart(error) ?? 'unusable answer';
    rt.log.warn({ wrong }, 'a sign-in provider’s answer was refused');
    return new Problem('provider_answer_invalid', { detail: wrong });
  }
  return error;
}

/** The library's code, and the claim or the sentence it is about; never a value. */
function wrongPart(error: Error): string | undefined {
  const { code: of } = error as { code?: unknown };
  const inner = error.cause instanceof Error ? error.cause : undefined;
  const about = inner?.cause as { claim?: unknown } | undefined;
  const said = typeof about?.claim === 'string' ? about.claim : inner?.message;
  return [of, said].filter((one) => typeof one === 'string').join(': ') || undefined;
}

function code(given: string): string {
  return /^[\w.-]{1,60}$/.test(given) ? given : 'unusable answer';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Amazon and Apple write it as text; Microsoft has its own name for it (xms_edov), and 1. */
function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === 1 || value === '1';
}
