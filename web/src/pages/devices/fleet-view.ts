// Pure: which senders of the pool are shown, in which order, and how many are in each state.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { FleetDevice } from './device-state.ts';

export const states = ['offline', 'held', 'degraded', 'maintenance', 'healthy'] as const;
export type State = (typeof states)[number];
export const sorts = ['worst', 'used', 'name', 'silent'] as const;
export type Sort = (typeof sorts)[number];

export type FleetFilters = {
  state?: State | undefined;
  channel?: Channel | undefined;
  portfolio?: string | undefined;
  q?: string | undefined;
  sort?: Sort | undefined;
};

export type StateCounts = Record<State, number> & { draining: number };

const isHeld = (device: FleetDevice) => device.accounts.some((one) => one.policy_hold !== null);

/** Each sender is in one of them: what waits for a decision comes before what passes by itself. */
function stateOf(device: FleetDevice): State {
  if (isHeld(device)) return 'held';
  return device.maintenance ? 'maintenance' : device.health_status;
}

function matches(device: FleetDevice, { channel, portfolio, q }: FleetFilters): boolean {
  if (channel && !device.accounts.some((one) => one.channel === channel)) return false;
  if (portfolio && !device.accounts.some((one) => one.portfolio_id === portfolio)) return false;
  if (!q) return true;
  const wanted = q.toLowerCase();
  return (
    device.name.toLowerCase().includes(wanted) ||
    device.device_identifier.toLowerCase().includes(wanted) ||
    device.accounts.some((one) => one.address.toLowerCase().includes(wanted))
  );
}

export function countStates(devices: readonly FleetDevice[]): StateCounts {
  const counts = { offline: 0, held: 0, degraded: 0, maintenance: 0, healthy: 0, draining: 0 };
  for (const device of devices) {
    counts[stateOf(device)] += 1;
    if (device.maintenance && device.in_flight > 0) counts.draining += 1;
  }
  return counts;
}

const rank = (device: FleetDevice) => states.indexOf(stateOf(device));

export function quotaOf(device: FleetDevice): { sent: number; most: number } {
  return {
    sent: device.accounts.reduce((sum, one) => sum + one.sent_today, 0),
    most: device.accounts.reduce((sum, one) => sum + one.per_day, 0),
  };
}

// One is made once: a new one for each comparison takes a hundred times as long.
const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function inOrder(devices: FleetDevice[], sort: Sort): FleetDevice[] {
  const names = (a: FleetDevice, b: FleetDevice) => byName.compare(a.name, b.name);
  switch (sort) {
    case 'name':
      return devices.sort(names);
    case 'used':
      return devices.sort((a, b) => quotaOf(b).sent - quotaOf(a).sent || names(a, b));
    case 'silent':
      return devices.sort((a, b) => (a.last_heard_at < b.last_heard_at ? -1 : 1));
    case 'worst':
      return devices.sort((a, b) => rank(a) - rank(b) || names(a, b));
  }
}

/** The sender as one channel sees it: its other accounts' troubles are not this one's. */
function onChannel(device: FleetDevice, channel: Channel): FleetDevice {
  const accounts = device.accounts.filter((one) => one.channel === channel);
  const worst = (['offline', 'degraded'] as const).find((state) =>
    accounts.some((one) => one.health_status === state),
  );
  const others = device.accounts.some((one) => one.channel !== channel && one.health_status !== 'healthy');
  // Unwell with nothing to blame on another account: it is the device itself.
  const own = others || isHeld(device) ? 'healthy' : device.health_status;
  const held = accounts.some((one) => one.policy_hold !== null);
  return { ...device, accounts, health_status: worst ?? (held ? 'degraded' : own) };
}

export type FleetView = {
  /** Of those the other filters leave, how many are in which state. */
  counts: StateCounts;
  /** By channel, of those the text and portfolio leave. */
  channels: ReadonlyMap<Channel, StateCounts & { total: number }>;
  rows: FleetDevice[];
};

export function viewFleet(devices: readonly FleetDevice[], filters: FleetFilters): FleetView {
  const withoutChannel = devices.filter((one) => matches(one, { ...filters, channel: undefined }));
  const matching = filters.channel ? withoutChannel.filter((one) => matches(one, filters)) : withoutChannel;
  const { state, sort = 'worst' } = filters;
  const shown = state ? matching.filter((one) => stateOf(one) === state) : [...matching];
  const channels = new Map<Channel, StateCounts & { total: number }>();
  for (const channel of new Set(devices.flatMap((one) => one.accounts.map((account) => account.channel)))) {
    const own = withoutChannel.filter((one) => one.accounts.some((account) => account.channel === channel));
    channels.set(channel, { ...countStates(own.map((one) => onChannel(one, channel))), total: own.length });
  }
  return { counts: countStates(matching), channels, rows: inOrder(shown, sort) };
}
