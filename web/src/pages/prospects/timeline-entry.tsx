import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { WhyButton } from '../../reasons/why-button.tsx';
import { Instant } from '../../ui/instant.tsx';
import { entryWords } from './timeline-words.ts';

type Entry = Item<'GET /api/v1/prospects/{id}/timeline'>;

/** Where a decision of the rules stands behind what happened; what came after is the platform's word. */
const decided = new Set([
  'message.sent',
  'message.failed',
  'message.unknown',
  'message.skipped',
  'message.held',
  'message.cancelled',
]);

export function TimelineEntry({ entry, onWhy }: { entry: Entry; onWhy: (messageId: string) => void }) {
  const { i18n } = useLingui();
  const { clockTime } = useFormat();
  const reason = useReasonText();
  const words = entryWords(entry.action_type);
  const channel = channels.find((one) => one === entry.platform);
  const code = typeof entry.details['code'] === 'string' ? entry.details['code'] : undefined;
  const at = new Date(entry.timestamp);
  const messageId = entry.message_id;
  const Icon = words.icon;
  return (
    <li className="flex gap-3 border-b border-line px-4 py-3 last:border-b-0">
      <span className="mt-0.5 grid size-6 shrink-0 place-items-center rounded-full bg-raised text-muted">
        <Icon className="size-3.5" aria-hidden />
      </span>
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span>
            <span className="font-medium">{i18n._(words.text)}</span>
            {channel && <span className="text-muted"> · {channelNames[channel]}</span>}
          </span>
          <span className="tabular shrink-0 text-sm text-muted">
            <Instant at={at}>{clockTime(at)}</Instant>
          </span>
        </p>
        {code && <p className="text-sm text-muted">{reason(code).what}</p>}
        {entry.text && (
          <p dir="auto" className="rounded-md bg-raised px-3 py-2 whitespace-pre-line">
            {entry.text}
          </p>
        )}
        <p className="flex flex-wrap gap-x-4 text-sm text-muted empty:hidden">
          {entry.campaign_id && entry.action_type === 'message.sent' && (
            <Link
              to="/campaigns/$id"
              params={{ id: entry.campaign_id }}
              className="inline-flex min-h-6 items-center underline underline-offset-2 hover:text-text"
            >
              {i18n._(words.campaign)}
            </Link>
          )}
          {messageId && decided.has(entry.action_type) && <WhyButton onClick={() => onWhy(messageId)} />}
        </p>
      </div>
    </li>
  );
}
