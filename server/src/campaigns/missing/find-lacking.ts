// Enters: a campaign. Leaves, in the order of their ids: everybody of its audience who would be written to but lacks something
// the message names, by the same policy and the same rendering as the send, on the channel the send would take. One statement
// says who may lack something (suspects.ts); only those are read and rendered, a batch at a time, so that an audience of any size
// is looked at as a whole.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { LackingOutcome } from '@sampark/contracts/missing-values.ts';
import { sql } from 'kysely';
import { wordsFor, type Words } from '../../choices/choices.ts';
import type { Choice } from '../../choices/choose.ts';
import { uuids } from '../../db/array-binary.ts';
import { loadPeople, type PersonFacts } from '../../delivery/claim-queries.ts';
import { lackOf } from '../../messages/fill-missing.ts';
import { renderContent, variablesOf, type MessageVariables } from '../../messages/render.ts';
import type { Runtime } from '../../runtime.ts';
import { decideFor } from '../decide-for.ts';
import type { CampaignRecord } from '../queries.ts';
import { askFor, suspects, type Asked } from './suspects.ts';

const atOnce = 1_000;
/** More than two at once would leave the other requests little of the pool. */
const sideBySide = 2;

export type Lacking = {
  prospect_id: string;
  name: string | null;
  channel: Channel;
  profile_id: string | null;
  missing: string[];
  problem: string;
  outcome: LackingOutcome;
};

/** `after`: the id of the last person seen before. A batch may be empty. */
export async function* findLacking(
  rt: Runtime,
  campaign: CampaignRecord,
  at: Date,
  after: string | null = null,
): AsyncGenerator<Lacking[]> {
  const asked = await askFor(rt, campaign, at);
  if (asked) yield* lackingOf(asked, await suspects(asked, { after }));
}

/** Those of them who lack something. A batch may be empty. */
export async function* lackingOf(asked: Asked, ids: readonly string[]): AsyncGenerator<Lacking[]> {
  for (let from = 0; from < ids.length; from += atOnce * sideBySide) {
    const batches = Array.from({ length: sideBySide }, (_, n) => {
      const start = from + n * atOnce;
      return ids.slice(start, start + atOnce);
    });
    yield (await Promise.all(batches.map((batch) => lackingAmong(asked, batch)))).flat();
  }
}

async function lackingAmong(asked: Asked, ids: readonly string[]): Promise<Lacking[]> {
  if (ids.length === 0) return [];
  const { rt } = asked;
  // Where something has to be rendered to know, that is less than asking how each of them can be reached.
  const rendered = asked.doubtful || asked.needs.numbers.size > 0;
  const suspected = rendered ? await suspectsAmong(asked, ids) : ids;
  if (suspected.length === 0) return [];
  const people = await rt.db.transaction().execute((tx) => loadPeople(rt.keys, tx, suspected));
  return suspected.flatMap((id): Lacking[] => {
    const person = people.get(id);
    if (!person) return [];
    const [first, ...others] = asked.choose(person).flatMap((choice) => lackUnder(asked, person, choice));
    return first ? [allOf([first, ...others])] : [];
  });
}

function lackUnder(asked: Asked, person: PersonFacts, choice: Choice): Lacking[] {
  const { campaign } = asked;
  const words = wordsFor(campaign, choice);
  const decision = decideFor({ ...campaign, ...words }, person, asked.surroundings, asked.at);
  if (decision.outcome === 'skip') return [];
  const { channel } = decision;
  const lack = lackOn(asked, person, words, channel);
  if (!lack || lack.outcome === 'fine') return [];
  const { outcome, missing, problem } = lack;
  const name = person.name ?? person.phone_number ?? person.email;
  const { engagement_profile_id: profile_id } = choice;
  return [{ prospect_id: person.id, name, channel, profile_id, missing, problem, outcome }];
}

const gravest: readonly LackingOutcome[] = ['open', 'skip', 'default'];

/** Of somebody who may be sent one of several: the gravest that comes of it, with all that is missing where it does. */
function allOf(found: readonly [Lacking, ...Lacking[]]): Lacking {
  const outcome = gravest.find((each) => found.some((one) => one.outcome === each));
  const alike = found.filter((one) => one.outcome === outcome);
  return { ...(alike[0] ?? found[0]), missing: [...new Set(alike.flatMap((one) => one.missing))] };
}

/** What is known of a person says whether anything lacks at all; how they can be reached is asked of those few only. */
async function suspectsAmong(asked: Asked, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<PersonFacts>`/* prepared */
    select p.id, p.workspace_id, p.phone_number, p.email, p.name, p.first_name, p.last_name, p.language, p.country, p.time_zone,
      p.demographics, p.asset_class_interests, p.attributes, p.lead_score
    from prospects p where p.id = any(${uuids(ids)}::uuid[]) and p.erased_at is null order by p.id`.execute(
    asked.rt.db,
  );
  return rows.filter((person) => lacksSomewhere(asked, person)).map((person) => person.id);
}

function lacksSomewhere(asked: Asked, person: PersonFacts): boolean {
  const variables = knownOf(asked, person);
  const { templates } = asked;
  return asked.choose(person).some((choice) => {
    const words = wordsFor(asked.campaign, choice);
    return words.channel_order.some((channel) => {
      const content = words.channel_content[channel];
      if (!content) return false;
      const rendered = renderContent(channel, content, variables, templates, words.languages[channel]);
      return !rendered.ok && rendered.code !== 'content_too_long';
    });
  });
}

/** What one person lacks for what these words say on a channel. */
export function lackOn(
  asked: Asked,
  person: PersonFacts,
  words: Words,
  channel: Channel,
): ReturnType<typeof lackOf> | undefined {
  const content = words.channel_content[channel];
  if (!content) return undefined;
  const { campaign } = asked;
  const variables = knownOf(asked, person);
  return lackOf(channel, content, variables, {
    ...{ templates: asked.templates, language: words.languages[channel] },
    decided: campaign.missing_values,
  });
}

function knownOf({ rt, campaign }: Asked, person: PersonFacts): MessageVariables {
  return variablesOf(person, { name: campaign.portfolio_manager_name, public_url: rt.config.publicUrl });
}
