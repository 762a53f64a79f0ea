// What is missing in a whole audience, by variable, channel and profile; and the first of those for whom nothing is decided.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { MissingVariables } from '@sampark/contracts/missing-values.ts';
import { sql } from 'kysely';
import type { Runtime } from '../../runtime.ts';
import { inAudience } from '../audience.ts';
import type { CampaignRecord } from '../queries.ts';
import { findLacking, type Lacking } from './find-lacking.ts';

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

export async function countMissing(rt: Runtime, campaign: CampaignRecord, at: Date): Promise<MissingCount> {
  const found = new Tally();
  for await (const batch of findLacking(rt, campaign, at)) for (const one of batch) found.add(one);
  return found.result(campaign);
}

type Variable = MissingVariables['variables'][number];

class Tally {
  private readonly outcomes = { open: 0, default: 0, skip: 0 };
  private readonly variables = new Map<string, { open: number; by: Map<string, Variable['by'][number]> }>();
  private readonly people: Lacking[] = [];
  private readonly unwritten = new Map<Channel, number>();
  private faulty: MissingCount['faulty'];

  add(one: Lacking): void {
    const { outcome, channel, profile_id } = one;
    this.outcomes[outcome]++;
    if (outcome !== 'default') this.unwritten.set(channel, (this.unwritten.get(channel) ?? 0) + 1);
    if (outcome === 'open' && this.people.length < mostListed) this.people.push(one);
    if (one.missing.length === 0)
      this.faulty = { problem: one.problem, ...this.faulty, count: (this.faulty?.count ?? 0) + 1 };
    for (const variable of one.missing) {
      let known = this.variables.get(variable);
      if (!known) this.variables.set(variable, (known = { open: 0, by: new Map() }));
      if (outcome === 'open') known.open++;
      const key = `${channel}/${profile_id}`;
      const group = known.by.get(key) ?? { channel, profile_id, count: 0 };
      group.count++;
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
