import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { readSimulators } from '../../api/calls.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { Card } from '../../ui/card.tsx';

/** For the demo's administrator: where the invented platforms run, and what each of them really received. */
export function SimulatorsCard() {
  const { t } = useLingui();
  const { data } = useQuery({ queryKey: ['simulators'], queryFn: readSimulators, retry: false });
  // A help for the curious, not part of the work: without an answer it is simply not there.
  if (!data || data.items.length === 0) return null;
  return (
    <Card
      id="simulators"
      title={t`Simulators`}
      note={t`They stand in for the platforms. Each keeps its own record of what it received.`}
    >
      <ul className="divide-y divide-line">
        {data.items.map((item) => {
          const known = channels.find((channel) => channel === item.channel);
          const channel = known ? channelNames[known] : item.channel;
          return (
            <li key={item.channel} className="flex min-h-11 items-center justify-between gap-3">
              <span>{channel}</span>
              <a
                href={`${item.url.replace(/\/$/, '')}/_control/ledger`}
                target="_blank"
                rel="noreferrer"
                className="inline-flex min-h-6 items-center gap-1.5 text-accent underline underline-offset-2"
              >
                <Trans>
                  Open record<span className="sr-only"> of {channel}</span>
                </Trans>
                <ExternalLink className="size-3.5" aria-hidden />
                <span className="sr-only">
                  <Trans>(new tab)</Trans>
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
