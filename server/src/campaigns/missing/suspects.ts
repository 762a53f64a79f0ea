// Whom of a campaign's audience to look at for a value they lack. Enters: a campaign. Leaves: what is asked about each of its people,
// and the ids of those who may lack something, by one statement.
import { sql, type RawBuilder } from 'kysely';
import { allWords } from '../../choices/choices.ts';
import { possibleChoices } from '../../choices/choose.ts';
import { needsOfContent } from '../../messages/needs-of-text.ts';
import type { Runtime } from '../../runtime.ts';
import type { TemplatesOf } from '../../templates/known-template.ts';
import { loadTemplates } from '../../templates/load-templates.ts';
import { audienceIds } from '../audience.ts';
import { loadSurroundings, type Surroundings } from '../decide-for.ts';
import { withChoices, type CampaignRecord } from '../queries.ts';
import { canTellNumbers, mayLack, type Needs } from './may-lack.ts';

/** What has to be known of a campaign before anybody is looked at. */
export type Asked = {
  rt: Runtime;
  campaign: CampaignRecord;
  at: Date;
  choose: ReturnType<typeof possibleChoices>;
  templates: TemplatesOf | undefined;
  surroundings: Surroundings;
  needs: Needs;
  /** Whom to look at (a condition on `p`). */
  which: RawBuilder<boolean>;
  /** The database cannot say who lacks something: everybody is rendered for. */
  doubtful: boolean;
};

/** Undefined: nobody lacks anything, because the words need nothing. */
export async function askFor(rt: Runtime, given: CampaignRecord, at: Date): Promise<Asked | undefined> {
  const campaign = await withChoices(rt.db, given);
  const { doubtful, needs, which } = needOf(campaign, rt.config.publicUrl !== undefined);
  if (which === undefined) return undefined;
  const [templates, surroundings] = await Promise.all([
    loadTemplates(rt.db, campaign.workspace_id),
    loadSurroundings(rt, campaign.workspace_id),
  ]);
  return {
    ...{ rt, campaign, at, choose: possibleChoices(rt.keys, campaign), surroundings, needs, which, doubtful },
    templates: templates.get(campaign.workspace_id),
  };
}

/** Who may lack something, in order; `which` of them: a condition on `p`. */
export async function suspects(
  { rt, campaign, at, which: may }: Asked,
  { which, ...page }: { after?: string | null; most?: number; which?: RawBuilder<boolean> } = {},
): Promise<string[]> {
  const whom = which === undefined ? may : sql<boolean>`(${may} and ${which})`;
  const { rows } = await sql<{ ids: string[] | null }>`${audienceIds(campaign, at, whom, page)}`.execute(
    rt.db,
  );
  return rows[0]?.ids ?? [];
}

function needOf(
  campaign: CampaignRecord,
  linked: boolean,
): { doubtful: boolean; needs: Needs; which: RawBuilder<boolean> | undefined } {
  const all = allWords(campaign).flatMap(({ channel_order, channel_content }) =>
    channel_order.flatMap((channel) => {
      const own = channel_content[channel];
      return own ? [needsOfContent(own)] : [];
    }),
  );
  const required = new Set(all.flatMap((one) => [...one.required]));
  const numbers = new Set(all.flatMap((one) => [...one.numbers]));
  const needs = { required, numbers };
  const doubtful =
    all.some((one) => one.doubtful) ||
    !canTellNumbers(numbers) ||
    (!linked && required.has('preferences_url'));
  return { doubtful, needs, which: doubtful ? sql<boolean>`true` : mayLack(needs) };
}
