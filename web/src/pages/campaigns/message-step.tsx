import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import type { Channel } from '@sampark/contracts/domain.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { LengthMeter } from './length-meter.tsx';
import { TemplatePicker } from './template-picker.tsx';
import type { Draft, DraftChange } from './use-draft.ts';
import { useVariableWords } from './variable-words.ts';

type Props = { draft: Draft; onChange: (change: DraftChange) => void };
const offered = ['first_name', 'last_name', 'name', 'sender_name', 'preferences_url'] as const;
type TextChannel = Exclude<Channel, 'whatsapp'>;

/** What it says: one text for all, an approved template on WhatsApp, own words for a channel where that is better. */
export function MessageStep({ draft, onChange }: Props) {
  const { t } = useLingui();
  const field = useRef<HTMLTextAreaElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<TextChannel>>(new Set());
  const own = channels.filter((one): one is TextChannel => one !== 'whatsapp');
  const setOwn = (channel: TextChannel, text: string | undefined) => {
    const next = { ...draft.channel_content };
    if (text) next[channel] = { kind: 'text', text };
    else delete next[channel];
    onChange({ channel_content: next });
  };
  const insert = (variable: string) => {
    const area = field.current;
    const at = area?.selectionStart ?? draft.message_content.length;
    const end = area?.selectionEnd ?? at;
    const text = draft.message_content;
    onChange({ message_content: `${text.slice(0, at)}{{ ${variable} }}${text.slice(end)}` });
    area?.focus();
  };
  const words = useVariableWords();
  return (
    <>
      <Card
        id="text"
        title={t`The message`}
        note={t`For Telegram, Signal and iMessage, unless a channel has words of its own.`}
      >
        <div className="grid gap-3">
          <TextArea
            ref={field}
            id="message-text"
            label={t`Text`}
            rows={6}
            value={draft.message_content}
            onChange={(message_content) => onChange({ message_content })}
          />
          <div className="flex flex-wrap items-center gap-2">
            <span className="text-sm text-muted">
              <Trans>Put in:</Trans>
            </span>
            {offered.map((variable) => (
              <Button key={variable} onClick={() => insert(variable)}>
                {words[variable]}
              </Button>
            ))}
          </div>
          <LengthMeter text={draft.message_content} channels={own} />
        </div>
      </Card>
      <TemplatePicker draft={draft} onChange={onChange} />
      <Card id="own-words" title={t`Own words for a channel`}>
        <div className="grid gap-4">
          {own.map((channel) => {
            const content = draft.channel_content[channel];
            const name = channelNames[channel];
            // The server copies the common text to channels without their own.
            const written = content && 'text' in content ? content.text : '';
            const text =
              opened.has(channel) || (written && written !== draft.message_content) ? written : undefined;
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
                  onClick={() => setOpened(new Set([...opened, channel]))}
                >
                  <Trans>Write own words</Trans>
                </Button>
              </div>
            ) : (
              <div key={channel} className="grid gap-2">
                <TextArea
                  id={`own-${channel}`}
                  label={name}
                  value={text}
                  onChange={(value) => setOwn(channel, value)}
                />
                <div className="flex flex-wrap items-center justify-between gap-2">
                  <LengthMeter text={text} channels={[channel]} />
                  <Button
                    kind="quiet"
                    onClick={() => {
                      setOpened(new Set([...opened].filter((one) => one !== channel)));
                      setOwn(channel, undefined);
                    }}
                  >
                    <Trans>Use the message above</Trans>
                  </Button>
                </div>
              </div>
            );
          })}
        </div>
      </Card>
    </>
  );
}
