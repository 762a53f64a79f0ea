// What a campaign or a single send says on each channel. Text fields are Liquid templates until rendered.
import { Type, type Static } from 'typebox';
import type { TextStyle } from './rich-text-channels.ts';

/** Marks of rich-text.ts, shown as each channel can. Without it a text goes out as it is written. */
const format = Type.Optional(
  Type.Literal('rich', {
    description: 'The text holds *bold*, _italic_, ~struck~, `monospace` and [words](https://address)',
  }),
);

/** WhatsApp formatting in free text; only inside the 24-hour window. */
export const TextContent = Type.Object(
  { kind: Type.Literal('text'), text: Type.String({ minLength: 1, maxLength: 4096 }), format },
  { additionalProperties: false },
);

export const TemplateContent = Type.Object(
  {
    kind: Type.Literal('template'),
    name: Type.String({ minLength: 1, maxLength: 512 }),
    language: Type.String({ minLength: 2, maxLength: 15 }),
    /** Body parameters in order, each a Liquid template. */
    parameters: Type.Array(Type.String({ maxLength: 1024 }), { maxItems: 30, default: [] }),
    /** Quick-reply payloads by button index. */
    button_payloads: Type.Optional(Type.Array(Type.String({ maxLength: 256 }), { maxItems: 10 })),
  },
  { additionalProperties: false },
);

/** Text with up to three buttons: WhatsApp interactive (in the window), Telegram inline keyboard. */
export const ButtonsContent = Type.Object(
  {
    kind: Type.Literal('buttons'),
    text: Type.String({ minLength: 1, maxLength: 4096 }),
    format,
    buttons: Type.Array(
      Type.Object(
        {
          id: Type.String({ minLength: 1, maxLength: 64 }),
          title: Type.String({ minLength: 1, maxLength: 20 }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 3 },
    ),
  },
  { additionalProperties: false },
);

export const ChannelContent = Type.Union([TextContent, TemplateContent, ButtonsContent]);
export type ChannelContent = Static<typeof ChannelContent>;

/** Every variable filled in and every mark as the channel takes it; `styles` where it wants ranges. */
export type RenderedContent = ChannelContent & { styles?: readonly TextStyle[] };

export const ContentByChannel = Type.Object(
  {
    whatsapp: Type.Optional(ChannelContent),
    telegram: Type.Optional(Type.Union([TextContent, ButtonsContent])),
    signal: Type.Optional(TextContent),
    imessage: Type.Optional(TextContent),
  },
  { additionalProperties: false },
);
export type ContentByChannel = Static<typeof ContentByChannel>;
