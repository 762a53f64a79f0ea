import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { LengthMeter } from '../campaigns/length-meter.tsx';
import { TemplatePicker } from '../campaigns/template-picker.tsx';
import { useVariableWords } from '../campaigns/variable-words.ts';
import type { FormPart } from './form-part.ts';
import {
  changeWords,
  commonWords,
  followCommon,
  wordChannels,
  wordsOf,
  type WordChannel,
} from './profile-texts.ts';
import { faultAt } from './use-fault-words.ts';

const offered = ['first_name', 'last_name', 'name', 'sender_name', 'preferences_url'] as const;

/** What it says: an approved template on WhatsApp, one text for the others, own words where that is better. */
export function TextsCard({ draft, onChange, faults, disabled }: FormPart) {
  const { t } = useLingui();
  const words = useVariableWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const templates = draft.messaging_templates;
  const [opened, setOpened] = useState<ReadonlySet<WordChannel>>(new Set());
  const common = commonWords(templates);
  const set = (next: typeof templates) => onChange({ messaging_templates: next });
  const setCommon = (text: string) => set(followCommon(templates, common, text));
  const own = wordChannels.filter((channel) => opened.has(channel) || wordsOf(templates[channel]) !== common);
  const following = wordChannels.filter((channel) => !own.includes(channel));
  const insert = (variable: string) => {
    const area = field.current;
    const at = area?.selectionStart ?? common.length;
    const end = area?.selectionEnd ?? at;
    setCommon(`${common.slice(0, at)}{{ ${variable} }}${common.slice(end)}`);
    area?.focus();
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
          <TextArea
            ref={field}
            id="profile-text"
            label={t`Text`}
            rows={6}
            lang={draft.language}
            value={common}
            error={following.map(faultOf).find(Boolean)}
            onChange={setCommon}
            hint={t`*bold*, _italic_ and ~struck~ show as each app can.`}
          />
          <div className="flex flex-wrap items-center gap-2">
            <span className="text-sm text-muted">
              <Trans>Put in:</Trans>
            </span>
            {offered.map((variable) => (
              <Button key={variable} disabled={disabled} onClick={() => insert(variable)}>
                {words[variable]}
              </Button>
            ))}
          </div>
          <LengthMeter text={common} channels={following} />
          <ul aria-label={t`Own words for a channel`} className="grid gap-3 border-t border-line pt-4">
            {wordChannels.map((channel) => {
              const name = channelNames[channel];
              return (
                <li key={channel}>
                  {own.includes(channel) ? (
                    <div className="grid gap-2">
                      <TextArea
                        id={`profile-own-${channel}`}
                        label={name}
                        lang={draft.language}
                        value={wordsOf(templates[channel])}
                        error={faultOf(channel)}
                        onChange={(text) => set(changeWords(templates, channel, text))}
                      />
                      <div className="flex flex-wrap items-center justify-between gap-2">
                        <LengthMeter text={wordsOf(templates[channel])} channels={[channel]} />
                        <Button
                          kind="quiet"
                          disabled={disabled}
                          onClick={() => {
                            setOpened(new Set([...opened].filter((one) => one !== channel)));
                            set(changeWords(templates, channel, common));
                          }}
                        >
                          <Trans>Use the text above</Trans>
                        </Button>
                      </div>
                    </div>
                  ) : (
                    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
                      <span>
                        {name}:{' '}
                        <span className="text-muted">
                          <Trans>the text above</Trans>
                        </span>
                      </span>
                      <Button
                        disabled={disabled || !common.trim()}
                        onClick={() => setOpened(new Set([...opened, channel]))}
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
          <TextArea
            id="profile-own-whatsapp"
            label={channelNames.whatsapp}
            lang={draft.language}
            value={wordsOf(whatsapp)}
            error={faultAt(faults, 'messaging_templates.whatsapp')}
            onChange={(text) => set(changeWords(templates, 'whatsapp', text))}
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
          <Button disabled={disabled} onClick={() => set(changeWords(templates, 'whatsapp', common || '…'))}>
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
