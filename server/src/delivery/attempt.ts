// One committed intent becomes one call. The lease is looked at once more right before the call: a process that was
// frozen past its lease does not send what its successor already calls unknown.
import type { SendOutcome } from '../channels/channel.ts';
import type { Runtime } from '../runtime.ts';
import type { Intent } from './claim-batch.ts';
import type { LaneSet } from './lanes.ts';
import type { Answer } from './record-outcomes.ts';

export async function attempt(rt: Runtime, laneSet: LaneSet, intent: Intent): Promise<Answer> {
  const { lane } = intent;
  let outcome: SendOutcome;
  if (!laneSet.isOurs(lane)) {
    intent.tokens.giveBack();
    lane.in_flight--;
    // Fenced like any other answer: it only counts if nobody has taken the lane over yet.
    return {
      intent,
      outcome: { kind: 'retry', code: 'network', detail: 'the lease ended before the call' },
      at: rt.clock.now(),
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
  rt.metrics.sends.inc({ channel: intent.channel, outcome: outcome.kind });
  return { intent, outcome, at };
}
