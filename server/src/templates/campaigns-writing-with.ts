// Which running campaigns somebody may still be sent a template by: in the campaign's own words, those of a profile as the launch
// fixed them, or those of a version of its experiment that goes on.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { wordsToCome, type Written } from '../choices/choices.ts';
import { loadChoices } from '../choices/load-choices.ts';
import type { Tx } from '../events/append.ts';

type Row = {
  id: string;
  channel_content: ContentByChannel;
  channel_order: Channel[];
  engagement_profile_id: string | null;
};
type Template = { name: string; language: string };

/** Their ids, in order. Of a campaign in each person's language the one it falls back on counts. */
export async function campaignsWritingWith(
  tx: Tx,
  workspace_id: string,
  { name, language }: Template,
): Promise<string[]> {
  const named = sql`@> ${JSON.stringify({ kind: 'template', name, language })}::jsonb`;
  const { rows } = await sql<Row>`
    select c.id, c.channel_content, c.channel_order, c.engagement_profile_id from campaigns c
    where c.workspace_id = ${workspace_id} and c.status = 'active' and (c.channel_content -> 'whatsapp' ${named}
      or exists (select from campaign_profiles l
        join content_versions v on v.kind = 'profile' and v.subject_id = l.profile_id and v.version = l.version
        where l.campaign_id = c.id and v.content -> 'messaging_templates' -> 'whatsapp' ${named})
      or exists (select from experiments e join experiment_variants v on v.experiment_id = e.id
        where e.campaign_id = c.id and v.change -> 'channel_content' -> 'whatsapp' ${named}))
    order by c.id`.execute(tx);
  const choices = await loadChoices(
    tx,
    rows.map((row) => row.id),
  );
  return rows
    .filter((row) => isSentBy({ ...row, choices: choices.get(row.id) }, { name, language }))
    .map((row) => row.id);
}

/** What nobody is sent any more, such as the words of a stopped version, does not hold the others up. */
function isSentBy(campaign: Written, { name, language }: Template): boolean {
  return wordsToCome(campaign).some(({ channel_content: { whatsapp }, channel_order }) => {
    if (whatsapp?.kind !== 'template' || !channel_order.includes('whatsapp')) return false;
    return whatsapp.name === name && whatsapp.language === language;
  });
}
