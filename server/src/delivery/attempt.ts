// One committed intent becomes one call. The lease is looked at once more right before the call: a process that was
// frozen past its lease does not send what its successor already calls unknown. So is the time: what was decided long ago,
// because a commit had to wait, is decided again.
import type { SendOutcome } from '../channels/channel.ts';
import type { Runtime } from '../runtime.ts';
import type { Intent } from './intent.ts';
import type { LaneSet } from './lanes.ts';
import type { Answer } from './record-outcomes.ts';

/** Hours, caps and a portfolio's window are those of the decision: a call begins so soon after it, or not at all. */
const freshMs = 10_000;

export async function attempt(rt: Runtime, laneSet: LaneSet, intent: Intent): Promise<Answer> {
  const { lane } = intent;
  let outcome: SendOutcome;
  const late = rt.clock.now().getTime() - intent.intent_at.getTime() > freshMs;
  if (!laneSet.isOurs(lane) || late) {
    intent.tokens.giveBack();
    lane.in_flight--;
    // Fenced like any other answer: it only counts if nobody has taken the lane over yet.
    return {
      intent,
      outcome: {
        kind: 'retry',
        code: 'network',
        detail: late
          ? 'the call would have come too long after its decision'
          : 'the lease ended before the call',
      },
      at: rt.clock.now(),
      never_called: true,
    };
  }
  rt.crashPoint('before-call');
  try {
    outcome = await rt.channels[intent.channel].send(rt.http, lane.account, {
      key: `${intent.message_id}.${intent.attempt}`,
      message_id: intent.message_id,
      recipient: intent.recipient,
      content: intent.content,
    });
  } catch (error) {
    // An adapter that throws has a bug; whether the message left is not known.
    rt.log.error({ err: error, channel: intent.channel }, 'channel adapter failed');
    outcome = {
      kind: 'unknown',
      code: 'unclassified',
      detail: error instanceof Error ? error.message : String(error),
    };
  }
  rt.crashPoint('after-call');
  const at = rt.clock.now();
  intent.tokens.answered(at.getTime());
  lane.in_flight--;
  return { intent, outcome, at };
}
