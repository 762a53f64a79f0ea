// Who has a hand in a message, and so decides nothing in its favour: whoever sends it, wrote any of its campaign's text (that of
// the one it was copied from and of the versions that are compared included), or wrote a profile it was sent with.
import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../http/route.ts';

/** SQL condition on `of`, a message or a flag of one: it has `portfolio_manager_id` and `campaign_id`. */
export function isAuthor(actor: Actor, of: 'm' | 'f'): RawBuilder<boolean> {
  const campaign = sql.ref(`${of}.campaign_id`);
  return sql<boolean>`(${sql.ref(`${of}.portfolio_manager_id`)} = ${actor.user_id}
    or exists (select from campaigns w where w.id = ${campaign} and ${actor.user_id} = any(w.written_by))
    or exists (select from campaign_profiles l
      join content_versions w on w.kind = 'profile' and w.subject_id = l.profile_id and w.version = l.version
      where l.campaign_id = ${campaign} and w.made_by = ${actor.user_id}))`;
}
