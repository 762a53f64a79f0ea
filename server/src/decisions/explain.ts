// Why a message to this person would go, wait or not go: asked of the decider that sends, with the facts it would have.
// Enters: who asks, about whom, for what, when. Leaves: a decision for each channel, what it rests on, and when it would be
// another one. Nothing is sent, and nothing is written.
import type { AskWhy, Why } from '@sampark/contracts/explain.ts';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { policyReasonText } from '@sampark/contracts/policy.ts';
import { sql } from 'kysely';
import { judgeFor } from '../compliance/rules/rule-facts.ts';
import { policyFactsOf } from '../delivery/policy-facts.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { decide, type Decision, type PolicyFacts } from '../policy/decide.ts';
import { capOf, capWindow, jurisdictionOf } from '../policy/limits.ts';
import { requireProspect } from '../prospects/require-prospect.ts';
import type { Runtime } from '../runtime.ts';
import { consentEvidence, stopEvidence } from './evidence.ts';
import { situationOf } from './situation.ts';

const furthest = 90 * 24 * 60 * 60 * 1000;
const replyWindow = 24 * 60 * 60 * 1000;
const lateness = 5 * 60 * 1000; // a form that stood open for a moment

export async function explain(rt: Runtime, actor: Actor, prospect_id: string, asked: AskWhy): Promise<Why> {
  await requireProspect(rt.db, actor, prospect_id);
  const now = rt.clock.now();
  const at = whenOf(asked.at, now);
  const { purpose } = asked;
  const message = { workspace_id: actor.workspace_id, prospect_id, purpose, campaign_id: null, priority: 5 };
  const { person, workspace, senders, book } = await situationOf(rt, message, at);
  const in_book = actor.role === 'standard' || (await inSomeBook(rt, prospect_id));
  const judge = asked.text === undefined ? undefined : judgeFor(book, message, person, at);
  const content = { kind: 'text' as const, text: asked.text ?? '…' };
  const template = { kind: 'template' as const, name: '', language: '', parameters: [] };
  const contents = {
    ...{ telegram: content, signal: content, imessage: content },
    whatsapp: asked.whatsapp === 'text' ? content : template,
  };
  const factsAt = (channel: Channel, instant: Date): PolicyFacts => ({
    ...policyFactsOf({
      ...{ message, person, workspace, contents, senders, in_book },
      ...{ order: [channel], categories: book.categories, now: instant },
    }),
    ...(judge &&
      asked.text !== undefined && { rules: (on: Channel) => judge(on, content, asked.text ?? '') }),
  });
  const [consents, stops] = await Promise.all([
    consentEvidence(rt.db, prospect_id, purpose),
    stopEvidence(rt, actor.workspace_id, person),
  ]);
  const wanted = asked.channel === undefined ? channels : [asked.channel];
  const any = factsAt(wanted[0] ?? 'whatsapp', at);
  return {
    prospect_id,
    at: at.toISOString(),
    purpose,
    channels: wanted.map((channel) => {
      const facts = factsAt(channel, at);
      const decision = decide(facts, at);
      const last = facts.channels[channel]?.last_inbound_at ?? null;
      return {
        channel,
        outcome: outcomeOf(decision),
        reasons: decision.reasons.map(({ code, detail }) => ({
          ...{ code, text: policyReasonText[code] },
          ...(detail !== undefined && { detail }),
        })),
        allowed_at: allowedFrom(decision, at, (instant) => decide(factsAt(channel, instant), instant)),
        consent: consents.get(channel) ?? null,
        stops: stops.filter(
          (one) =>
            (one.channel === null || one.channel === channel) &&
            (one.purpose === null || one.purpose === purpose),
        ),
        last_inbound_at: last?.toISOString() ?? null,
        window_closes_at:
          channel === 'whatsapp' && last ? new Date(last.getTime() + replyWindow).toISOString() : null,
        flags: [...('verdict' in decision ? (decision.verdict?.flags ?? []) : [])],
      };
    }),
    cap: capFacts(any, at),
    quiet: quietFacts(any, at),
  };
}

function whenOf(given: string | undefined, now: Date): Date {
  if (given === undefined) return now;
  const at = new Date(given);
  const ahead = at.getTime() - now.getTime();
  if (ahead >= -lateness && ahead <= furthest) return ahead < 0 ? now : at;
  const reason = 'is past, or more than 90 days ahead; what was decided in the past stands with each message';
  throw new Problem('invalid_request', { errors: [{ field: 'body.at', reason }] });
}

async function inSomeBook(rt: Runtime, prospect_id: string): Promise<boolean> {
  const { rows } = await sql`select from relationships where prospect_id = ${prospect_id} limit 1`.execute(
    rt.db,
  );
  return rows.length > 0;
}

function outcomeOf(decision: Decision): Why['channels'][number]['outcome'] {
  if (decision.outcome !== 'send') return decision.outcome;
  return (decision.verdict?.flags.length ?? 0) > 0 ? 'send_and_flag' : 'send';
}

/** Waits as the queue would: each time until the instant the decision names. */
function allowedFrom(first: Decision, at: Date, decideAt: (instant: Date) => Decision): string | null {
  let decision = first;
  let instant = at;
  for (let round = 0; round < 12; round++) {
    if (decision.outcome === 'send') return instant.toISOString();
    if (decision.outcome !== 'reschedule') return null;
    instant = decision.until;
    decision = decideAt(instant);
  }
  return null;
}

function capFacts(facts: PolicyFacts, at: Date): Why['cap'] {
  const cap = capOf(facts);
  if (!cap) return null;
  const used = facts.capped_sends
    .filter((one) => at.getTime() - one.getTime() < capWindow)
    .sort((a, b) => a.getTime() - b.getTime());
  const freeing = cap.limit > 0 ? used.at(-cap.limit) : undefined;
  return {
    limit: cap.limit,
    country: cap.country ?? null,
    used: used.map((one) => one.toISOString()),
    frees_at: freeing ? new Date(freeing.getTime() + capWindow).toISOString() : null,
  };
}

function quietFacts({ purpose, settings, prospect }: PolicyFacts, at: Date): Why['quiet'] {
  const there = jurisdictionOf(settings, prospect.country, purpose);
  const { enabled, start, end } = settings.quiet_hours;
  return {
    zones: prospect.zones.map((zone) => ({
      zone,
      local_time: at.toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }),
    })),
    workspace: enabled && purpose !== 'service' ? { start, end } : null,
    country: there
      ? { country: there.country, hours: there.quiet_hours, days: there.quiet_days, source: there.source }
      : null,
  };
}
