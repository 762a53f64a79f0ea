// A device as the API shows it: its columns with its accounts' in one row, and that row in the contract's words.
import type { AccountResource, DeviceResource, Heartbeat } from '@sampark/contracts/devices.ts';
import type { HealthStatus } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import { accessVersion } from './access-version.ts';
import { callbackUrl } from './callback-url.ts';
import { shownSettings } from './channel-kinds.ts';
import { limitsOf } from './limits.ts';

type AccountRow = Omit<
  AccountResource,
  'callback_url' | 'default_limits' | 'highest_limits' | 'hold' | 'check'
> & {
  held_at: string | null;
  hold_decision: 'continue_without' | null;
  held_campaigns: number;
  checked_at: string | null;
  check_health: HealthStatus | null;
  check_code: string | null;
  check_detail: string | null;
};

export type DeviceRow = Omit<
  DeviceResource,
  | 'accounts'
  | 'last_health_check'
  | 'created_at'
  | 'updated_at'
  | 'rate_limit_reset_at'
  | 'draining'
  | 'agent'
> & {
  last_health_check: Date;
  created_at: Date;
  updated_at: Date;
  sort_key: string | number;
  agent_token_made_at: Date | null;
  last_heartbeat_at: Date | null;
  heartbeat: Heartbeat | null;
  accounts: AccountRow[] | null;
};

/** Of a `devices d` beside a table `flying (account_id, flying)`. */
export function deviceColumns(now: Date, day: string) {
  return sql`
    d.id, d.device_identifier, d.name, d.platform_type, d.supported_platforms, d.health_reason, d.last_health_check,
    d.current_allocation, d.maintenance, d.created_at, d.updated_at, d.agent_token_made_at, d.last_heartbeat_at, d.heartbeat,
    (select jsonb_agg(jsonb_build_object('id', a.id, 'device_id', a.device_id, 'channel', a.channel, 'address', a.address,
        'display_name', a.display_name, 'base_url', a.base_url, 'settings', a.settings, 'access_version', ${accessVersion}, 'portfolio_id', a.portfolio_id, 'portfolio_name', p.name,
        'per_second', a.per_second, 'per_day', a.per_day, 'pair_seconds', a.pair_seconds, 'sent_today', coalesce(x.claimed, 0),
        'in_flight', coalesce(f.flying, 0), 'health_status', a.health_status, 'health_reason', a.health_reason,
        'policy_hold', a.policy_hold, 'held_at', a.held_at, 'hold_decision', a.hold_decision,
        'held_campaigns', (select count(*) from campaign_channel_holds h where h.account_id = a.id and h.decided_at is null),
        'checked_at', v.checked_at, 'check_health', v.check_health, 'check_code', v.check_code, 'check_detail', v.check_detail,
        'paused_until', case when a.paused_until > ${now} then a.paused_until end,
        'pause_reason', case when a.paused_until > ${now} then a.pause_reason end) order by a.channel)
      from sender_accounts a left join account_days x on x.account_id = a.id and x.day = ${day}::date
      left join flying f on f.account_id = a.id left join portfolios p on p.id = a.portfolio_id
      left join health_watch v on v.account_id = a.id
      where a.device_id = d.id) as accounts`;
}

export function presentDevice(rt: Runtime, row: DeviceRow): DeviceResource {
  const now = rt.clock.now();
  const { sort_key: _key, agent_token_made_at, last_heartbeat_at, heartbeat, accounts, ...rest } = row;
  return {
    ...rest,
    last_health_check: row.last_health_check.toISOString(),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    rate_limit_reset_at: new Date(
      Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1),
    ).toISOString(),
    draining: row.maintenance && row.in_flight > 0,
    agent:
      agent_token_made_at === null && last_heartbeat_at === null
        ? null
        : {
            token_made_at: agent_token_made_at?.toISOString() ?? null,
            last_heartbeat_at: last_heartbeat_at?.toISOString() ?? null,
            heartbeat,
          },
    accounts: (accounts ?? []).map((account) => presentAccount(rt, account)),
  };
}

function presentAccount(rt: Runtime, row: AccountRow): AccountResource {
  const {
    held_at,
    hold_decision,
    held_campaigns,
    checked_at,
    check_health,
    check_code,
    check_detail,
    ...rest
  } = row;
  return {
    ...rest,
    ...limitsOf(rt, row.channel),
    settings: shownSettings(row.channel, row.settings),
    paused_until: instant(row.paused_until),
    hold:
      row.policy_hold === null
        ? null
        : {
            reason: row.policy_hold,
            held_at: instant(held_at),
            campaigns: held_campaigns,
            decision: hold_decision,
          },
    check:
      checked_at === null || check_health === null
        ? null
        : {
            health: check_health,
            code: check_code,
            detail: check_detail ?? '',
            checked_at: new Date(checked_at).toISOString(),
          },
    callback_url: callbackUrl(rt, row.channel, row.id),
  };
}

/** PostgreSQL writes instants inside JSON with an offset of its own. */
function instant(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString();
}
