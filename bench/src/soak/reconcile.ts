// After the last campaign was paused: what we say left, against what the platforms say arrived.
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Runtime } from '../../../server/src/runtime.ts';
import { ledgerTotals, type Network } from '../delivery/network.ts';
import { say } from '../support/arguments.ts';

const patienceMs = 30_000;

export async function reconcile(
  rt: Runtime,
  network: Network,
): Promise<{ lost: number; doubled: number; violations: number; unknown: number }> {
  const began = performance.now();
  let statuses = await countStatuses(rt);
  let movedAt = began;
  while (statuses.flying > 0 && performance.now() - movedAt < patienceMs) {
    await sleep(200);
    const now = await countStatuses(rt);
    if (now.flying !== statuses.flying) movedAt = performance.now();
    statuses = now;
  }
  const ledger = await ledgerTotals(network);
  say(
    `soak: ${JSON.stringify(statuses)}; the platforms accepted ${ledger.accepted} for ${ledger.unique} people`,
  );
  // Neither accepted once nor visibly anything else; and accepted, but we do not say so.
  const missing = Math.max(0, statuses.out - ledger.unique);
  const unsaid = Math.max(0, ledger.unique - statuses.out - statuses.unknown);
  return {
    lost: missing + Math.max(unsaid, statuses.flying),
    doubled: ledger.doubled,
    violations: ledger.violations,
    unknown: statuses.unknown,
  };
}

async function countStatuses(
  rt: Runtime,
): Promise<{ out: number; flying: number; unknown: number; waiting: number; ended: number }> {
  const { rows } = await sql<{
    out: number;
    flying: number;
    unknown: number;
    waiting: number;
    ended: number;
  }>`
    select count(*) filter (where delivery_status in ('sent', 'delivered', 'read'))::int as out,
      count(*) filter (where delivery_status = 'sending')::int as flying,
      count(*) filter (where delivery_status = 'unknown')::int as unknown,
      count(*) filter (where delivery_status in ('pending', 'retrying'))::int as waiting,
      count(*) filter (where delivery_status in ('failed', 'skipped', 'held', 'cancelled'))::int as ended
    from messages`.execute(rt.db);
  return rows[0] ?? { out: 0, flying: 0, unknown: 0, waiting: 0, ended: 0 };
}
