// Asks a platform how a sender is: with credentials nobody has saved yet, or of an account. The answer is our words and
// a status; what the other side wrote is not passed on.
import type { AccountAccessCheck, AccountCheck } from '@sampark/contracts/devices.ts';
import { sql } from 'kysely';
import type { AccountAccess, SenderHealth } from '../channels/channel.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { forgetAccount, loadAccountAccess } from '../webhooks/accounts.ts';
import { refuseAddress } from './refuse-address.ts';

/** Before saving. */
export async function checkAccess(rt: Runtime, given: AccountAccessCheck): Promise<AccountCheck> {
  await refuseAddress(rt, given.base_url);
  return present(
    rt,
    await askPlatform(rt, {
      ...{ id: 'unsaved', channel: given.channel, address: given.address },
      base_url: given.base_url.replace(/\/+$/, ''),
      credentials: given.credentials,
      settings: given.settings ?? {},
    }),
  );
}

/** Of a saved account; the answer is kept where the monitor's own are. */
export async function checkAccount(rt: Runtime, actor: Actor, id: string): Promise<AccountCheck> {
  forgetAccount(rt, id);
  const account = (await loadAccountAccess(rt, [id])).get(id);
  if (!account || account.workspace_id !== actor.workspace_id) throw new Problem('not_found');
  const answer = await askPlatform(rt, account.access);
  await keepChecks(rt, [{ account_id: id, answer }]);
  return present(rt, answer);
}

/** Never throws: an adapter that does is a platform that does not answer. */
export async function askPlatform(rt: Runtime, access: AccountAccess): Promise<SenderHealth> {
  try {
    const answer = await rt.channels[access.channel].checkHealth?.(rt.http, access);
    return answer ?? { health: 'healthy', detail: 'This channel has nothing to ask' };
  } catch (cause) {
    rt.log.warn({ err: cause, account_id: access.id }, 'asking a platform about a sender failed');
    return { health: 'offline', code: 'unclassified', detail: 'The question could not be asked' };
  }
}

export type KeptCheck = { account_id: string; answer: SenderHealth };

/** Keeps answers in one statement, with how many in a row were well (positive) or not (negative). */
export async function keepChecks(rt: Runtime, checks: readonly KeptCheck[]): Promise<void> {
  if (checks.length === 0) return;
  const now = rt.clock.now();
  const rows = checks.map(({ account_id, answer }) => ({
    ...{ account_id, health: answer.health, code: answer.code ?? null, detail: answer.detail.slice(0, 200) },
    well: answer.health === 'healthy',
    ...{ asked: answer.capture !== undefined, capture: answer.capture?.slice(0, 200) ?? null },
  }));
  await sql`
    insert into health_watch as w (device_id, account_id, workspace_id, since, checked_at, check_health, check_code, check_detail, check_streak,
      capture_fault, capture_at)
    select a.device_id, a.id, a.workspace_id, ${new Date(0)}, ${now}, r.health, r.code, r.detail, case when r.well then 1 else -1 end,
      r.capture, case when r.asked then ${now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(account_id uuid, health text, code text, detail text, well boolean,
      asked boolean, capture text)
    join sender_accounts a on a.id = r.account_id order by a.id
    on conflict (device_id, account_id) do update set checked_at = ${now}, check_health = excluded.check_health,
      capture_fault = case when excluded.capture_at is null then w.capture_fault else excluded.capture_fault end,
      capture_at = coalesce(excluded.capture_at, w.capture_at), check_code = excluded.check_code, check_detail = excluded.check_detail,
      check_streak = case when excluded.check_streak > 0 then least(100, greatest(w.check_streak, 0) + 1)
        else greatest(-100, least(w.check_streak, 0) - 1) end`.execute(rt.db);
}

function present(rt: Runtime, { health, code, detail }: SenderHealth): AccountCheck {
  return { health, code: code ?? null, detail, checked_at: rt.clock.now().toISOString() };
}

/** What the stream of a sender's incoming messages says of itself. */
export async function keepCapture(rt: Runtime, account_id: string, fault: string | null): Promise<void> {
  const now = rt.clock.now();
  await sql`
    insert into health_watch as w (device_id, account_id, workspace_id, since, capture_fault, capture_at)
    select device_id, id, workspace_id, ${new Date(0)}, ${fault}, ${now}::timestamptz from sender_accounts where id = ${account_id}
    on conflict (device_id, account_id) do update set capture_fault = excluded.capture_fault,
      capture_at = excluded.capture_at`.execute(rt.db);
}
