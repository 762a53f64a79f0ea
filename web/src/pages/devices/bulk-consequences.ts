// Pure: what taking senders into maintenance, or back, would mean.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { FleetDevice } from './device-state.ts';

export type Consequences = {
  toPause: number;
  toResume: number;
  already: number;
  underWay: number;
  /** Of those that would come back. */
  unwell: number;
  /** Channels that would have no sender left. */
  emptied: Channel[];
};

export function consequencesOf(devices: readonly FleetDevice[], chosen: ReadonlySet<string>): Consequences {
  const pausing = devices.filter((one) => chosen.has(one.id) && !one.maintenance);
  const resting = devices.filter((one) => chosen.has(one.id) && one.maintenance);
  const before = servedBy(devices.filter((one) => !one.maintenance));
  const after = servedBy(devices.filter((one) => !one.maintenance && !chosen.has(one.id)));
  return {
    toPause: pausing.length,
    toResume: resting.length,
    already: resting.length,
    underWay: pausing.reduce((sum, one) => sum + one.in_flight, 0),
    unwell: resting.filter((one) => one.health_status !== 'healthy').length,
    emptied: [...before].filter((channel) => !after.has(channel)),
  };
}

/** Channels on which some sender can send. */
function servedBy(devices: readonly FleetDevice[]): Set<Channel> {
  const able = devices.flatMap((one) =>
    one.accounts.filter((account) => account.policy_hold === null && account.health_status !== 'offline'),
  );
  return new Set(able.map((one) => one.channel));
}
