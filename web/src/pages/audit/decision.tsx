import { Trans, useLingui } from '@lingui/react/macro';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import type { Entry } from './entry.ts';

/** What the rules and consents decided about the message, with every reason. */
export function Decision({ decision }: { decision: NonNullable<Entry['decision']> }) {
  const { t } = useLingui();
  const reason = useReasonText();
  const outcome = {
    send: t`It may be sent`,
    reschedule: t`It is put off`,
    skip: t`It must not be sent`,
    hold: t`It waits for people to decide`,
  }[decision.outcome];
  return (
    <section aria-label={t`Decision`} className="grid gap-2">
      <h3 className="font-semibold">
        <Trans>Decision</Trans>: {outcome}
      </h3>
      <ul className="grid list-disc gap-1 ps-5">
        {decision.reasons.map((one, index) => {
          const channel = channels.find((name) => name === one.channel);
          return (
            <li key={index}>
              {reason(one.code, one.detail).what}
              {channel && <span className="text-muted"> ({channelNames[channel]})</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
