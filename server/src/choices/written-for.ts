// The content a campaign's message was written from, for those who look at it afterwards.
import { sql, type RawBuilder } from 'kysely';
import type { ChannelContent } from '@sampark/contracts/channel-content.ts';

/** Of `m` (messages) and `c` (its campaign) on a channel: the variant's, else the profile's as the launch fixed it, else the campaign's own. */
export function writtenFor(channel: RawBuilder<unknown>): RawBuilder<ChannelContent | null> {
  return sql<ChannelContent | null>`coalesce(
    (select v.change -> 'channel_content' -> ${channel} from experiments e
      join experiment_variants v on v.experiment_id = e.id and v.variant = m.variant where e.campaign_id = c.id),
    (select case jsonb_typeof(t.content) when 'string' then jsonb_build_object('kind', 'text', 'text', t.content) else t.content end
      from campaign_profiles l
      join content_versions v on v.kind = 'profile' and v.subject_id = l.profile_id and v.version = l.version
      cross join lateral (select v.content -> 'messaging_templates' -> ${channel}) t(content)
      where l.campaign_id = c.id and l.profile_id = m.engagement_profile_id
        and exists (select from campaign_profiles o where o.campaign_id = c.id and o.listed)),
    c.channel_content -> ${channel})`;
}
