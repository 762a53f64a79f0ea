import type { ShownMessage } from '@sampark/contracts/shown-message.ts';
import { useState } from 'react';
import { MessageField, type MessageText } from '../../composer/message-field.tsx';
import { channels } from '../../lib/channels.ts';
import { Bubble } from '../../previews/bubble.tsx';
import { ChatFrame } from '../../previews/chat-frame.tsx';
import { ToPreviews } from '../../previews/to-previews.tsx';
import { ColourField } from '../profiles/colour-field.tsx';
import { Specimen } from './specimen.tsx';

const plain: ShownMessage = {
  ...{ header: null, footer: null, styles: [], html: false, buttons: [] },
  text: 'প্রিয় রহিমা, shall we talk on Monday? https://a.example/note',
};
const template: ShownMessage = {
  ...plain,
  header: { kind: 'text', text: 'Your review', link: null },
  text: 'Dear *Rahima*, it is time for your _yearly_ review.',
  footer: 'Reply STOP to hear no more',
  buttons: [
    { text: 'Yes, please', link: null },
    { text: 'Read first', link: 'https://a.example/note' },
  ],
};

/** Writing a message, and seeing it as an app shows it. */
export function MessageSpecimens({ theme }: { theme: string }) {
  const [value, setValue] = useState<MessageText>({
    text: 'Dear *{{ first_name }}*, shall we talk?',
    format: 'rich',
  });
  const [colour, setColour] = useState('#0f6e5c');
  const on = { background: '#ffffff', least: 4.5 };
  const shared = { value, onChange: setValue, channels: ['telegram', 'signal'] } as const;
  return (
    <>
      <Specimen name="MessageField">
        <div className="grid w-full gap-4">
          <MessageField {...shared} id={`${theme}-message`} label="Message" />
          <MessageField
            {...shared}
            id={`${theme}-message-wrong`}
            label="Where one channel shows plain words only"
            channels={['telegram', 'imessage']}
            error="Something between the braces is not right"
          />
          <MessageField
            {...shared}
            id={`${theme}-message-line`}
            label="Where some people get a line more"
            appended={{ lines: { signal: 'Reply STOP to stop these messages.' }, only: ['BR', 'FR'] }}
          />
          <MessageField {...shared} id={`${theme}-message-read`} label="To be read" disabled />
        </div>
      </Specimen>
      <Specimen name="Bubble">
        {channels.map((channel) => (
          <Bubble key={channel} channel={channel} message={plain} time="9:41" />
        ))}
        <Bubble channel="whatsapp" message={template} time="9:41" />
        <Bubble
          channel="whatsapp"
          message={{
            ...template,
            header: { kind: 'location', text: 'Gulshan branch\nRoad 7, Dhaka 1212', link: null },
          }}
        />
        {(['image', 'document'] as const).map((kind) => (
          <Bubble
            key={kind}
            channel="whatsapp"
            message={{ ...template, header: { kind, text: null, link: 'https://a.example/terms-2026.pdf' } }}
          />
        ))}
      </Specimen>
      <Specimen name="ToPreviews, ChatFrame">
        {/* Shown where the previews stand below: on a narrow screen. */}
        <ToPreviews heading={`${theme}-previews`} />
        <h4 id={`${theme}-previews`} className="w-full font-medium">
          Four apps
        </h4>
        {channels.map((channel) => (
          <ChatFrame
            key={channel}
            channel={channel}
            message={plain}
            sender="Amina Rahman"
            picture={<span className="block size-full bg-accent" />}
            time="9:41"
          />
        ))}
      </Specimen>
      <Specimen name="ColourField">
        {[colour, '#f5f5f0', 'red'].map((shown) => (
          <ColourField
            key={shown === colour ? 'changed' : shown}
            id={`${theme}-colour-${shown === colour ? 'changed' : shown.replace('#', '')}`}
            label="Main colour"
            value={shown}
            on={on}
            disabled={false}
            onChange={setColour}
          />
        ))}
      </Specimen>
    </>
  );
}
