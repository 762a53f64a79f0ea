// What is missing in a whole audience, by variable, channel and profile; and the first of those for whom nothing is decided.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { MissingVariables } from '@sampark/contracts/missing-values.ts';
import { sql } from 'kysely';
import type { Runtime } from '../../runtime.ts';
import { inAudience } from '../audience.ts';
import type { CampaignRecord } from '../queries.ts';
import { countByKind, type LackingKind } from './count-by-kind.ts';
import { lackingOf, type Lacking } from './find-lacking.ts';
import { askFor, suspects, type Asked } from './suspects.ts';

const mostListed = 50;

export type MissingCount = Omit<MissingVariables, 'checked' | 'people'> & {
  /** The first 50 of `count`. */
  people: Lacking[];
  /** People whose message cannot be written as things stand, those left out included, by channel. */
  unwritten: Map<Channel, number>;
  /** Of `count`: people whose message fails for another reason than a value, with the first such reason. */
  faulty: { count: number; problem: string } | undefined;
};

export async function showMissing(rt: Runtime, campaign: CampaignRecord): Promise<MissingVariables> {
  const at = rt.clock.now();
  const [{ unwritten: _u, faulty: _f, ...counted }, { rows }] = await Promise.all([
    countMissing(rt, campaign, at),
    sql<{ size: number }>`
      select count(*)::int as size from prospects p where ${inAudience(campaign, at)}`.execute(rt.db),
  ]);
  return { checked: rows[0]?.size ?? 0, ...counted };
}

/** `few`: so many are looked at one by one. */
export async function countMissing(
  rt: Runtime,
  campaign: CampaignRecord,
  at: Date,
  { few = 2_000 } = {},
): Promise<MissingCount> {
  const found = new Tally();
  const asked = await askFor(rt, campaign, at);
  if (!asked) return found.result(campaign);
  const first = await suspects(asked, { most: few + 1 });
  const byKind = first.length > few ? await countByKind(asked) : undefined;
  if (!byKind) {
    const ids = first.length > few ? await suspects(asked) : first;
    for await (const batch of lackingOf(asked, ids)) for (const one of batch) found.add(one);
    return found.result(campaign);
  }
  for (const kind of byKind.kinds) found.add(kind, kind.count);
  for await (const batch of lackingOf(asked, byKind.unknown)) for (const one of batch) found.add(one);
  const people = found.open > 0 ? await firstOpen(asked, first, found.open) : [];
  return { ...found.result(campaign), people };
}

/** The first of so many who are open, in order, beginning among these ids. */
async function firstOpen(asked: Asked, ids: readonly string[], open: number): Promise<Lacking[]> {
  const wanted = Math.min(open, mostListed);
  const people: Lacking[] = [];
  const look = async (among: readonly string[]) => {
    for await (const batch of lackingOf(asked, among)) {
      people.push(...batch.filter((one) => one.outcome === 'open'));
      if (people.length >= wanted) return;
    }
  };
  await look(ids);
  if (people.length < wanted) await look(await suspects(asked, { after: ids.at(-1) ?? null }));
  return people.slice(0, mostListed);
}

type Variable = MissingVariables['variables'][number];

class Tally {
  private readonly outcomes = { open: 0, default: 0, skip: 0 };
  private readonly variables = new Map<string, { open: number; by: Map<string, Variable['by'][number]> }>();
  private readonly people: Lacking[] = [];
  private readonly unwritten = new Map<Channel, number>();
  private faulty: MissingCount['faulty'];

  /** How many are open so far. */
  get open(): number {
    return this.outcomes.open;
  }

  /** `count` people like this one; a kind is nobody who could be listed. */
  add(one: Lacking | LackingKind, count = 1): void {
    const { outcome, channel, profile_id } = one;
    this.outcomes[outcome] += count;
    if (outcome !== 'default') this.unwritten.set(channel, (this.unwritten.get(channel) ?? 0) + count);
    if (outcome === 'open' && 'prospect_id' in one && this.people.length < mostListed) this.people.push(one);
    if (one.missing.length === 0)
      this.faulty = { problem: one.problem, ...this.faulty, count: (this.faulty?.count ?? 0) + count };
    for (const variable of one.missing) {
      let known = this.variables.get(variable);
      if (!known) this.variables.set(variable, (known = { open: 0, by: new Map() }));
      if (outcome === 'open') known.open += count;
      const key = `${channel}/${profile_id}`;
      const group = known.by.get(key) ?? { channel, profile_id, count: 0 };
      group.count += count;
      known.by.set(key, group);
    }
  }

  result({ missing_values: decided }: CampaignRecord): MissingCount {
    const variables = [...this.variables].map(([variable, { open, by }]): Variable => {
      const groups = [...by.values()].sort((a, b) => b.count - a.count);
      const count = groups.reduce((sum, one) => sum + one.count, 0);
      const action = Object.hasOwn(decided, variable) ? (decided[variable] ?? null) : null;
      return { variable, count, open, by: groups, action };
    });
    const { open: count, default: defaulted, skip: skipped } = this.outcomes;
    return {
      ...{ count, defaulted, skipped, unwritten: this.unwritten, faulty: this.faulty, people: this.people },
      variables: variables.sort((a, b) => b.count - a.count || (a.variable < b.variable ? -1 : 1)),
    };
  }
}
