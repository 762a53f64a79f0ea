// Enters: an e-mail address, or somebody who is signed in. Leaves: the provider's address for the browser, and the flow it comes
// back to. Only the address's domain is looked at: whether anybody has it is neither asked nor told.
import type { StartSingleSignOn } from '@sampark/contracts/single-sign-on.ts';
import type { FastifyReply } from 'fastify';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { getUser } from '../users/queries.ts';
import { accessOf, providerFor, providerOf, redirectUri, type ProviderRow } from './find-provider.ts';
import { keepFlow, newFlow } from './flows.ts';
import { linkOf } from './links.ts';
import { authorizationAddress, connectProvider, faultOf } from './provider.ts';

/** Throws `single_sign_on_missing`, `provider_unreachable`. */
export async function startSignIn(rt: Runtime, reply: FastifyReply, given: StartSingleSignOn) {
  const provider = await providerFor(rt, given.email);
  if (!provider) throw new Problem('single_sign_on_missing', { field: 'body.email' });
  return lead(rt, reply, provider, {
    ...{ purpose: 'sign_in', session_id: null, popup: given.popup ?? false },
    asked: given.email === undefined ? {} : { login_hint: given.email.trim() },
  });
}

/**
 * Who is signed in shows again who they are: the provider has to ask, whatever session it still has. Throws
 * `single_sign_on_unlinked`, `provider_unreachable`.
 */
export async function startProof(rt: Runtime, reply: FastifyReply, actor: Actor) {
  const user = await getUser(rt, actor.workspace_id, actor.user_id);
  const provider = await providerOf(rt, actor.workspace_id);
  if (!provider || !(await linkOf(rt.db, user.id, provider.issuer)))
    throw new Problem('single_sign_on_unlinked');
  return lead(rt, reply, provider, {
    ...{ purpose: 'prove', session_id: actor.session_id, popup: true },
    asked: { login_hint: user.email, prompt: 'login', max_age: '0' },
  });
}

type Led = {
  purpose: 'sign_in' | 'prove';
  session_id: string | null;
  popup: boolean;
  asked: Record<string, string>;
};

async function lead(rt: Runtime, reply: FastifyReply, provider: ProviderRow, { asked, ...flow }: Led) {
  const { workspace_id, issuer, two_step_acr } = provider;
  const { token, secrets } = newFlow(rt);
  try {
    const url = await authorizationAddress(await connectProvider(rt, accessOf(rt, provider)), secrets, {
      redirect_uri: redirectUri(rt, workspace_id),
      ...(two_step_acr === null ? {} : { acr_values: two_step_acr }),
      ...asked,
    });
    await keepFlow(rt, reply, token, { ...flow, workspace_id, issuer });
    return { url };
  } catch (error) {
    const fault = faultOf(error);
    if (!fault) throw error;
    rt.log.warn({ workspace_id, finding: fault.finding }, 'the sign-in provider cannot be used');
    throw new Problem('provider_unreachable');
  }
}
