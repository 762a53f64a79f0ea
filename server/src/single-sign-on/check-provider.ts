// “Check connection”: what is wrong with a provider, before anybody has to sign in with it. Nothing of its answers is passed on but
// the names of the standard.
import type { CheckedProvider, CheckFinding, CheckProvider } from '@sampark/contracts/single-sign-on.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { redirectUri } from './find-provider.ts';
import { ProviderFault } from './provider-address.ts';
import {
  connectProvider,
  faultOf,
  genericGrantRequest,
  readKeys,
  refusalOf,
  type Connection,
} from './provider.ts';
import { secretFor } from './settings.ts';

/** Throws `invalid_request` where no secret belongs to it. */
export async function checkProvider(
  rt: Runtime,
  actor: Actor,
  given: CheckProvider,
): Promise<CheckedProvider> {
  const kept = await rt.db
    .selectFrom('sign_in_providers')
    .selectAll()
    .where('workspace_id', '=', actor.workspace_id)
    .executeTakeFirst();
  const client_secret = rt.keys.open(secretFor(rt, kept, given));
  try {
    const connection = await connectProvider(rt, { ...given, client_secret }, { afresh: true });
    await readKeys(rt, connection);
    const finding = await askAsClient(connection, redirectUri(rt, actor.workspace_id));
    const signs_out = connection.serverMetadata().end_session_endpoint !== undefined;
    return { ok: finding === null, finding, detail: null, signs_out };
  } catch (error) {
    const fault = faultOf(error);
    if (!fault) throw error;
    return { ok: false, finding: fault.finding, detail: fault.detail, signs_out: false };
  }
}

/** Redeems a code that does not exist: a provider that knows this client refuses the code, any other the client. */
async function askAsClient(connection: Connection, redirect_uri: string): Promise<CheckFinding | null> {
  try {
    await genericGrantRequest(connection, 'authorization_code', {
      ...{ code: 'connection-check', redirect_uri, code_verifier: 'a'.repeat(43) },
    });
    return 'client_unclear';
  } catch (error) {
    const fault = faultOf(error);
    if (fault) throw new ProviderFault(fault.finding, fault.detail);
    const said = refusalOf(error);
    if (said === 'invalid_grant') return null;
    return said === 'invalid_client' || said === 'unauthorized_client' ? 'client_refused' : 'client_unclear';
  }
}
