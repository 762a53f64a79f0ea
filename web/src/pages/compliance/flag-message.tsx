import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ExternalLink } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import type { Answer } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { messageWords } from '../../reasons/message-words.ts';
import { channelNames } from '../../lib/words.ts';
import { toneText } from '../../ui/status.tsx';
import { MarkedText } from './marked-text.tsx';
import { useCallName } from '../../lib/call-name.ts';

export type FlagContext = Answer<'GET /api/v1/compliance/flags/{id}/context'>;

/** The message as the person saw it, within what was said around it, and what the rule says of it. */
export function FlagMessage({ context }: { context: FlagContext }) {
  const { t } = useLingui();
  const { flag, conversation, message } = context;
  const at = conversation.findIndex((one) => one.this);
  const before = conversation.slice(0, Math.max(0, at));
  const after = conversation.slice(at + 1);
  const name = useCallName()(flag.prospect_name);
  return (
    <>
      <section
        aria-label={t`The message`}
        className="rounded-lg border border-line bg-canvas px-3 py-4 sm:px-4"
      >
        <p className="pb-3 text-center text-xs font-medium text-muted">
          {name} · {channelNames[flag.channel]}
        </p>
        <ol className="grid gap-2.5">
          {before.map((one) => (
            <Said key={one.id} entry={one} />
          ))}
          <This context={context} />
          {after.map((one) => (
            <Said key={one.id} entry={one} />
          ))}
        </ol>
        {before.length + after.length === 0 && (
          <p className="pt-3 text-center text-xs text-muted">
            <Trans>Nothing else was said on this channel.</Trans>
          </p>
        )}
      </section>
      <section aria-label={t`The rule`} className="grid gap-2">
        <h3 className="font-semibold">
          <Trans>What the rule says</Trans>
        </h3>
        <p>{flag.explanation}</p>
        {message.missing.length > 0 && (
          <p className="text-muted">
            <Trans>Missing: one of</Trans>{' '}
            {message.missing.map((word, index) => (
              <span key={word} dir="auto">
                {index > 0 && ', '}“{word}”
              </span>
            ))}
          </p>
        )}
        {context.rule.source && (
          <p className="text-sm text-muted">
            <Trans>Source:</Trans>{' '}
            {context.rule.source.url ? (
              <a
                href={context.rule.source.url}
                target="_blank"
                rel="noreferrer"
                className="text-accent underline underline-offset-2"
              >
                {context.rule.source.title}
                <ExternalLink className="ms-1 inline size-3.5" aria-hidden />
                <span className="sr-only">
                  {' '}
                  <Trans>(opens a new tab)</Trans>
                </span>
              </a>
            ) : (
              context.rule.source.title
            )}
          </p>
        )}
        <RuleRecord context={context} />
      </section>
    </>
  );
}

function This({ context }: { context: FlagContext }) {
  const { i18n } = useLingui();
  const { clockTime, longDate } = useFormat();
  const { flag, message } = context;
  const words = flag.delivery_status ? messageWords[flag.delivery_status] : undefined;
  const Icon = words?.icon;
  const at = message.sent_at ?? flag.flagged_at;
  return (
    <li className="grid max-w-[94%] gap-1 justify-self-end sm:max-w-[80%]">
      <div className="rounded-lg rounded-ee-sm border-2 border-accent bg-accent-tint px-3.5 py-2.5 text-lg">
        <MarkedText text={message.text} marks={message.marks} />
        {message.buttons.length > 0 && (
          <div className="mt-2 flex flex-wrap gap-1.5 border-t border-line pt-2">
            {message.buttons.map((title) => (
              <span
                key={title}
                className="rounded-md border border-control bg-surface px-2.5 py-1 text-sm font-medium"
              >
                {title}
              </span>
            ))}
          </div>
        )}
      </div>
      <p className="tabular flex flex-wrap items-center justify-end gap-x-2 text-xs text-muted">
        <time dateTime={at}>
          {longDate(new Date(at))}, {clockTime(new Date(at))}
        </time>
        {words && Icon && (
          <span className={`inline-flex items-center gap-1 font-medium ${toneText[words.tone]}`}>
            <Icon className="size-3.5" aria-hidden />
            {i18n._(words.word)}
          </span>
        )}
      </p>
    </li>
  );
}

function Said({ entry }: { entry: FlagContext['conversation'][number] }) {
  const { clockTime, longDate } = useFormat();
  const ours = entry.direction === 'out';
  const at = new Date(entry.at);
  return (
    <li
      className={`grid max-w-[85%] gap-0.5 sm:max-w-[70%] ${ours ? 'justify-self-end' : 'justify-self-start'}`}
    >
      <p
        dir="auto"
        className={`rounded-lg px-3 py-1.5 text-sm break-words whitespace-pre-line ${ours ? 'rounded-ee-sm bg-raised' : 'rounded-es-sm border border-line bg-surface'}`}
      >
        {entry.text ?? (
          <em className="text-muted">
            <Trans>Something that is no text</Trans>
          </em>
        )}
      </p>
      <p className={`tabular text-xs text-muted ${ours ? 'text-end' : ''}`}>
        {longDate(at)}, {clockTime(at)}
      </p>
    </li>
  );
}

/** How good the rule has been so far: who decides should know whom they are listening to. */
function RuleRecord({ context }: { context: FlagContext }) {
  const { percent, exact } = useFormat();
  const { rule } = context;
  const right = rule.minor + rule.violation;
  const all = right + rule.false_alarm;
  const share = percent(right, all);
  const [some, many] = [exact(right), exact(all)];
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      {all === 0 ? (
        <span>
          <Trans>Nobody has decided about a flag of this rule yet.</Trans>
        </span>
      ) : (
        <span className="tabular">
          <Trans>
            Right in {share} of its decided flags ({some} of {many})
          </Trans>
        </span>
      )}
      {rule.current_version > rule.version && (
        <span className="text-warn">
          <Plural
            value={rule.current_version - rule.version}
            one="The rule was changed once since"
            other="The rule was changed # times since"
          />
        </span>
      )}
      <Link
        to="/compliance/rules/$id"
        params={{ id: rule.id }}
        className="inline-flex min-h-6 items-center text-accent underline underline-offset-2"
      >
        <Trans>Open the rule</Trans>
      </Link>
    </p>
  );
}
