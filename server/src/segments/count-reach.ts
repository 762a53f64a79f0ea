// Whom of a segment a message would reach. Enters: a condition and a purpose. Leaves: how many by channel, and who would get
// nothing, by reason. Guaranteed: everybody is counted once and by the policy that sends, so the sums add up to the audience,
// and a campaign aimed at the segment is forecast the same.
import { channels } from '@sampark/contracts/domain.ts';
import { policyReasonText, type PolicyReasonCode } from '@sampark/contracts/policy.ts';
import type { SegmentReach, SegmentReachRequest } from '@sampark/contracts/segments.ts';
import type { Audience } from '../campaigns/audience.ts';
import { loadSurroundings } from '../campaigns/decide-for.ts';
import { countAudience, isShort, type AudienceCounts } from '../campaigns/forecast/count-audience.ts';
import { countKinds, type KindCount } from '../campaigns/forecast/count-kinds.ts';
import { decider } from '../campaigns/forecast/person-kinds.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { inTime, mostSeconds, tooSlowAfter, wholeCondition } from './count-segment.ts';
import { countInTurn } from './take-turns.ts';

/** Nobody has written it yet: an approved template on WhatsApp, words elsewhere. */
const anyContent = {
  whatsapp: { kind: 'template', name: '', language: '', parameters: [] },
  ...{ telegram: { kind: 'text', text: '–' }, signal: { kind: 'text', text: '–' } },
  imessage: { kind: 'text', text: '–' },
} as const;

/** Throws `segment_too_slow` after five seconds, `not_found` for a segment the asker does not see. */
export async function countReach(
  rt: Runtime,
  actor: Actor,
  { purpose = 'marketing', ...asked }: SegmentReachRequest,
  seconds = mostSeconds,
): Promise<SegmentReach> {
  const condition = await wholeCondition(rt, actor, asked);
  const now = rt.clock.now();
  const { user_id, workspace_id } = actor;
  const letter: Audience = {
    ...{
      id: user_id,
      workspace_id,
      portfolio_manager_id: user_id,
      owner_is_admin: actor.role !== 'standard',
    },
    ...{ target_segment: { condition }, segment: null, launched_at: null, recipients_listed: 0 },
    ...{ purpose, channel_order: channels, channel_content: anyContent },
  };
  const surroundings = await loadSurroundings(rt, workspace_id);
  const counts = await countInTurn(user_id, async () =>
    (await isShort(rt.db, letter))
      ? tooSlowAfter(seconds, () => countAudience(rt.db, letter, surroundings, now, { seconds }))
      : sumUp(
          await inTime(rt, { seconds, few: false }, (tx) => countKinds(tx, letter, now)),
          decider(letter, surroundings, now),
        ),
  );
  const by_channel = channels.map((channel) => ({ channel, people: counts.by_channel.get(channel) ?? 0 }));
  return {
    audience: counts.audience,
    reachable: by_channel.reduce((sum, one) => sum + one.people, 0),
    by_channel,
    excluded: counts.excluded
      .map(({ code, count }) => ({ code, text: policyReasonText[code], people: count }))
      .sort((a, b) => b.people - a.people),
    ...{ purpose, as_of: now.toISOString() },
  };
}

function sumUp(
  kinds: readonly KindCount[],
  decide: ReturnType<typeof decider>,
): Pick<AudienceCounts, 'audience' | 'by_channel' | 'excluded'> {
  const by_channel: AudienceCounts['by_channel'] = new Map();
  const excluded = new Map<PolicyReasonCode, number>();
  let audience = 0;
  for (const { kind, count } of kinds) {
    audience += count;
    const decision = decide(kind);
    if (typeof decision === 'string') by_channel.set(decision, (by_channel.get(decision) ?? 0) + count);
    else excluded.set(decision.code, (excluded.get(decision.code) ?? 0) + count);
  }
  return { audience, by_channel, excluded: [...excluded].map(([code, count]) => ({ code, count })) };
}
