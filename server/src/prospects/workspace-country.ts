import type { DbOrTx } from '../events/append.ts';

/** The country phone numbers without a country code belong to. */
export async function workspaceCountry(db: DbOrTx, workspaceId: string): Promise<string> {
  const row = await db
    .selectFrom('workspaces')
    .select('default_country')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return row.default_country;
}
