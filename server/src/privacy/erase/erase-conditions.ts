// Conditions of segments and campaigns are typed by colleagues, and may name somebody: what they say of an erased person becomes a
// marker, in every version that is kept. After the profile is emptied: a part of a name stays where somebody else has it.
import { sql } from 'kysely';
import type { Tx } from '../../events/append.ts';
import type { Erased } from './steps.ts';

/** How many segments, campaigns and versions were changed; none of those that were not. */
export async function eraseConditions(
  tx: Tx,
  { workspace_id, phones, emails, names, now }: Erased,
): Promise<Record<string, number>> {
  const named = [...emails, ...names].map((one) => one.toLowerCase());
  const digits = phones.map((one) => one.replace(/\D/g, '').slice(-9)).filter((one) => one.length > 4);
  if (named.length === 0 && digits.length === 0) return {};
  const { rows } = await sql<{ changed: Record<string, number> }>`
    select erase_conditions(${workspace_id}::uuid, ${named}::text[], ${digits}::text[], ${now}::timestamptz) as changed`.execute(
    tx,
  );
  return Object.fromEntries(Object.entries(rows[0]?.changed ?? {}).filter(([, count]) => count > 0));
}
