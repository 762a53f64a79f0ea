// Whom of some people the line that says how to stop goes to: everybody where the workspace wants it for one of these purposes,
// else those who live where a country's rule does. A send asks the same of one person (policy/wants-opt-out-line.ts).
import type { Purpose } from '@sampark/contracts/domain.ts';
import type { OptOutReach } from '@sampark/contracts/opt-out-reach.ts';
import { settingsOf } from '@sampark/contracts/settings.ts';
import { sql, type RawBuilder } from 'kysely';
import type { DbOrTx } from '../events/append.ts';

/** `people`: a condition on `p` (prospects), which names the workspace. Nobody is looked at unless a country has such a rule. */
export async function optOutReach(
  db: DbOrTx,
  workspace_id: string,
  purposes: readonly Purpose[],
  people: RawBuilder<boolean>,
): Promise<OptOutReach> {
  const { settings } = await db
    .selectFrom('workspaces')
    .select('settings')
    .where('id', '=', workspace_id)
    .executeTakeFirstOrThrow();
  const { opt_out_line, jurisdictions } = settingsOf(settings);
  if (purposes.some((one) => opt_out_line.purposes.includes(one)))
    return { applies: 'everybody', countries: [] };
  const wanting = jurisdictions
    .filter((rule) => rule.opt_out_line === true && rule.purposes.some((one) => purposes.includes(one)))
    .map((rule) => rule.country);
  if (wanting.length === 0) return { applies: 'nobody', countries: [] };
  const { rows } = await sql<{ country: string }>`
    select distinct upper(p.country) as country from prospects p
    where ${people} and upper(p.country) = any(${wanting}::text[]) order by 1`.execute(db);
  return { applies: rows.length > 0 ? 'some' : 'nobody', countries: rows.map((row) => row.country) };
}
