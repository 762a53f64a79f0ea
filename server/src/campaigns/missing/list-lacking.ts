// Everybody who lacks something, a page at a time or as one file.
import type { LackingPeopleQuery } from '@sampark/contracts/missing-values.ts';
import { csvLine } from '../../analytics/export-csv.ts';
import { appendEvents } from '../../events/append.ts';
import { pageOf, readCursor } from '../../http/page.ts';
import type { Actor } from '../../http/route.ts';
import type { Runtime } from '../../runtime.ts';
import type { CampaignRecord } from '../queries.ts';
import { findLacking, type Lacking } from './find-lacking.ts';

const list = 'lacking';

type Wanted = Pick<LackingPeopleQuery, 'variable' | 'outcome'>;

function isWanted(one: Lacking, { variable, outcome }: Wanted): boolean {
  return (
    (variable === undefined || one.missing.includes(variable)) &&
    (outcome === undefined || one.outcome === outcome)
  );
}

/** In the order of their ids. Throws `invalid_cursor`. */
export async function pageOfLacking(rt: Runtime, campaign: CampaignRecord, query: LackingPeopleQuery) {
  const limit = query.limit ?? 50;
  const after = readCursor(list, query.cursor)?.[1] ?? null;
  const rows: Lacking[] = [];
  for await (const batch of findLacking(rt, campaign, rt.clock.now(), after)) {
    rows.push(...batch.filter((one) => isWanted(one, query)));
    if (rows.length > limit) break;
  }
  return pageOf(list, rows, limit, (one) => [null, one.prospect_id]);
}

/** One line a person and variable, so that a spreadsheet can be filled in beside it. That it was taken is recorded. */
export async function* csvOfLacking(
  rt: Runtime,
  actor: Actor,
  campaign: CampaignRecord,
  wanted: Wanted,
): AsyncGenerator<string> {
  const now = rt.clock.now();
  await appendEvents(rt.db, now, [
    {
      workspace_id: actor.workspace_id,
      type: 'export.made',
      occurred_at: now,
      actor_id: actor.user_id,
      campaign_id: campaign.id,
      data: { what: 'campaign.missing_values', ...wanted },
    },
  ]);
  yield csvLine(['prospect_id', 'name', 'channel', 'variable', 'outcome', 'problem']);
  for await (const batch of findLacking(rt, campaign, now))
    for (const one of batch.filter((person) => isWanted(person, wanted))) {
      const { prospect_id, name, channel, missing, outcome, problem } = one;
      for (const variable of missing.length > 0 ? missing : [null])
        yield csvLine([prospect_id, name, channel, variable, outcome, problem]);
    }
}
