// What a workspace has chosen of how long things are kept.
import { clockOf, type Clock, type DataClass, type Regime } from '@sampark/contracts/retention.ts';
import type { RetentionSettings } from '@sampark/contracts/retention.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';

export type Kept = RetentionSettings & { product: string; version: number };

export async function readRetention(db: DbOrTx, workspaceId: string): Promise<Kept> {
  const { rows } = await sql<{
    product: string;
    regimes: Regime[] | null;
    months: Partial<Record<DataClass, number>> | null;
    version: number | null;
  }>`
    select w.product, s.regimes, s.months, s.version from workspaces w
    left join retention_settings s on s.workspace_id = w.id where w.id = ${workspaceId}`.execute(db);
  const row = rows[0];
  return {
    product: row?.product ?? 'mcep',
    regimes: row?.regimes ?? null,
    months: row?.months ?? {},
    version: row?.version ?? 0,
  };
}

export function clockIn(kept: Kept, dataClass: DataClass): Clock {
  return clockOf(kept, kept.product, dataClass);
}
