import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { channels } from '../../lib/channels.ts';
import { messageWords } from '../../reasons/message-words.ts';
import { channelNames } from '../../lib/words.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import type { CampaignLive } from './use-campaign-live.ts';

const shownKinds = ['failed', 'unknown', 'held', 'skipped'] as const;

/** Who did not get it and why, in plain words, with what to do; each line leads to those people. */
export function FailuresCard({ live }: { live: CampaignLive }) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const reason = useReasonText();
  const rows = live.reasons.flatMap((row) => {
    const kind = shownKinds.find((one) => one === row.kind);
    return kind ? [{ ...row, kind }] : [];
  });
  return (
    <Card id="failures" title={t`Who did not get it, and why`}>
      {rows.length === 0 ? (
        <p className="flex items-center gap-2 text-muted">
          <CircleCheck className="size-4 text-ok" aria-hidden />
          <Trans>Nothing has failed so far.</Trans>
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {rows.map((row) => {
            const text = reason(row.code);
            const words = messageWords[row.kind];
            const channel = channels.find((one) => one === row.channel);
            return (
              <li
                key={`${row.kind}${row.channel}${row.code}`}
                className="flex items-start justify-between gap-4 py-3 first:pt-0 last:pb-0"
              >
                <div className="grid min-w-0 gap-0.5">
                  <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                    <Badge tone={words.tone} icon={words.icon}>
                      {i18n._(words.word)}
                    </Badge>
                    <span className="font-medium">{text.what}</span>
                    {channel && <span className="text-sm text-muted">{channelNames[channel]}</span>}
                  </p>
                  {text.todo && <p className="text-sm text-muted">{text.todo}</p>}
                </div>
                <Link
                  to="/campaigns/$id"
                  params={{ id: live.id }}
                  search={{ tab: 'recipients', status: row.kind, ...(channel ? { platform: channel } : {}) }}
                  className="tabular inline-flex min-h-6 shrink-0 items-center font-medium underline underline-offset-2"
                >
                  {exact(row.count)}
                  <span className="sr-only">
                    {' '}
                    <Trans>people: see who</Trans>
                  </span>
                </Link>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
