// Two thousand senders with an account each, most of them well. The few that are not were added last, so nothing but
// their state can bring them to the top: an account may be broken while its device still answers.
import { sql } from 'kysely';
import type { DashboardPage, RealDashboard } from './real-dashboard.ts';

export async function fillPool(world: RealDashboard): Promise<void> {
  const { rt, server } = world;
  const sealed = rt.keys.seal('{}');
  await sql`
    with made as (
      insert into devices (workspace_id, device_identifier, name, platform_type, supported_platforms, health_status, health_reason, maintenance)
      select ${server.workspace.id}, 'pool-' || n, case n when 1997 then 'Sleeper' when 1998 then 'Barred' when 1999 then 'Unpaired'
          when 2000 then 'Silent' else 'Phone ' || lpad(n::text, 4, '0') end,
        'android', array['signal'], case when n = 2000 then 'offline' when n between 1901 and 1950 then 'degraded' else 'healthy' end,
        null, n = 1997
      from generate_series(1, 2000) n returning id, device_identifier, workspace_id)
    insert into sender_accounts (workspace_id, device_id, channel, address, display_name, base_url, credentials, per_second, per_day,
      pair_seconds, health_status, health_reason, policy_hold)
    select workspace_id, id, 'signal', device_identifier, device_identifier, 'http://127.0.0.1:1', ${sealed}, 1, 500, 1,
      case when device_identifier = 'pool-1999' then 'offline' else 'healthy' end,
      case when device_identifier = 'pool-1999' then 'account_credentials' end,
      case when device_identifier = 'pool-1998' then 'Business account: DISABLED_UPDATE DISABLE' end
    from made`.execute(rt.db);
}

export const rows = (page: DashboardPage) => page.locator('[data-row]');

/** Names of the rows on top, as they stand on the page. */
export const firstNames = async (page: DashboardPage, count: number) =>
  page.evaluate((most) => {
    const drawn = [...document.querySelectorAll<HTMLElement>('[data-row]')];
    const index = (one: HTMLElement) => Number(one.dataset.index);
    return drawn
      .toSorted((a, b) => index(a) - index(b))
      .slice(0, most)
      .map((one) => one.querySelector('a')?.textContent ?? '');
  }, count);

export const tile = (page: DashboardPage, name: string) =>
  page.getByRole('group', { name: 'By state' }).getByRole('button', { name: new RegExp(`^${name} ?[\\d,]`) });

export async function deviceOf(world: RealDashboard, name: string): Promise<string> {
  const { id } = await world.rt.db
    .selectFrom('devices')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return id;
}
