// A colleague, or another system, passes on what a person asked for about their data.
import { channels } from '@sampark/contracts/domain.ts';
import type { NewPrivacyRequest } from '@sampark/contracts/privacy-requests.ts';
import { lockPerson } from '../../consents/queries.ts';
import { recordConsents } from '../../consents/record-consents.ts';
import { Problem } from '../../http/problem.ts';
import type { Actor } from '../../http/route.ts';
import { requireProspect } from '../../prospects/require-prospect.ts';
import type { Runtime } from '../../runtime.ts';
import { openRequest } from './open-request.ts';
import { showRequest } from './show-request.ts';

const aMinute = 60_000;
const longestAgoMs = 90 * 86_400_000;

export async function recordRequest(rt: Runtime, actor: Actor, given: NewPrivacyRequest) {
  const now = rt.clock.now();
  const received_at = given.received_at === undefined ? now : new Date(given.received_at);
  const refuse = (reason: string) =>
    new Problem('invalid_request', { errors: [{ field: 'body.received_at', reason }] });
  if (received_at.getTime() > now.getTime() + aMinute) throw refuse('is in the future');
  if (received_at.getTime() < now.getTime() - longestAgoMs) throw refuse('is more than 90 days ago');
  const { prospect_id, kind, came_by } = given;
  const { workspace_id, user_id } = actor;
  const id = await rt.db.transaction().execute(async (tx) => {
    await requireProspect(tx, actor, prospect_id);
    await lockPerson(tx, prospect_id);
    const opened = await openRequest(tx, now, {
      ...{ workspace_id, prospect_id, kind, came_by, received_at },
      ...{ note: given.note ?? null, created_by: user_id },
      by: actor.role === 'standard' || came_by === 'api' ? 'manager' : 'officer',
    });
    if (opened === undefined) throw new Problem('request_open');
    if (kind === 'objection') {
      await recordConsents(rt, tx, now, {
        ...{ workspace_id, prospect_id, channels, purposes: ['marketing'], action: 'withdrawn' },
        ...{
          source: 'objection',
          evidence: { request_id: opened },
          occurred_at: received_at,
          recorded_by: user_id,
        },
      });
    }
    return opened;
  });
  return showRequest(rt, actor, id);
}
