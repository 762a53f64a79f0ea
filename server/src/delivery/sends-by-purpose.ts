// Caps are per purpose; what a send leaves on a person says only when it was. Whoever would be refused by the sum of all is
// looked at once more: sends of another purpose do not count. Nobody else costs a query.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import type { WorkspaceSettings } from '@sampark/contracts/settings.ts';
import { sql } from 'kysely';
import { uuids } from '../db/array-binary.ts';
import type { DbOrTx } from '../events/append.ts';
import { capOf, capWindow } from '../policy/limits.ts';
import type { PersonFacts } from './claim-queries.ts';

type Asked = { prospect_id: string; workspace_id: string; purpose: Purpose; priority: number };

export async function splitSends(
  db: DbOrTx,
  now: Date,
  persons: ReadonlyMap<string, PersonFacts>,
  messages: readonly Asked[],
  settingsOf: (workspace_id: string) => WorkspaceSettings | undefined,
): Promise<void> {
  const near = new Set<string>();
  for (const { prospect_id, workspace_id, purpose, priority } of messages) {
    const person = persons.get(prospect_id);
    if (!person || priority === 0) continue;
    let sends = 0;
    for (const one of person.contact ?? []) sends += one.capped_sends.length;
    for (const one of person.in_flight ?? []) if (one.capped) sends++;
    if (sends === 0) continue;
    const settings = settingsOf(workspace_id);
    const cap =
      settings &&
      capOf({ purpose, settings, prospect: { country: person.country?.toUpperCase() ?? null, zones: [] } });
    if (cap !== undefined && sends >= cap.limit) near.add(prospect_id);
  }
  if (near.size === 0) return;
  const { rows } = await sql<{
    prospect_id: string;
    channel: Channel;
    purpose: Purpose;
    at: Date | null;
  }>`/* prepared */
    select m.prospect_id, a.channel, m.purpose, a.intent_at as at from messages m
    join attempts a on a.message_id = m.id and a.created_at = m.created_at
    where m.prospect_id = any(${uuids([...near])}::uuid[]) and a.intent_at > ${new Date(now.getTime() - capWindow)}
    union all
    select i.prospect_id, i.channel, m.purpose, null from intents i
    join messages m on m.id = i.message_id and m.created_at = i.created_at
    where i.prospect_id = any(${uuids([...near])}::uuid[])`.execute(db);
  for (const { prospect_id, channel, purpose, at } of rows) {
    const person = persons.get(prospect_id);
    if (!person) continue;
    const others = (person.other_sends ??= new Map([
      ['marketing', new Set()],
      ['coaching', new Set()],
    ])) as Map<Purpose, Set<string>>;
    for (const [of, sends] of others)
      if (of !== purpose) sends.add(`${channel}/${at === null ? 'in flight' : at.getTime()}`);
  }
}
