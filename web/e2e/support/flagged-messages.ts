// Rules and what they found in messages that really went out: made through the engine, not written into tables.
import type { RuleDefinition } from '@sampark/contracts/rules.ts';
import { sql } from 'kysely';
import { vi } from 'vitest';
import { createRule } from '../../../server/src/compliance/rules/write-rule.ts';
import { campaignContent, statusesOf } from '../../../server/test/support/world.ts';
import { named } from './campaign-helpers.ts';
import type { RealDashboard } from './real-dashboard.ts';

export const ruleOf = (more: Partial<RuleDefinition>): RuleDefinition => ({
  ...{
    name: 'No sure things',
    explanation: 'Nothing is sure. Name the risk.',
    action: 'warn',
    severity: 'high',
  },
  condition: { terms: ['sure thing'] },
  ...{ effective_from: null, effective_to: null },
  source: { title: 'FCA COBS 4.2.1R', url: 'https://www.handbook.fca.org.uk/handbook/COBS/4/2.html' },
  examples: [
    { text: 'A sure thing', expect: 'flag' },
    { text: 'Nothing is sure', expect: 'pass' },
  ],
  ...more,
});

export async function makeRule(world: RealDashboard, more: Partial<RuleDefinition> = {}): Promise<string> {
  const { user } = await world.server.login('compliance');
  return createRule(
    world.rt,
    { ...user, user_id: user.id, role: 'compliance', session_id: '', request_id: 'test' },
    ruleOf(more),
  );
}

/** A campaign of this text to these people, until each message is sent or held. */
export async function sendTo(world: RealDashboard, names: readonly string[], text: string): Promise<string> {
  const people = await named(world, names);
  const { id } = await world.ask<{ id: string }>('POST', '/campaigns', {
    ...{ ...campaignContent, name: 'বার্তা', message_content: text },
    ...{ channel_order: ['signal'], prospect_ids: people.map((one) => one.id) },
  });
  await world.ask('POST', `/campaigns/${id}/launch`);
  await vi.waitFor(
    async () => {
      const { pending = 0, sending = 0, ...left } = await statusesOf(world.rt, id);
      const all = Object.values(left).reduce((sum, one) => sum + one, 0);
      if (pending + sending > 0 || all < names.length) throw new Error('still sending');
    },
    { timeout: 45_000, interval: 200 },
  );
  return id;
}

export async function eventsOf(world: RealDashboard, type: string): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ data: Record<string, unknown> }>`
    select data from events where type = ${type} order by id`.execute(world.rt.db);
  return rows.map((row) => row.data);
}
