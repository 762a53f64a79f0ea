import { useLingui } from '@lingui/react/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../i18n/use-format.ts';
import { messageWords } from '../../reasons/message-words.ts';
import { WhyButton } from '../../reasons/why-button.tsx';
import { useShownText } from './shown-text.ts';
import { toneText } from '../../ui/status.tsx';
import type { Said } from './use-said.ts';

/** One message: theirs on the left, ours on the right with what became of it. */
export function Entry({
  entry,
  before,
  onWhy,
}: {
  entry: Said;
  before: Said | undefined;
  onWhy: (id: string) => void;
}) {
  const { i18n } = useLingui();
  const { longDate, clockTime } = useFormat();
  const at = new Date(entry.at);
  const day = longDate(at);
  const newDay = before === undefined || longDate(new Date(before.at)) !== day;
  const ours = entry.direction === 'out';
  const words = entry.status ? messageWords[entry.status] : undefined;
  const Icon = words?.icon;
  const shownText = useShownText();
  return (
    <div className="grid gap-1 pb-3">
      {newDay && <p className="py-2 text-center text-xs font-medium text-muted">{day}</p>}
      <div
        className={`grid max-w-[85%] gap-0.5 sm:max-w-[70%] ${ours ? 'justify-self-end' : 'justify-self-start'}`}
      >
        <p
          dir="auto"
          className={`rounded-lg px-3 py-2 break-words whitespace-pre-line ${ours ? 'rounded-ee-sm bg-accent-tint' : 'rounded-es-sm border border-line bg-surface'}`}
        >
          {shownText(entry.text) ?? (
            <em className="text-muted">
              <Trans>Something that is no text</Trans>
            </em>
          )}
        </p>
        <p
          className={`tabular flex flex-wrap items-center gap-x-2 text-xs text-muted ${ours ? 'justify-end' : ''}`}
        >
          <time dateTime={entry.at}>{clockTime(at)}</time>
          {words && Icon && (
            <span className={`inline-flex items-center gap-1 ${toneText[words.tone]}`}>
              <Icon className="size-3" aria-hidden />
              {i18n._(words.word)}
            </span>
          )}
          {entry.failed_text && <span>{entry.failed_text}</span>}
          {entry.campaign_id && (
            <Link
              to="/campaigns/$id"
              params={{ id: entry.campaign_id }}
              className="inline-flex min-h-6 items-center underline underline-offset-2"
            >
              <Trans>from a campaign</Trans>
            </Link>
          )}
          {ours && <WhyButton onClick={() => onWhy(entry.id)} />}
        </p>
      </div>
    </div>
  );
}
