// A PM or an administrator records what a person told them. Anybody's withdrawal counts at once. A grant after the
// person opted out is refused: only their own act reverses that.
import type { NewConsent } from '@sampark/contracts/consents.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { requireProspect } from '../prospects/require-prospect.ts';
import type { Runtime } from '../runtime.ts';
import { consentStateOf, lockPerson, suppressionsOn } from './queries.ts';
import { recordConsents } from './record-consents.ts';
import { reasonKind } from './reason-kind.ts';
import { showConsents } from './show-consents.ts';

export async function recordConsent(rt: Runtime, actor: Actor, prospectId: string, given: NewConsent) {
  const now = rt.clock.now();
  const occurredAt = given.occurred_at === undefined ? now : new Date(given.occurred_at);
  if (occurredAt.getTime() > now.getTime() + 60_000) {
    throw new Problem('invalid_request', {
      errors: [{ field: 'body.occurred_at', reason: 'is in the future' }],
    });
  }
  await rt.db.transaction().execute(async (tx) => {
    await requireProspect(tx, actor, prospectId);
    const person = await lockPerson(tx, prospectId);
    if (!person) throw new Problem('not_found');
    const channels = [...new Set([given.channel].flat())];
    const purposes = [...new Set([given.purpose].flat())];
    if (given.action === 'granted') {
      const state = await consentStateOf(tx, prospectId);
      const refused = state.some(
        (one) => channels.includes(one.channel) && purposes.includes(one.purpose) && !one.granted,
      );
      const stops = person.phone_hash
        ? await suppressionsOn(tx, {
            workspace_id: actor.workspace_id,
            address_hash: person.phone_hash,
            channels,
            purposes,
          })
        : [];
      if (refused || stops.some((one) => reasonKind(one.reason) === 'person')) throw new Problem('opted_out');
    }
    await recordConsents(rt, tx, now, {
      workspace_id: actor.workspace_id,
      prospect_id: prospectId,
      channels,
      purposes,
      action: given.action,
      source: given.source,
      evidence: given.evidence ?? {},
      occurred_at: occurredAt,
      recorded_by: actor.user_id,
    });
  });
  return showConsents(rt, actor, prospectId);
}
