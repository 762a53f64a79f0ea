import { Trans, useLingui } from '@lingui/react/macro';
import type { Channel } from '@sampark/contracts/domain.ts';
import { useState } from 'react';
import { MessageField, type MessageText } from '../../composer/message-field.tsx';
import { shownOn } from '../../composer/markup/shown-on.ts';
import { optOutLines } from '../../composer/opt-out-lines.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { ToPreviews } from '../../previews/to-previews.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TemplatePicker } from './template-picker.tsx';
import { ownContent, type Draft, type DraftChange } from './use-draft.ts';
import { useLinks } from './use-links.ts';
import { useOptOutReach } from './use-opt-out-reach.ts';

type Props = { draft: Draft; onChange: (change: DraftChange) => void };
type TextChannel = Exclude<Channel, 'whatsapp'>;
const textChannels = channels.filter((one): one is TextChannel => one !== 'whatsapp');

/** What it says: one text for all, an approved template on WhatsApp, own words for a channel where that is better. */
export function MessageStep({ draft, onChange }: Props) {
  const { t } = useLingui();
  const [opened, setOpened] = useState<ReadonlySet<TextChannel>>(new Set());
  const reach = useOptOutReach(draft);
  const links = useLinks(draft).data;
  const linksAs = draft.count_link_visits ? links?.address : undefined;
  const common: MessageText = asText(draft.message_content, draft.message_format);
  const ownText = (channel: TextChannel): MessageText | undefined => {
    const content = draft.channel_content[channel];
    const written = content && 'text' in content ? asText(content.text, content.format ?? null) : undefined;
    // The server copies the common text to channels without their own.
    const own = written && (written.text !== common.text || written.format !== common.format);
    if (own) return written;
    return opened.has(channel) ? (written ?? { text: '' }) : undefined;
  };
  const setOwn = (channel: TextChannel, value: MessageText | undefined) => {
    const next = ownContent(draft);
    if (value?.text) next[channel] = { kind: 'text', ...value };
    else delete next[channel];
    onChange({ channel_content: next });
  };
  /** A channel that was just given words of its own keeps them, although they are still the common ones. */
  const setCommon = ({ text, format }: MessageText) => {
    const kept = textChannels
      .filter((one) => opened.has(one))
      .map((one) => [one, draft.channel_content[one] ?? { kind: 'text', ...common }]);
    onChange({
      ...{ message_content: text, message_format: format ?? null },
      ...(kept.length > 0 ? { channel_content: { ...ownContent(draft), ...Object.fromEntries(kept) } } : {}),
    });
  };
  const chosen = textChannels.filter((one) => draft.channel_order.includes(one));
  const following = (chosen.length > 0 ? chosen : textChannels).filter((one) => ownText(one) === undefined);
  return (
    <>
      <Card
        id="text"
        title={t`The message`}
        note={t`For Telegram, Signal and iMessage, unless a channel has words of its own.`}
      >
        <MessageField
          id="message-text"
          label={t`Text`}
          placeholder={t`Dear …`}
          value={common}
          channels={following}
          appended={optOutLines(reach, common.text, following)}
          linksAs={linksAs}
          onChange={setCommon}
        />
        <div className="mt-4 lg:hidden">
          <ToPreviews heading="previews" />
        </div>
      </Card>
      <TemplatePicker draft={draft} onChange={onChange} />
      <Card
        id="own-words"
        title={t`Own words for a channel`}
        note={t`For what one app can show and another cannot, or where people write differently.`}
      >
        <div className="grid gap-4">
          {textChannels.map((channel) => {
            const name = channelNames[channel];
            const text = ownText(channel);
            return text === undefined ? (
              <div key={channel} className="flex items-center justify-between gap-3">
                <span>
                  {name}:{' '}
                  <span className="text-muted">
                    <Trans>the message above</Trans>
                  </span>
                </span>
                <Button
                  disabled={!draft.message_content.trim()}
                  onClick={() => {
                    setOpened(new Set([...opened, channel]));
                    setOwn(channel, shownOn(channel, common));
                  }}
                >
                  <Trans>Write own words</Trans>
                </Button>
              </div>
            ) : (
              <div key={channel} className="grid gap-2">
                <MessageField
                  id={`own-${channel}`}
                  label={name}
                  value={text}
                  channels={[channel]}
                  appended={optOutLines(reach, text.text, [channel])}
                  linksAs={linksAs}
                  onChange={(value) => setOwn(channel, value)}
                />
                <Button
                  kind="quiet"
                  className="justify-self-end"
                  onClick={() => {
                    setOpened(new Set([...opened].filter((one) => one !== channel)));
                    setOwn(channel, undefined);
                  }}
                >
                  <Trans>Use the message above</Trans>
                </Button>
              </div>
            );
          })}
        </div>
      </Card>
    </>
  );
}

function asText(text: string, format: 'rich' | null | undefined): MessageText {
  return format === 'rich' ? { text, format } : { text };
}
