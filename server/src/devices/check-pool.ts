// Asks the platforms how our senders are: each at most once a minute, a sixth of the pool every ten seconds, so that no
// platform sees them all at once. Whoever claims an account asks; other processes see that it was asked.
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import { loadAccountAccess } from '../webhooks/accounts.ts';
import { askPlatform, keepChecks, type KeptCheck } from './check-account.ts';

const onceInMs = 60_000;
const atOnce = 64;

/** Returns how many were asked. */
export async function checkDueAccounts(rt: Runtime, everyMs: number): Promise<number> {
  const ids = await claimDue(rt, everyMs / onceInMs);
  const access = await loadAccountAccess(rt, ids);
  const waiting = [...access];
  const asked: KeptCheck[] = [];
  const ask = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop())
      asked.push({ account_id: next[0], answer: await askPlatform(rt, next[1].access) });
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, waiting.length) }, ask));
  await keepChecks(rt, asked);
  return asked.length;
}

/** Held accounts are left alone: nothing is asked of a platform that has just said no. */
async function claimDue(rt: Runtime, share: number): Promise<string[]> {
  const now = rt.clock.now();
  const { rows } = await sql<{ account_id: string }>`
    with due as (
      select a.id, a.device_id, a.workspace_id, w.check_started_at from sender_accounts a
      left join health_watch w on w.device_id = a.device_id and w.account_id = a.id
      where a.policy_hold is null
        and (w.check_started_at is null or w.check_started_at <= ${new Date(now.getTime() - onceInMs)})
      order by w.check_started_at nulls first, a.id
      limit (select ceil(count(*) * ${share}::float8) from sender_accounts)
    )
    insert into health_watch as w (device_id, account_id, workspace_id, since, check_started_at)
    select device_id, id, workspace_id, ${new Date(0)}, ${now} from due order by device_id, id
    on conflict (device_id, account_id) do update set check_started_at = ${now}
      where w.check_started_at is null or w.check_started_at <= ${new Date(now.getTime() - onceInMs)}
    returning account_id`.execute(rt.db);
  return rows.map((row) => row.account_id);
}
