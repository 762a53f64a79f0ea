// Somebody is back from the provider. Enters: what it added to the address, and the browser's flow. Leaves: a session, a second
// step, or the proof a session asked for. Every refusal is an entry of the trail with its reason.
import type { FinishedSingleSignOn, FinishSingleSignOn } from '@sampark/contracts/single-sign-on.ts';
import type { SecondStep } from '@sampark/contracts/sign-in.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { appendEvents } from '../events/append.ts';
import { networkOf } from '../http/network.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';
import { noteProof } from '../sign-in/prove.ts';
import { openOrAsk, type Opened } from '../users/open-session.ts';
import { clientOf, type Client } from '../users/start-session.ts';
import { providerOf, type ProviderRow } from './find-provider.ts';
import { takeFlow, type Flow } from './flows.ts';
import { personFor } from './person.ts';
import { clockToleranceSeconds } from './provider.ts';
import { redeem, type Redeemed } from './redeem.ts';
import { keepForSigningOut } from './sign-out.ts';

export type Finished = Omit<FinishedSingleSignOn, 'answer'> & { answer: Opened | SecondStep | null };

/** Throws `ticket_invalid` and whatever redeem and personFor do. */
export async function finishFlow(
  rt: Runtime,
  given: FinishSingleSignOn,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Finished> {
  const flow = await takeFlow(rt, request, reply);
  const provider = flow && (await providerOf(rt, flow.workspace_id));
  // Changed in between, or the answer of another provider than the one that was asked.
  if (!flow || !provider || provider.issuer !== flow.issuer || given.workspace !== flow.workspace_id)
    throw new Problem('ticket_invalid');
  const client = clientOf(request);
  const { popup } = flow;
  try {
    const who = await redeem(rt, provider, flow.secrets, given.query);
    if (flow.purpose === 'prove') {
      await proveAgain(rt, flow, who);
      return { purpose: 'prove', popup, answer: null };
    }
    return { purpose: 'sign_in', popup, answer: await signIn(rt, provider, who, client) };
  } catch (cause) {
    if (cause instanceof Problem) await noteRefusal(rt, flow, cause, client);
    throw cause;
  }
}

async function signIn(
  rt: Runtime,
  provider: ProviderRow,
  who: Redeemed,
  client: Client,
): Promise<Opened | SecondStep> {
  return rt.db.transaction().execute(async (tx) => {
    const user = await personFor(rt, tx, provider, who);
    return openOrAsk(rt, tx, user, client, 'single sign-on', {
      // Nobody knows how old a provider's session is unless it says so: then nothing was shown yet.
      proved_at: new Date(Math.min((who.auth_time ?? 0) * 1000, rt.clock.now().getTime())),
      provider_session: await keepForSigningOut(rt, tx, user, who.id_token),
      two_steps: who.amr.includes('mfa') || (who.acr !== undefined && who.acr === provider.two_step_acr),
    });
  });
}

/** Throws `provider_proof_stale`: another person, or one whom the provider did not ask. */
async function proveAgain(rt: Runtime, flow: Flow, who: Redeemed): Promise<void> {
  const asked = flow.created_at.getTime() / 1000 - clockToleranceSeconds;
  if (who.auth_time === undefined || who.auth_time < asked) throw new Problem('provider_proof_stale');
  await rt.db.transaction().execute(async (tx) => {
    const session = await tx
      .selectFrom('sessions as s')
      .innerJoin('users as u', 'u.id', 's.user_id')
      .innerJoin('sign_in_links as l', (join) =>
        join.onRef('l.user_id', '=', 'u.id').on('l.issuer', '=', flow.issuer).on('l.subject', '=', who.subject),
      )
      .select(['s.id as session_id', 's.user_id', 's.workspace_id'])
      .where('s.id', '=', flow.session_id)
      .where('s.revoked_at', 'is', null)
      .where('s.expires_at', '>', rt.clock.now())
      .where('u.status', '=', 'active')
      .executeTakeFirst();
    if (!session) throw new Problem('provider_proof_stale');
    await noteProof(rt, tx, session, 'single sign-on');
  });
} // prettier-ignore

async function noteRefusal(rt: Runtime, flow: Flow, cause: Problem, client: Client): Promise<void> {
  const now = rt.clock.now();
  await appendEvents(rt.db, now, [
    {
      ...{ workspace_id: flow.workspace_id, type: 'single_sign_on.refused', occurred_at: now },
      // What a Problem says of itself here are words of ours and codes of the library: nothing of a token.
      data: {
        reason: cause.code,
        detail: cause.detail,
        purpose: flow.purpose,
        network: networkOf(client.ip),
      },
    },
  ]);
}
