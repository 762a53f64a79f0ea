// People leave a book. That they were in it stays, as ids: a legal hold on its portfolio manager goes on keeping their records.
import { sql, type RawBuilder } from 'kysely';

/** A statement; as many rows as relationships ended. `which`: a condition on `relationships`. */
export function endRelationships(which: RawBuilder<unknown>, now: Date): RawBuilder<unknown> {
  return sql`
    with ended as (delete from relationships where ${which} returning workspace_id, user_id, prospect_id)
    insert into past_relationships (workspace_id, user_id, prospect_id, ended_at)
    select workspace_id, user_id, prospect_id, ${now}::timestamptz from ended
    on conflict (prospect_id, user_id) do update set ended_at = excluded.ended_at`;
}
