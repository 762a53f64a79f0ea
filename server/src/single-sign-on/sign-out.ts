// Ours has ended; the provider's own session ends there, in the browser, where it offers that.
import { decodeJwt } from 'jose';
import type { Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { EndedSession } from '../users/end-sessions.ts';
import { accessOf, providerOf, signedOutUri } from './find-provider.ts';
import { connectProvider, faultOf, signOutAddress } from './provider.ts';

/** The ID token, sealed, until the session ends. Answers where it is. */
export async function keepForSigningOut(
  rt: Runtime,
  tx: Tx,
  user: { workspace_id: string },
  idToken: string,
): Promise<string> {
  const { id } = await tx
    .insertInto('provider_sessions')
    .values({
      ...{ workspace_id: user.workspace_id, created_at: rt.clock.now() },
      id_token: rt.keys.seal(idToken),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Undefined: the session did not begin there, or the provider does not offer it or does not answer. */
export async function signOutAtProvider(rt: Runtime, ended: EndedSession): Promise<string | undefined> {
  const provider = ended.id_token && (await providerOf(rt, ended.workspace_id));
  if (!ended.id_token || !provider) return undefined;
  const idToken = rt.keys.open(ended.id_token);
  // Checked when it came. The workspace may have another provider since.
  if (decodeJwt(idToken).iss !== provider.issuer) return undefined;
  try {
    const connection = await connectProvider(rt, accessOf(rt, provider));
    return signOutAddress(connection, idToken, signedOutUri(rt));
  } catch (error) {
    if (faultOf(error)) return undefined;
    throw error;
  }
}
