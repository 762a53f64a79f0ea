import { Trans, useLingui } from '@lingui/react/macro';
import { CheckCheck, Clock, Flag, Hand, SkipForward, type LucideIcon } from 'lucide-react';
import type { Answer } from '../api/client.ts';
import { useFormat } from '../i18n/use-format.ts';
import { channels } from '../lib/channels.ts';
import { channelNames } from '../lib/words.ts';
import { toneText, type Tone } from '../ui/status.tsx';
import { useReasonText } from './use-reason-text.ts';
import { useSenderChoice } from './use-sender-choice.ts';

type PolicyDecision = NonNullable<Answer<'GET /api/v1/messages/{id}'>['decision']>;
type Outcome = { icon: LucideIcon; tone: Tone; word: string };

/** What was decided about a message, as it was recorded then: the outcome first, then all it rests on. */
export function RecordedDecision({ decision }: { decision: PolicyDecision }) {
  const { t } = useLingui();
  const { withZone, exact } = useFormat();
  const reason = useReasonText();
  const senderChoice = useSenderChoice();
  const { icon: Icon, tone, word } = useOutcome(decision);
  const at = withZone(new Date(decision.at));
  const rules = decision.rules !== undefined && exact(decision.rules);
  const went = decision.outcome === 'send';
  return (
    <section aria-label={t`Decision`} className="grid gap-2">
      <h3 className={`flex items-center gap-1.5 font-semibold ${toneText[tone]}`}>
        <Icon className="size-4 shrink-0" aria-hidden />
        {word}
      </h3>
      <ul className="grid list-disc gap-1 ps-5">
        {decision.reasons.map((one, index) => {
          const channel = channels.find((name) => name === one.channel);
          const words = reason(one.code, one.code);
          return (
            // The same reason can stand for two channels.
            <li key={index}>
              {words.what}
              {one.detail && <span className="text-muted"> ({one.detail})</span>}
              {channel && <span className="text-muted"> · {channelNames[channel]}</span>}
              {!went && words.todo && <span className="block text-sm text-muted">{words.todo}</span>}
            </li>
          );
        })}
      </ul>
      {decision.flags && decision.flags.length > 0 && <Flags flags={decision.flags} />}
      <div className="grid gap-0.5 text-sm text-muted">
        {decision.sender && <p>{senderChoice(decision.sender)}</p>}
        <p>
          {rules ? (
            <Trans>
              Decided {at}, by version {rules} of the compliance rules
            </Trans>
          ) : (
            <Trans>Decided {at}</Trans>
          )}
        </p>
      </div>
    </section>
  );
}

function useOutcome(decision: PolicyDecision): Outcome {
  const { t } = useLingui();
  const { withZone } = useFormat();
  const until = decision.until && withZone(new Date(decision.until));
  const flagged = (decision.flags?.length ?? 0) > 0;
  switch (decision.outcome) {
    case 'send':
      return flagged
        ? { icon: Flag, tone: 'warn', word: t`Allowed, and flagged for review` }
        : { icon: CheckCheck, tone: 'ok', word: t`Allowed` };
    case 'reschedule':
      return { icon: Clock, tone: 'info', word: until ? t`Put off until ${until}` : t`Put off` };
    case 'hold':
      return { icon: Hand, tone: 'warn', word: t`Held until two people release it` };
    case 'skip':
      return { icon: SkipForward, tone: 'danger', word: t`Not allowed` };
  }
}

/** The rules that spoke, each in the version that judged. */
function Flags({ flags }: { flags: NonNullable<PolicyDecision['flags']> }) {
  const { exact } = useFormat();
  return (
    <ul className="grid gap-2">
      {flags.map((flag) => (
        <li key={flag.rule_id} className="grid gap-0.5 rounded-md border border-line px-3 py-2">
          <p className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-medium">{flag.name}</span>
            <span className="text-sm text-muted">
              <Trans>Version {exact(flag.version)}</Trans>
            </span>
          </p>
          <p className="text-sm text-muted">
            {flag.message} {flag.matched && <q dir="auto">{flag.matched}</q>}
          </p>
          {flag.released && (
            <p className="text-sm font-medium">
              <Trans>Two people let this text go.</Trans>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
