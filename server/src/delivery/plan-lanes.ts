// Which lanes this process should own. Pure. The unit is a channel of a workspace, not a single lane: a person keeps hearing
// from the number they know, and a Telegram chat belongs to one bot, so whoever claims a message should own every lane it
// could need. Enters: the channels with their present owners, and what the other live processes have. Leaves: channels to take free
// lanes of, and channels to give up.

export type LaneGroup = {
  workspace_id: string;
  channel: string;
  /** Lanes under our lease, under others', and under nobody's. */
  mine: number;
  others: number;
  free: number;
};

/**
 * Stable: processes that look at the same groups in turn come to rest, no channel split, and nobody with two more than
 * another. `others` says how many channels each other live process has a part of.
 */
export function planLanes(
  groups: readonly LaneGroup[],
  others: readonly number[],
): { take: LaneGroup[]; give: LaneGroup[] } {
  const most = Math.ceil(groups.length / (others.length + 1));
  const least = Math.floor(groups.length / (others.length + 1));
  const own = groups.filter((group) => group.mine > 0).toSorted(byLanes);
  // Nobody takes lanes of a channel that somebody has, so two share one only when leases ran out under them: the one with
  // fewer of its lanes leaves it to the other. With as many each, whoever looks first does.
  const split = own.filter((group) => group.others >= group.mine);
  const kept = own.filter((group) => !split.includes(group));
  const nobodys = groups
    .filter((group) => group.mine === 0 && group.others === 0 && group.free > 0)
    .toSorted(byLanes);
  // What the others have a claim to comes before what is more than everybody's part.
  const wanted = others.reduce((sum, has) => sum + Math.max(0, least - has), 0);
  const lacking = Math.max(0, wanted - nobodys.length);
  const beyond = Math.max(0, nobodys.length - wanted);
  const staying = kept.slice(0, Math.min(most, Math.max(least, kept.length - lacking)));
  const room = Math.max(0, least - staying.length, Math.min(most - staying.length, beyond));
  return {
    take: [...staying.filter((group) => group.free > 0), ...nobodys.slice(0, room)],
    give: [...split, ...kept.slice(staying.length)],
  };
}

/** Most of our own lanes first, then the largest; names decide the rest, so that every process sees one order. */
function byLanes(a: LaneGroup, b: LaneGroup): number {
  return (
    b.mine - a.mine ||
    b.mine + b.others + b.free - (a.mine + a.others + a.free) ||
    (keyOf(a) < keyOf(b) ? -1 : 1)
  );
}

function keyOf(group: LaneGroup): string {
  return `${group.workspace_id}/${group.channel}`;
}
