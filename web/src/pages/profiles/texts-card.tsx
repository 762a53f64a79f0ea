import { Trans, useLingui } from '@lingui/react/macro';
import type { Channel } from '@sampark/contracts/domain.ts';
import { useState } from 'react';
import { MessageField, type MessageText } from '../../composer/message-field.tsx';
import { shownOn } from '../../composer/markup/shown-on.ts';
import { optOutLines, type OptOutReach } from '../../composer/opt-out-lines.ts';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { ToPreviews } from '../../previews/to-previews.tsx';
import { Card } from '../../ui/card.tsx';
import { TemplatePicker } from '../campaigns/template-picker.tsx';
import type { FormPart } from './form-part.ts';
import {
  changeText,
  commonText,
  followCommon,
  sameText,
  textOf,
  wordChannels,
  type WordChannel,
} from './profile-texts.ts';
import { faultAt } from './use-fault-words.ts';

/** What it says: an approved template on WhatsApp, one text for the others, own words where that is better. */
export function TextsCard({
  draft,
  onChange,
  faults,
  disabled,
  optOut,
}: FormPart & { optOut: OptOutReach | undefined }) {
  const { t } = useLingui();
  const templates = draft.messaging_templates;
  const [opened, setOpened] = useState<ReadonlySet<WordChannel>>(new Set());
  const common = commonText(templates, opened);
  const set = (next: typeof templates) => onChange({ messaging_templates: next });
  const own = wordChannels.filter(
    (channel) => opened.has(channel) || !sameText(textOf(templates[channel]), common),
  );
  const following = wordChannels.filter((channel) => !own.includes(channel));
  const shared = { lang: draft.language, disabled };
  const appended = (text: string, to: readonly Channel[]) => optOutLines(optOut, text, to, draft.language);
  const openOwn = (channel: WordChannel) => {
    setOpened(new Set([...opened, channel]));
    const shown: MessageText = shownOn(channel, common);
    if (!sameText(shown, common)) set(changeText(templates, channel, shown));
  };
  const faultOf = (channel: WordChannel) => faultAt(faults, `messaging_templates.${channel}`);
  const { whatsapp } = templates;
  return (
    <>
      <Card
        id="profile-texts"
        title={t`The message`}
        note={t`For Telegram, Signal and iMessage, unless one of them has words of its own.`}
      >
        <div className="grid gap-4">
          <MessageField
            {...shared}
            id="profile-text"
            label={t`Text`}
            value={common}
            channels={following}
            appended={appended(common.text, following)}
            error={following.map(faultOf).find(Boolean)}
            onChange={(text) => set(followCommon(templates, common, text, opened))}
          />
          <ToPreviews heading="profile-preview" />
          <ul aria-label={t`Own words for a channel`} className="grid gap-3 border-t border-line pt-4">
            {wordChannels.map((channel) => {
              const name = channelNames[channel];
              return (
                <li key={channel}>
                  {own.includes(channel) ? (
                    <div className="grid gap-2">
                      <MessageField
                        {...shared}
                        id={`profile-own-${channel}`}
                        label={name}
                        value={textOf(templates[channel])}
                        channels={[channel]}
                        appended={appended(textOf(templates[channel]).text, [channel])}
                        error={faultOf(channel)}
                        onChange={(text) => set(changeText(templates, channel, text))}
                      />
                      <Button
                        kind="quiet"
                        className="justify-self-end"
                        disabled={disabled}
                        onClick={() => {
                          setOpened(new Set([...opened].filter((one) => one !== channel)));
                          set(changeText(templates, channel, common));
                        }}
                      >
                        <Trans>Use the text above</Trans>
                      </Button>
                    </div>
                  ) : (
                    <div className="flex items-center justify-between gap-3">
                      <span>
                        {name}:{' '}
                        <span className="text-muted">
                          <Trans>the text above</Trans>
                        </span>
                      </span>
                      <Button
                        className="shrink-0"
                        // The last one that follows is the text above.
                        disabled={disabled || !common.text.trim() || following.length === 1}
                        onClick={() => openOwn(channel)}
                      >
                        <Trans>Write own words</Trans>
                      </Button>
                    </div>
                  )}
                </li>
              );
            })}
          </ul>
        </div>
      </Card>
      <TemplatePicker
        draft={{ channel_content: asContent(whatsapp) }}
        writtenIn={draft.language}
        onChange={({ channel_content }) => {
          const { whatsapp: _before, ...rest } = templates;
          set({ ...rest, ...(channel_content as Pick<typeof templates, 'whatsapp'>) });
        }}
      />
      {whatsapp !== undefined && (typeof whatsapp === 'string' || whatsapp.kind !== 'template') && (
        <Card
          id="profile-whatsapp-words"
          title={t`On WhatsApp, in an open conversation`}
          note={t`These words reach only people who wrote within the last 24 hours. Choose a template above to reach the others.`}
        >
          <MessageField
            {...shared}
            id="profile-own-whatsapp"
            label={channelNames.whatsapp}
            value={textOf(whatsapp)}
            channels={['whatsapp']}
            appended={appended(textOf(whatsapp).text, ['whatsapp'])}
            error={faultAt(faults, 'messaging_templates.whatsapp')}
            onChange={(text) => set(changeText(templates, 'whatsapp', text))}
          />
        </Card>
      )}
      {whatsapp === undefined && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border border-dashed border-control px-4 py-3">
          <p className="min-w-0 text-sm text-muted">
            <Trans>
              A profile speaks on every channel: choose a template, or write words for those who wrote within
              24 hours.
            </Trans>
            {faults['messaging_templates.whatsapp'] && (
              <span className="block text-danger">{faults['messaging_templates.whatsapp']}</span>
            )}
          </p>
          <Button
            disabled={disabled}
            onClick={() => set(changeText(templates, 'whatsapp', shownOn('whatsapp', common)))}
          >
            <Trans>Write words for WhatsApp</Trans>
          </Button>
        </div>
      )}
    </>
  );
}

function asContent(whatsapp: FormPart['draft']['messaging_templates']['whatsapp']) {
  if (whatsapp === undefined) return {};
  return { whatsapp: typeof whatsapp === 'string' ? ({ kind: 'text', text: whatsapp } as const) : whatsapp };
}
