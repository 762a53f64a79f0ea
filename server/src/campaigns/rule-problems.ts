// What the compliance rules will say of a campaign, before it is launched: the same judgement as at send time, of the texts
// the first people of the audience would get. It stops no launch: what a rule blocks is held, and two people may release it.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { ComplianceFlag } from '@sampark/contracts/rules.ts';
import { sql } from 'kysely';
import { wordsFor } from '../choices/choices.ts';
import { possibleChoices } from '../choices/choose.ts';
import { widest } from '../choices/each-words.ts';
import { loadRuleBook } from '../compliance/rules/rule-book.ts';
import { judgeFor } from '../compliance/rules/rule-facts.ts';
import { loadPeople } from '../delivery/claim-queries.ts';
import { renderFilled } from '../messages/fill-missing.ts';
import { variablesOf } from '../messages/render.ts';
import { wantsOptOutLine } from '../policy/wants-opt-out-line.ts';
import type { Runtime } from '../runtime.ts';
import { loadTemplates } from '../templates/load-templates.ts';
import { audiencePage, channelHints } from './audience.ts';
import { decideFor, loadSurroundings } from './decide-for.ts';
import { withChoices, type CampaignRecord } from './queries.ts';

const looksAt = 200;

export async function ruleProblems(
  rt: Runtime,
  asked: CampaignRecord,
  at: Date,
): Promise<CampaignForecast['problems']> {
  const campaign = await withChoices(rt.db, asked);
  const choose = possibleChoices(rt.keys, campaign);
  const book = await loadRuleBook(rt, campaign.workspace_id);
  if (book.rules.size === 0) return [];
  const { rows } = await sql<{ id: string; channel: Channel | null }>`
    with chunk as materialized (${audiencePage(campaign, null, looksAt, at)})
    select h.prospect_id as id, h.open_channel as channel from (${channelHints(widest(campaign))}) h order by 1`.execute(
    rt.db,
  );
  const ids = rows.flatMap(({ id, channel }) => (channel ? [id] : []));
  const people = await rt.db.transaction().execute((tx) => loadPeople(rt.keys, tx, ids));
  const [templates, surroundings] = await Promise.all([
    loadTemplates(rt.db, campaign.workspace_id),
    loadSurroundings(rt, campaign.workspace_id),
  ]);
  const found = new Map<string, { flag: ComplianceFlag; channel: Channel; count: number }>();
  const own = templates.get(campaign.workspace_id);
  for (const person of people.values()) {
    const variables = variablesOf(person, {
      name: campaign.portfolio_manager_name,
      public_url: rt.config.publicUrl,
    });
    // Somebody who may be sent one of several is one person all the same.
    const told = new Set<string>();
    for (const choice of choose(person)) {
      const words = wordsFor(campaign, choice);
      const decision = decideFor({ ...campaign, ...words }, person, surroundings, at);
      if (decision.outcome === 'skip') continue;
      const { channel } = decision;
      const content = words.channel_content[channel];
      const judge = judgeFor(book, campaign, person, at);
      if (!judge || !content) continue;
      const { rendered } = renderFilled(channel, content, variables, {
        ...{ templates: own, language: words.languages[channel], decided: campaign.missing_values },
        optOutLine: wantsOptOutLine(surroundings.workspace.settings, campaign.purpose, person.country),
      });
      if (!rendered.ok) continue;
      for (const flag of judge(channel, rendered.content, rendered.text).flags) {
        const key = `${flag.rule_id}/${channel}`;
        const known = found.get(key) ?? { flag, channel, count: 0 };
        if (!told.has(key)) known.count++;
        told.add(key);
        found.set(key, known);
      }
    }
  }
  return [...found.values()]
    .sort(
      (a, b) => Number(b.flag.action === 'block') - Number(a.flag.action === 'block') || b.count - a.count,
    )
    .map(({ flag, channel, count }) => ({
      code: flag.action === 'block' ? 'rule_blocks' : 'rule_warns',
      field: `channel_content.${channel}`,
      reason: `${flag.name}: ${flag.matched === null ? flag.excerpt : `“${flag.matched}”`}`,
      remedy: flag.message,
      blocking: false,
      channel,
      count,
      rule_id: flag.rule_id,
    }));
}
