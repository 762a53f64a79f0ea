// Which sender one message leaves from, or how long it waits for one: the sender the person knows, portfolios with room
// for them, and what another process owns. Pure; devices/allocate.ts makes the choice among what is left here.
import type { Channel } from '@sampark/contracts/domain.ts';
import { allocate, type LaneFacts } from '../devices/allocate.ts';
import { LanePool } from '../devices/lane-pool.ts';
import type { PersonFacts } from './claim-queries.ts';
import type { LaneSet } from './lanes.ts';
import { hasRoom, nextPlace, type PortfolioBudget } from './portfolio-budget.ts';

export type LaneChoice =
  | {
      kind: 'lane';
      lane: LaneFacts;
      why: string;
      /** The message counts against the portfolio's unique people. */
      opens: boolean;
    }
  | { kind: 'wait'; until: Date; code: WaitCode };
type WaitCode =
  'sender_busy' | 'tier_exhausted' | Extract<ReturnType<typeof allocate>, { kind: 'wait' }>['code'];

type Pool = {
  pool: LanePool;
  laneSet: LaneSet;
  budgets: ReadonlyMap<string, PortfolioBudget>;
};

const elsewhereWait = 1_000; // ms

export function chooseLane(
  { pool, laneSet, budgets }: Pool,
  person: PersonFacts | undefined,
  { prospect_id, channel }: { prospect_id: string; channel: Channel },
  now: Date,
): LaneChoice {
  const busy = () => wait('sender_busy', new Date(now.getTime() + elsewhereWait));
  const contact = person?.contact?.find((one) => one.channel === channel);
  const identity = person?.identities?.find(
    (one) => one.channel === channel && one.account_id !== null && one.status === 'active',
  );
  const identityAccount = identity?.account_id;
  // A Telegram chat belongs to one bot: that bot is the only sender, not merely the familiar one.
  const sticky = identityAccount ?? contact?.account_id ?? null;
  // Theirs to send: a channel changes hands, and its familiar senders are not all with us yet.
  if (identityAccount ? identity?.elsewhere : contact?.elsewhere) return busy();
  // What is free inside a reply window costs the portfolio nothing.
  const opens = budgets.size > 0 && channel === 'whatsapp' && !replyWindowOpen(contact?.last_inbound_at, now);
  const affordable = opens ? affordableLanes(pool, { budgets, laneSet, now }, prospect_id) : 'all';
  if (affordable instanceof Date) return wait('tier_exhausted', affordable);
  const known = contact?.account_id === sticky ? contact : undefined;
  // Released a moment ago, and our own facts of the lane are older than that.
  if (known && !known.account_held && pool.isHeld(sticky)) return busy();
  const stickyHeld = pool.isHeld(sticky) || known?.account_held === true;
  const choice =
    affordable === 'all'
      ? pool.allocate(sticky, stickyHeld, identityAccount ?? undefined)
      : allocate(affordable, sticky, stickyHeld, now);
  if (choice.kind === 'wait') return wait(choice.code, choice.until);
  return { kind: 'lane', lane: choice.lane, why: choice.why, opens };
}

function wait(code: WaitCode, until: Date): LaneChoice {
  return { kind: 'wait', until, code };
}

/** A channel's lanes are put in order when the first message wants one: most batches stay on one of four channels. */
export function lanePools(lanes: LaneSet, now: Date): (workspace_id: string, channel: Channel) => LanePool {
  const known = new Map<Channel, Map<string, LanePool>>();
  const none = new LanePool([], now);
  return (workspace_id, channel) => {
    let pools = known.get(channel);
    if (!pools) {
      const groups = Map.groupBy(lanes.facts(now, channel), (lane) => lane.workspace_id);
      pools = new Map([...groups].map(([workspace, own]) => [workspace, new LanePool(own, now)]));
      known.set(channel, pools);
    }
    return pools.get(workspace_id) ?? none;
  };
}

/**
 * Lanes whose portfolio has room for this person; `all` in the usual case of one portfolio with room. With room in none:
 * when the next place comes free.
 */
function affordableLanes(
  pool: LanePool,
  { budgets, laneSet, now }: { budgets: ReadonlyMap<string, PortfolioBudget>; laneSet: LaneSet; now: Date },
  prospect_id: string,
): LaneFacts[] | 'all' | Date {
  const budgetOf = (lane: LaneFacts) => budgets.get(laneSet.lanes.get(lane.account_id)?.portfolio_id ?? '');
  const lanes = pool.lanes.filter((lane) => hasRoom(budgetOf(lane), prospect_id));
  if (lanes.length === pool.lanes.length) return 'all';
  if (lanes.length > 0) return lanes;
  const [soonest] = [...new Set(pool.lanes.flatMap((lane) => budgetOf(lane) ?? []))].toSorted(
    (a, b) => (a.frees[0]?.getTime() ?? Infinity) - (b.frees[0]?.getTime() ?? Infinity),
  );
  return soonest ? nextPlace(soonest, now) : now;
}

const replyWindowMs = 24 * 60 * 60 * 1_000;
function replyWindowOpen(lastInbound: Date | null | undefined, now: Date): boolean {
  return !!lastInbound && now.getTime() - lastInbound.getTime() < replyWindowMs;
}
