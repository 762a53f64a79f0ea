import { useLingui } from '@lingui/react/macro';
import { Ban, Check } from 'lucide-react';
import type { Item } from '../../api/client.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { Badge } from '../../ui/badge.tsx';

type Consents = Item<'GET /api/v1/prospects'>['consents'];

/** Channels with a recorded yes, and those with a recorded no. Nothing recorded is nothing shown. */
export function ConsentMarks({ consents }: { consents: Consents }) {
  const { t } = useLingui();
  const shown = channels.flatMap((channel) => {
    const own = consents.filter((one) => one.channel === channel);
    if (own.length === 0) return [];
    return [{ channel, granted: own.some((one) => one.granted) }];
  });
  if (shown.length === 0) return <span className="text-subtle">{t`None on record`}</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {shown.map(({ channel, granted }) => {
        const name = channelNames[channel];
        return (
          <Badge key={channel} tone={granted ? 'ok' : 'neutral'} icon={granted ? Check : Ban}>
            {granted ? name : t`${name}: stopped`}
          </Badge>
        );
      })}
    </span>
  );
}
