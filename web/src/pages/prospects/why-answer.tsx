import { Trans, useLingui } from '@lingui/react/macro';
import { CheckCheck, Clock, Flag, Hand, SkipForward, type LucideIcon } from 'lucide-react';
import type { Answer } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { useSourceName } from '../../reasons/source-name.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Card } from '../../ui/card.tsx';
import type { Tone } from '../../ui/status.tsx';
import { toneText } from '../../ui/status.tsx';
import { Fact } from './why-fact.tsx';
import { WhyLimits } from './why-limits.tsx';

type Why = Answer<'POST /api/v1/prospects/{id}/why'>;
type Verdict = Why['channels'][number];

export function WhyAnswer({ why }: { why: Why }) {
  const { t } = useLingui();
  const { withZone } = useFormat();
  const at = withZone(new Date(why.at));
  return (
    <>
      <Card id="decisions" title={t`Decision`} note={<Trans>At {at}</Trans>}>
        <ul className="divide-y divide-line">
          {why.channels.map((one) => (
            <Channel key={one.channel} one={one} />
          ))}
        </ul>
      </Card>
      <WhyLimits why={why} />
    </>
  );
}

function Channel({ one }: { one: Verdict }) {
  const { t, i18n } = useLingui();
  const { withZone } = useFormat();
  const reason = useReasonText();
  const sourceName = useSourceName();
  const outcomes: Record<Verdict['outcome'], { icon: LucideIcon; tone: Tone; word: string }> = {
    send: { icon: CheckCheck, tone: 'ok', word: t`Would be sent` },
    send_and_flag: { icon: Flag, tone: 'warn', word: t`Would be sent, and flagged for review` },
    hold: { icon: Hand, tone: 'warn', word: t`Would be held until two people release it` },
    reschedule: { icon: Clock, tone: 'info', word: t`Would wait` },
    skip: { icon: SkipForward, tone: 'danger', word: t`Would not be sent` },
  };
  const { icon: Icon, tone, word } = outcomes[one.outcome];
  const allowed = one.allowed_at && withZone(new Date(one.allowed_at));
  const closes = one.window_closes_at && withZone(new Date(one.window_closes_at));
  return (
    <li className="grid gap-1.5 py-3.5 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <h3 className="font-semibold">{channelNames[one.channel]}</h3>
        <span className={`inline-flex items-center gap-1.5 font-medium ${toneText[tone]}`}>
          <Icon className="size-4" aria-hidden />
          {word}
        </span>
      </div>
      <ul className="grid gap-1">
        {one.reasons.map((given, index) => {
          const words = reason(given.code, given.text);
          return (
            <li key={index}>
              <span className="font-medium">{words.what}</span>
              {given.detail && <span className="text-muted"> ({given.detail})</span>}.{' '}
              {one.outcome !== 'send' && <span className="text-muted">{words.todo}</span>}
            </li>
          );
        })}
      </ul>
      {one.outcome === 'reschedule' && (
        <p className="font-medium">
          {allowed ? (
            <Trans>Would go from {allowed}</Trans>
          ) : (
            <Trans>Waiting alone does not change it.</Trans>
          )}
        </p>
      )}
      <dl className="grid gap-0.5 text-sm text-muted">
        <Fact name={t`Consent`}>
          {one.consent ? (
            <>
              {one.consent.action === 'granted' ? t`Agreed` : t`Withdrew`} · {sourceName(one.consent.source)}{' '}
              · {withZone(new Date(one.consent.occurred_at))}
              {one.consent.recorded_by_name && ` · ${one.consent.recorded_by_name}`}
              <Words evidence={one.consent.evidence} />
            </>
          ) : (
            t`Nothing on record`
          )}
        </Fact>
        {one.stops.map((stop, index) => (
          <Fact key={index} name={t`Do not contact`}>
            {stop.channel ? channelNames[stop.channel] : t`Every channel`}
            {stop.purpose && ` (${i18n._(purposeNames[stop.purpose])})`} · {sourceName(stop.reason)} ·{' '}
            {withZone(new Date(stop.created_at))}
          </Fact>
        ))}
        {one.channel === 'whatsapp' && (
          <Fact name={t`24-hour window`}>
            {closes ? t`Their last message opened it until ${closes}` : t`They have not written`}
          </Fact>
        )}
        {one.flags.map((flag) => (
          <Fact key={flag.rule_id} name={flag.name}>
            {flag.message} {flag.matched && <q dir="auto">{flag.matched}</q>}
          </Fact>
        ))}
      </dl>
    </li>
  );
}

/** What the person saw, wrote or said, where it was kept. */
function Words({ evidence }: { evidence: Record<string, unknown> }) {
  const words = evidence['wording'] ?? evidence['text'] ?? evidence['note'];
  return typeof words === 'string' && words ? <q dir="auto"> {words}</q> : null;
}
