import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Instant } from '../../ui/instant.tsx';
import { entryWords } from './timeline-words.ts';

export function TimelineEntry({ entry }: { entry: Item<'GET /api/v1/prospects/{id}/timeline'> }) {
  const { i18n } = useLingui();
  const { clockTime } = useFormat();
  const reason = useReasonText();
  const words = entryWords(entry.action_type);
  const channel = channels.find((one) => one === entry.platform);
  const code = typeof entry.details['code'] === 'string' ? entry.details['code'] : undefined;
  const at = new Date(entry.timestamp);
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
        {entry.campaign_id && entry.action_type === 'message.sent' && (
          <Link
            to="/campaigns/$id"
            params={{ id: entry.campaign_id }}
            className="inline-flex min-h-6 items-center justify-self-start text-sm text-muted underline underline-offset-2 hover:text-text"
          >
            {i18n._(words.campaign)}
          </Link>
        )}
      </div>
    </li>
  );
}
