// Enters: how much each queue may take and the lanes' facts. Leaves: intents, committed. One transaction: candidates
// locked, people locked, facts loaded, policy decided, sender chosen, text rendered, intent and decision written.
// Guaranteed: nothing is called before its intent is committed; when the commit fails nothing was sent and every token
// goes back.
import type { ChannelContent, ContentByChannel } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { PolicyReasonCode } from '@sampark/contracts/policy.ts';
import type { LaneFacts } from '../devices/allocate.ts';
import { allocate } from '../devices/allocate.ts';
import { renderContent, variablesOf } from '../messages/render.ts';
import { decide, type Decision, type Reason } from '../policy/decide.ts';
import type { Runtime } from '../runtime.ts';
import { applyStatusChanges, type StatusChange } from './apply-status.ts';
import type { CampaignRow, WorkspaceFacts } from './campaign-cache.ts';
import {
  allowedPairs,
  confirmLanes,
  countClaims,
  loadPeople,
  lockCandidates,
  lockPeople,
  writeIntents,
  type Candidate,
  type ClaimCount,
  type IntentRow,
  type PersonFacts,
  type QueueTake,
} from './claim-queries.ts';
import type { Lane, LaneSet } from './lanes.ts';
import { fallbackCodes } from './lose-contact.ts';
import { policyFactsOf } from './policy-facts.ts';
import type { TokenWindow } from './token-window.ts';

export type Intent = {
  message_id: string;
  created_at: Date;
  attempt: number;
  retry_count: number;
  workspace_id: string;
  campaign_id: string | null;
  prospect_id: string;
  lane: Lane;
  /** The window the token was taken from: a changed limit gives the lane a new one, and this token is none of its. */
  tokens: TokenWindow;
  claim_token: number;
  recipient: string;
  channel: Channel;
  content: ChannelContent;
  /** Channels after this one that the message may still fall back to. */
  fallback: boolean;
  intent_at: Date;
};

export type ClaimKnowledge = {
  campaigns: ReadonlyMap<string, CampaignRow>;
  workspaces: ReadonlyMap<string, WorkspaceFacts>;
  templates: ReadonlyMap<string, string>;
  senders: ReadonlyMap<string, 'ready' | 'held'>;
};

export type ClaimResult = { intents: Intent[]; taken: Map<string, number>; settled: number };

/** Key of a queue in `taken`. */
export function queueKey(campaign_id: string | null, workspace_id: string, channel: Channel): string {
  return `${campaign_id ?? workspace_id}/${channel}`;
}

export async function claimBatch(
  rt: Runtime,
  laneSet: LaneSet,
  takes: readonly QueueTake[],
  knowledge: ClaimKnowledge,
  /** Most intents this batch may make: what is left of the process's in-flight cap. */
  room: number,
): Promise<ClaimResult> {
  const now = rt.clock.now();
  const facts = laneSet.facts(now);
  const reserved: Intent[] = [];
  try {
    return await rt.db
      .transaction()
      .execute(async (tx) => {
        const candidates = await lockCandidates(tx, takes, now);
        const taken = new Map<string, number>();
        for (const one of candidates) {
          const key = queueKey(one.campaign_id, one.workspace_id, one.platform);
          taken.set(key, (taken.get(key) ?? 0) + 1);
        }
        if (candidates.length === 0) return { intents: [], taken, settled: 0 };
        const people = [...new Set(candidates.map((one) => one.prospect_id))];
        await lockPeople(tx, people);
        const persons = await loadPeople(rt.keys, tx, people);
        const pairs = await allowedPairs(
          tx,
          candidates.map((one) => ({ user_id: one.portfolio_manager_id, prospect_id: one.prospect_id })),
        );

        const plan = planBatch({ candidates, persons, pairs, facts, laneSet, knowledge, now, room });
        // A limit changed since the snapshot leaves fewer tokens: what gets none stays in the queue.
        const affordable = plan.sends.filter((one) => one.intent.tokens.take(now.getTime()));
        reserved.push(...affordable.map((one) => one.intent));
        const confirmed = await confirmLanes(tx, rt.instanceId, laneTokens(affordable), now);
        const day = now.toISOString().slice(0, 10);
        const counted = await countClaims(tx, rt.instanceId, day, claimCounts(affordable, confirmed));
        const sends = affordable.filter(
          (one) => confirmed.has(one.lane.account.id) && counted.has(one.lane.account.id),
        );
        await applyStatusChanges(tx, now, [...plan.changes, ...sends.map((one) => one.change)]);
        if (sends.length > 0)
          await writeIntents(
            tx,
            sends.map((one) => one.row),
            now,
          );
        rt.crashPoint('before-intent-commit');
        return {
          intents: sends.map((one) => one.intent),
          taken,
          settled: plan.changes.length,
          counted,
        };
      })
      .then((result) => {
        rt.crashPoint('after-intent-commit');
        settleReservations(result.intents, reserved);
        if ('counted' in result) {
          for (const [account, claimed] of result.counted) {
            const lane = laneSet.lanes.get(account);
            if (lane) lane.claimed_today = claimed;
          }
        }
        return { intents: result.intents, taken: result.taken, settled: result.settled };
      });
  } catch (error) {
    for (const intent of reserved) intent.tokens.giveBack();
    throw error;
  }
}

/** Tokens of sends that were planned but not confirmed go back. */
function settleReservations(intents: readonly Intent[], reserved: readonly Intent[]): void {
  const used = new Set(intents);
  for (const intent of reserved) {
    if (used.has(intent)) intent.lane.in_flight++;
    else intent.tokens.giveBack();
  }
}

type PlannedSend = { lane: Lane; intent: Intent; change: StatusChange; row: IntentRow };

function planBatch(input: {
  candidates: readonly Candidate[];
  persons: ReadonlyMap<string, PersonFacts>;
  pairs: ReadonlySet<string>;
  facts: LaneFacts[];
  laneSet: LaneSet;
  knowledge: ClaimKnowledge;
  now: Date;
  room: number;
}): { sends: PlannedSend[]; changes: StatusChange[] } {
  const { now, knowledge } = input;
  const sends: PlannedSend[] = [];
  const changes: StatusChange[] = [];
  const busyPairs = new Set<string>();
  const lanesOf = groupLanes(input.facts);
  for (const message of input.candidates) {
    if (sends.length >= input.room) break; // the rest is left for the next batch
    const person = input.persons.get(message.prospect_id);
    const campaign = message.campaign_id === null ? undefined : knowledge.campaigns.get(message.campaign_id);
    const workspace = knowledge.workspaces.get(message.workspace_id);
    const contents = (campaign?.channel_content ?? message.body ?? {}) as ContentByChannel;
    const order = campaign?.channel_order ?? message.channel_order ?? [message.platform];
    const policyFacts = policyFactsOf({
      message,
      person,
      workspace,
      contents,
      order,
      senders: knowledge.senders,
      in_book: input.pairs.has(`${message.portfolio_manager_id}:${message.prospect_id}`),
    });
    const decision = decide(policyFacts, now);
    if (decision.outcome === 'skip') {
      changes.push(skipChange(message, decision.code, decision.reasons, now));
      continue;
    }
    if (decision.outcome === 'reschedule') {
      changes.push(waitChange(message, decision.channel, decision.until, decision.reasons, now));
      continue;
    }
    // Two messages for one person in one batch: the second waits its turn behind the pair limit of the first.
    if (busyPairs.has(message.prospect_id)) {
      changes.push(
        waitChange(
          message,
          decision.channel,
          new Date(now.getTime() + 1_000),
          [{ code: 'too_soon', channel: decision.channel }],
          now,
        ),
      );
      continue;
    }
    const contact = person?.contact?.find((one) => one.channel === decision.channel);
    const identityAccount = person?.identities?.find(
      (one) => one.channel === decision.channel && one.account_id !== null && one.status === 'active',
    )?.account_id;
    // A Telegram chat belongs to one bot: that bot is the only sender, not merely the familiar one.
    const sticky = identityAccount ?? contact?.account_id ?? null;
    const group = lanesOf.get(`${message.workspace_id}/${decision.channel}`) ?? [];
    const pool = identityAccount ? group.filter((lane) => lane.account_id === identityAccount) : group;
    const stickyHeld =
      pool.some((lane) => lane.account_id === sticky && lane.held) ||
      (contact !== undefined && contact.account_id === sticky && contact.account_held);
    const choice = allocate(pool, sticky, stickyHeld, now);
    if (choice.kind === 'wait') {
      changes.push(
        waitChange(
          message,
          decision.channel,
          choice.until,
          [{ code: choice.code, channel: decision.channel }],
          now,
        ),
      );
      continue;
    }
    const lane = input.laneSet.lanes.get(choice.lane.account_id);
    const content = contents[decision.channel];
    if (!lane || !person || !content) continue; // the lane was lost since the snapshot: left for its next owner
    const rendered = renderContent(
      decision.channel,
      content,
      variablesOf(person, { name: campaign?.sender_name ?? '' }),
      content.kind === 'template'
        ? knowledge.templates.get(`${message.workspace_id}/${content.name}/${content.language}`)
        : undefined,
    );
    if (!rendered.ok) {
      const code = rendered.code === 'template_invalid' ? 'variable_missing' : rendered.code;
      changes.push(
        skipChange(message, code, [{ code, channel: decision.channel, detail: rendered.detail }], now),
      );
      continue;
    }
    choice.lane.left_today--;
    choice.lane.free_tokens--;
    busyPairs.add(message.prospect_id);
    sends.push(plannedSend(message, decision, lane, choice.why, rendered.content, rendered.text, order, now));
  }
  return { sends, changes };
}

function groupLanes(facts: readonly LaneFacts[]): Map<string, LaneFacts[]> {
  const groups = new Map<string, LaneFacts[]>();
  for (const lane of facts) {
    const key = `${lane.workspace_id}/${lane.channel}`;
    const group = groups.get(key);
    if (group) group.push(lane);
    else groups.set(key, [lane]);
  }
  return groups;
}

function skipChange(
  message: Candidate,
  code: PolicyReasonCode,
  reasons: readonly Reason[],
  now: Date,
): StatusChange {
  // A message that a platform refused for this person, with no other channel open, has failed rather than been skipped.
  // One that was only waiting for another try is skipped: what stopped it is the policy, not the earlier fault.
  const failed = message.attempt > 0 && fallbackCodes.has(message.failed_reason ?? '');
  return {
    message_id: message.id,
    created_at: message.created_at,
    to: failed ? 'failed' : 'skipped',
    from: ['pending', 'retrying'],
    occurred_at: now,
    code: failed ? (message.failed_reason ?? code) : code,
    set: { decision: { outcome: 'skip', reasons, at: now } },
  };
}

function waitChange(
  message: Candidate,
  channel: Channel,
  until: Date,
  reasons: readonly Reason[],
  now: Date,
): StatusChange {
  const first = reasons.at(-1)?.code;
  const worthAnEvent = until.getTime() - now.getTime() > 60_000;
  return {
    message_id: message.id,
    created_at: message.created_at,
    to: message.delivery_status,
    from: [message.delivery_status],
    occurred_at: now,
    // Seconds behind a busy sender are not news; hours are.
    event: worthAnEvent ? 'message.rescheduled' : null,
    // Not the change's own code: on a retry that is the fault it recovers from.
    ...(first === undefined ? {} : { data: { code: first, until } }),
    set: {
      platform: channel,
      due_at: until,
      decision: { outcome: 'reschedule', channel, reasons, until, at: now },
    },
  };
}

function plannedSend(
  message: Candidate,
  decision: Extract<Decision, { outcome: 'send' }>,
  lane: Lane,
  why: string,
  content: ChannelContent,
  text: string,
  order: readonly Channel[],
  now: Date,
): PlannedSend {
  const attempt = message.attempt + 1;
  const recipient = decision.address;
  const pairMs = lane.row.pair_seconds * 1000;
  return {
    lane,
    intent: {
      message_id: message.id,
      created_at: message.created_at,
      attempt,
      retry_count: message.retry_count,
      workspace_id: message.workspace_id,
      campaign_id: message.campaign_id,
      prospect_id: message.prospect_id,
      lane,
      tokens: lane.tokens,
      claim_token: lane.lease_token,
      recipient,
      channel: decision.channel,
      content,
      fallback: order.indexOf(decision.channel) < order.length - 1,
      intent_at: now,
    },
    change: {
      message_id: message.id,
      created_at: message.created_at,
      to: 'sending',
      from: ['pending', 'retrying'],
      occurred_at: now,
      event: null, // the attempt row is the record of the intent; the outcome's event carries the decision's codes
      set: {
        platform: decision.channel,
        account_id: lane.account.id,
        device_id: lane.device_id,
        recipient,
        attempt,
        claim_token: lane.lease_token,
        content: text,
        decision: {
          outcome: 'send',
          channel: decision.channel,
          reasons: decision.reasons,
          at: now,
          sender: why,
        },
      },
    },
    row: {
      message_id: message.id,
      created_at: message.created_at,
      attempt,
      workspace_id: message.workspace_id,
      account_id: lane.account.id,
      device_id: lane.device_id,
      channel: decision.channel,
      recipient,
      claim_token: lane.lease_token,
      prospect_id: message.prospect_id,
      capped: message.purpose !== 'service' && message.priority !== 0,
      // Pessimistic until the answer is known: the platform may see this send as late as the time-out.
      next_allowed_at: new Date(now.getTime() + pairMs + (pairMs > 0 ? 30_000 : 0)),
    },
  };
}

function laneTokens(sends: readonly PlannedSend[]): { account_id: string; lease_token: number }[] {
  return [...new Map(sends.map((one) => [one.lane.account.id, one.lane.lease_token])).entries()].map(
    ([account_id, lease_token]) => ({ account_id, lease_token }),
  );
}

function claimCounts(sends: readonly PlannedSend[], confirmed: ReadonlySet<string>) {
  const counts = new Map<string, ClaimCount>();
  for (const { lane } of sends) {
    if (!confirmed.has(lane.account.id)) continue;
    const entry = counts.get(lane.account.id) ?? {
      account_id: lane.account.id,
      workspace_id: lane.workspace_id,
      count: 0,
      per_day: lane.row.per_day,
      lease_token: lane.lease_token,
    };
    entry.count++;
    counts.set(lane.account.id, entry);
  }
  return [...counts.values()];
}
