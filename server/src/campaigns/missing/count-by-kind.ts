// Who of a large audience lacks something, counted by kinds of people: two of whom policy thinks the same, and who lack the same
// values, are sent the same or nothing, so one of each is looked at. Enters: a campaign that says the same to everybody, in words of
// which the database can tell what they need. Leaves: somebody of each kind with how many are like them, and the ids of those of whom
// it cannot tell. Guaranteed: the same counts as looking at everybody; a test compares them.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql, type RawBuilder } from 'kysely';
import { wordsFor } from '../../choices/choices.ts';
import { loadPeople } from '../../delivery/claim-queries.ts';
import { countKinds } from '../forecast/count-kinds.ts';
import { decider } from '../forecast/person-kinds.ts';
import { lackOn, type Lacking } from './find-lacking.ts';
import { lacksOf } from './may-lack.ts';
import { stoppedElsewhere } from './stopped-elsewhere.ts';
import { suspects, type Asked } from './suspects.ts';

type Alike = { channel: Channel; first: string; count: number };
export type LackingKind = Pick<Lacking, 'channel' | 'profile_id' | 'missing' | 'problem' | 'outcome'> & {
  count: number;
};
export type ByKind = { kinds: LackingKind[]; unknown: string[] };

/** Undefined: they have to be looked at one by one. */
export async function countByKind(asked: Asked): Promise<ByKind | undefined> {
  const { rt, campaign, at } = asked;
  const lacks = lacksOf(asked.needs);
  if (asked.doubtful || campaign.choices || lacks === undefined) return undefined;
  const apart = await stoppedElsewhere(rt, campaign.workspace_id);
  const others: RawBuilder<boolean> = apart.length === 0 ? sql`true` : sql`(p.id <> all(${apart}::uuid[]))`;
  const counted = await rt.db.transaction().execute(async (tx) => {
    await sql`select set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`.execute(tx);
    return countKinds(tx, campaign, at, { which: sql`${asked.which} and ${others}`, lacks });
  });
  const decide = decider(campaign, asked.surroundings, at);
  const alike = new Map<string, Alike>();
  let unknown = apart.length > 0;
  for (const { kind, lacks: bits, first, count } of counted) {
    const channel = decide(kind);
    if (typeof channel !== 'string' || first === null) continue;
    if (bits === '-1') unknown = true;
    else {
      const key = `${channel}/${bits}`;
      const known = alike.get(key);
      if (known) known.count += count;
      else alike.set(key, { channel, first, count });
    }
  }
  const one_by_one = sql<boolean>`(${lacks} = -1 or not ${others})`;
  return {
    kinds: await lacksOfFirst(asked, [...alike.values()]),
    unknown: unknown ? await suspects(asked, { which: one_by_one }) : [],
  };
}

async function lacksOfFirst(asked: Asked, alike: readonly Alike[]): Promise<LackingKind[]> {
  const { rt, campaign } = asked;
  if (alike.length === 0) return [];
  const people = await rt.db.transaction().execute((tx) =>
    loadPeople(rt.keys, tx, alike.map((one) => one.first)),
  ); // prettier-ignore
  return alike.flatMap(({ channel, first, count }): LackingKind[] => {
    const person = people.get(first);
    const choice = person && asked.choose(person)[0];
    const lack = choice && lackOn(asked, person, wordsFor(campaign, choice), channel);
    if (!lack || lack.outcome === 'fine') return [];
    const { missing, outcome, problem } = lack;
    return [{ missing, outcome, problem, channel, profile_id: choice.engagement_profile_id, count }];
  });
}
