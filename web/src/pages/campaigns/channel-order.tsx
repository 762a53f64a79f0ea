import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import type { Draft, DraftChange } from './use-draft.ts';

/** Which channel is tried first; a person gets the message once, on the first one they agreed to. */
export function ChannelOrder({ draft, onChange }: { draft: Draft; onChange: (change: DraftChange) => void }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const order = draft.channel_order;
  const move = (from: number, by: 1 | -1) => {
    const next = [...order];
    const [moved] = next.splice(from, 1);
    if (moved) next.splice(from + by, 0, moved);
    onChange({ channel_order: next });
  };
  return (
    <Card
      id="order"
      title={t`Which channel first`}
      note={t`Each person gets it once, on the first channel they agreed to and can be reached on.`}
    >
      <ol className="divide-y divide-line">
        {order.map((channel, index) => {
          const name = channelNames[channel];
          return (
            <li key={channel} className="flex items-center justify-between gap-3 py-1.5">
              <span>
                <span className="tabular me-3 text-muted">{exact(index + 1)}</span>
                {name}
                {!draft.channel_content[channel] && !draft.message_content && (
                  <span className="text-muted">
                    {' '}
                    · <Trans>nothing written yet</Trans>
                  </span>
                )}
              </span>
              <span className="flex gap-1">
                <Button
                  kind="quiet"
                  aria-label={t`Move ${name} up`}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                >
                  <ArrowUp className="size-4" aria-hidden />
                </Button>
                <Button
                  kind="quiet"
                  aria-label={t`Move ${name} down`}
                  disabled={index === order.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <ArrowDown className="size-4" aria-hidden />
                </Button>
              </span>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
