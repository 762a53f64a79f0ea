// Another system, or somebody here, passes on that a person wants nothing more. Whether we know the number is not told.
// Someone known has it in their ledger; for anybody else the stop is kept with the number's hash, so that a later import
// finds it. Either way the person's own later act takes it back, and nothing else.
import type { NewOptOut } from '@sampark/contracts/consents.ts';
import { channels as allChannels, purposes as allPurposes } from '@sampark/contracts/domain.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { addSuppression } from './add-suppression.ts';
import { findPerson } from './find-person.ts';
import { lockPerson } from './queries.ts';
import { recordConsents } from './record-consents.ts';
import { addressOf } from './suppress-address.ts';

export async function optOutAddress(rt: Runtime, actor: Actor, given: NewOptOut): Promise<void> {
  const now = rt.clock.now();
  const occurred_at = given.occurred_at === undefined ? now : new Date(given.occurred_at);
  if (occurred_at.getTime() > now.getTime() + 60_000) {
    throw new Problem('invalid_request', {
      errors: [{ field: 'body.occurred_at', reason: 'is in the future; give the instant they said it' }],
    });
  }
  const address = await addressOf(rt, actor, given);
  // An address of one channel says nothing about the others; a number is theirs everywhere.
  const channels = given.channels ?? (given.channel ? [given.channel] : allChannels);
  const purposes = given.purposes ?? allPurposes;
  await rt.db.transaction().execute(async (tx) => {
    const person = await findPerson(tx, actor.workspace_id, { address, channel: given.channel });
    if (person && (await lockPerson(tx, person))) {
      await recordConsents(rt, tx, now, {
        workspace_id: actor.workspace_id,
        prospect_id: person,
        channels: [...new Set(channels)],
        purposes: [...new Set(purposes)],
        action: 'withdrawn',
        source: given.source,
        evidence: given.evidence ?? {},
        occurred_at,
        recorded_by: actor.user_id,
      });
      return;
    }
    for (const channel of new Set(channels)) {
      for (const purpose of new Set(purposes)) {
        await addSuppression(rt, tx, {
          ...{ workspace_id: actor.workspace_id, address, channel, purpose },
          ...{ reason: 'opted_out', source: 'api', created_by: actor.user_id },
          note: `${given.source}, ${occurred_at.toISOString()}`,
        });
      }
    }
  });
}
