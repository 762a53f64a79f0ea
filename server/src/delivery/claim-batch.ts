// Enters: how much each queue may take and the lanes' facts. Leaves: intents, committed. One transaction: candidates
// locked, people locked, facts loaded, policy decided, sender chosen, text rendered, intent and decision written.
// Guaranteed: nothing is called before its intent is committed; when the commit fails nothing was sent and every token
// goes back.
import type { Channel } from '@sampark/contracts/domain.ts';
import { recordFlags } from '../compliance/record-flags.ts';
import { lookUpsOnly } from '../db/look-ups-only.ts';
import type { Tx } from '../events/append.ts';
import { openWords } from '../messages/words.ts';
import type { Runtime } from '../runtime.ts';
import type { PersonKeys } from '../security/person-keys/vault.ts';
import { applyStatusChanges } from './apply-status.ts';
import {
  allowedPairs,
  dropStale,
  loadPeople,
  lockCandidates,
  type Candidate,
  type PersonFacts,
  type QueueTake,
} from './claim-queries.ts';
import { countClaims, type ClaimCount } from './count-claims.ts';
import type { Intent } from './intent.ts';
import type { ClaimKnowledge } from './knowledge.ts';
import { noteClaimed, type LaneSet } from './lanes.ts';
import { claimMessages } from './move-messages.ts';
import { planBatch } from './plan-batch.ts';
import type { PlannedSend } from './planned-changes.ts';
import { openBudgets, writeReached } from './portfolio-budget.ts';
import { splitSends } from './sends-by-purpose.ts';

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
  const reserved: Intent[] = [];
  try {
    return await rt.db
      .transaction()
      .execute(async (tx) => {
        await lookUpsOnly(tx);
        rt.crashPoint('claim-begun');
        const locked = await lockCandidates(
          tx,
          takes,
          now,
          (id) => knowledge.campaigns.get(id)?.choices !== undefined,
        );
        const candidates = locked.filter(isWaiting);
        await dropStale(
          tx,
          locked.filter((one) => !isWaiting(one)).map((one) => one.id),
        );
        const taken = new Map<string, number>();
        for (const one of candidates) {
          const key = queueKey(one.campaign_id, one.workspace_id, one.platform);
          taken.set(key, (taken.get(key) ?? 0) + 1);
        }
        if (candidates.length === 0) return { intents: [], taken, settled: 0 };
        const people = [...new Set(candidates.map((one) => one.prospect_id))];
        const persons = await loadPeople(rt.keys, tx, people, { owner: rt.instanceId, now });
        const secrets = await keysOf(rt, tx, persons, now);
        for (const one of candidates) openBody(rt, secrets, one);
        await splitSends(tx, now, persons, candidates, (id) => knowledge.workspaces.get(id)?.settings);
        rt.crashPoint('people-locked');
        const pairs = await allowedPairs(
          tx,
          candidates.map((one) => ({ user_id: one.portfolio_manager_id, prospect_id: one.prospect_id })),
        );

        const portfolios = portfoliosOf(laneSet, candidates);
        const budgets = await openBudgets(tx, now, [...new Set(portfolios.values())], people);
        const plan = planBatch({
          rt,
          candidates,
          persons,
          secrets,
          pairs,
          laneSet,
          knowledge,
          budgets,
          now,
          room,
        });
        // A limit changed since the snapshot leaves fewer tokens: what gets none stays in the queue.
        const affordable = plan.sends.filter((one) => one.intent.tokens.take(now.getTime()));
        reserved.push(...affordable.map((one) => one.intent));
        // From here on: a lane that left now would take with it what this claim is about to commit.
        for (const intent of reserved) intent.lane.in_flight++;
        const counted = await countClaims(tx, rt.instanceId, now, claimCounts(affordable, portfolios));
        const ours = affordable.filter((one) => counted.has(one.lane.account.id));
        const refused = affordable.map((one) => one.lane.account.id).filter((id) => !counted.has(id));
        const applied = await applyStatusChanges(tx, now, plan.changes);
        const moved = await claimMessages(
          tx,
          now,
          ours.map((one) => one.claim),
        );
        // A late receipt may have settled one since it was looked at: it is not sent again.
        const sends = ours.filter((one) => moved.has(one.intent.message_id));
        await dropStale(
          tx,
          ours.filter((one) => !moved.has(one.intent.message_id)).map((one) => one.intent.message_id),
        );
        await writeReached(
          tx,
          now,
          sends.flatMap((one) => one.reached ?? []),
        );
        if (plan.flagged.length > 0) {
          const left = new Set([...sends.map((one) => one.intent), ...applied].map((one) => one.message_id));
          await recordFlags(
            tx,
            now,
            plan.flagged.filter((one) => left.has(one.message.id)),
          );
        }
        rt.crashPoint('before-intent-commit');
        return {
          intents: sends.map((one) => one.intent),
          taken,
          settled: plan.changes.length,
          counted,
          refused: [...new Set(refused)],
        };
      })
      .then(async (result) => {
        rt.crashPoint('after-intent-commit');
        settleReservations(result.intents, reserved);
        if (result.counted) {
          for (const [account, counts] of result.counted) {
            const lane = laneSet.lanes.get(account);
            if (lane) noteClaimed(lane, counts);
          }
          await learnWhy(rt, laneSet, result.refused);
        }
        return { intents: result.intents, taken: result.taken, settled: result.settled };
      });
  } catch (error) {
    settleReservations([], reserved);
    laneSet.doubts.push(...reserved); // the commit may have landed although its answer did not
    throw error;
  }
}

/** Sends that were planned but not confirmed are not under way, and their tokens go back. */
function settleReservations(intents: readonly Intent[], reserved: readonly Intent[]): void {
  const used = new Set(intents);
  for (const intent of reserved) {
    if (used.has(intent)) continue;
    intent.lane.in_flight--;
    intent.tokens.giveBack();
  }
}

type Waiting = Candidate & { delivery_status: 'pending' | 'retrying' };
function isWaiting(one: Candidate): one is Waiting {
  return one.delivery_status === 'pending' || one.delivery_status === 'retrying';
}

/** A claim that was not counted is planned from facts the database does not share: until they are read anew it would be again. */
async function learnWhy(rt: Runtime, laneSet: LaneSet, accounts: readonly string[]): Promise<void> {
  try {
    if (accounts.length > 0) await laneSet.reread(accounts);
  } catch (error) {
    rt.log.warn({ err: error }, 'lanes could not be read again; the next renewal does');
  }
}

/** By account: whose tier is asked for this claim. */
function portfoliosOf(laneSet: LaneSet, candidates: readonly Candidate[]): Map<string, string> {
  const workspaces = new Set(candidates.map((one) => one.workspace_id));
  return new Map(
    [...laneSet.lanes.values()].flatMap(({ account, portfolio_id, workspace_id }) =>
      portfolio_id !== null && workspaces.has(workspace_id) ? [[account.id, portfolio_id]] : [],
    ),
  );
}

const noWords = { content: null, recipient: null };

/** A damaged one is that message's misfortune, not the batch's. */
function openBody(rt: Runtime, secrets: PersonKeys, one: Candidate): void {
  if (one.sealed === null) return;
  try {
    one.body = openWords(secrets, { ...one, ...noWords }).body;
  } catch (error) {
    one.unreadable = true;
    rt.log.error({ err: error, message_id: one.id }, 'a message to be sent cannot be opened');
  }
}

function keysOf(
  rt: Runtime,
  tx: Tx,
  persons: ReadonlyMap<string, PersonFacts>,
  now: Date,
): Promise<PersonKeys> {
  const all = [...persons.values()];
  const known = all.flatMap((one) => one.key ?? []);
  return rt.keys.people.toWrite(tx, all, now, known);
}

function claimCounts(sends: readonly PlannedSend[], portfolios: ReadonlyMap<string, string>): ClaimCount[] {
  const counts = new Map<string, ClaimCount>();
  for (const { lane } of sends) {
    const account_id = lane.account.id;
    const portfolio_id = portfolios.get(account_id) ?? null;
    const entry = counts.get(account_id) ?? {
      ...{ account_id, count: 0, lease_token: lane.lease_token, portfolio_id },
    };
    entry.count++;
    counts.set(account_id, entry);
  }
  return [...counts.values()];
}
