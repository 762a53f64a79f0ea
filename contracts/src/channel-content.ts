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

const media = (kind: 'image' | 'video') =>
  Type.Object(
    { kind: Type.Literal(kind), link: Type.String({ minLength: 1, maxLength: 2000 }) },
    { additionalProperties: false },
  );

const placeText = (description: string) => Type.String({ maxLength: 1024, description });

/** What the head of an approved template is given: a value for its place, or the picture, video, document or map it shows. */
export const TemplateHeader = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('text'),
      text: Type.String({ minLength: 1, maxLength: 1024 }),
      name: Type.Optional(
        Type.String({
          maxLength: 100,
          description: 'Of a named place; known from the template when left out',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  media('image'),
  media('video'),
  Type.Object(
    {
      kind: Type.Literal('document'),
      link: Type.String({ minLength: 1, maxLength: 2000 }),
      filename: Type.Optional(Type.String({ minLength: 1, maxLength: 240 })),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Literal('location'),
      latitude: placeText('Decimal degrees, from -90 to 90'),
      longitude: placeText('Decimal degrees, from -180 to 180'),
      name: placeText('What the place is called'),
      address: placeText('Shown under its name'),
    },
    { additionalProperties: false },
  ),
]);
export type TemplateHeader = Static<typeof TemplateHeader>;

const index = Type.Integer({
  minimum: 0,
  maximum: 9,
  description: 'Place among the template’s buttons, from 0',
});

/** What a button of an approved template is given. */
export const TemplateButtonValue = Type.Union([
  Type.Object(
    {
      index,
      kind: Type.Literal('url'),
      suffix: Type.String({ minLength: 1, maxLength: 2000, description: 'The end of its address' }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      index,
      kind: Type.Literal('quick_reply'),
      payload: Type.String({ minLength: 1, maxLength: 256, description: 'Comes back when it is pressed' }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      index,
      kind: Type.Literal('copy_code'),
      code: Type.String({
        minLength: 1,
        maxLength: 256,
        description: 'What is copied; 15 characters when sent',
      }),
    },
    { additionalProperties: false },
  ),
]);
export type TemplateButtonValue = Static<typeof TemplateButtonValue>;

const language = Type.String({ minLength: 2, maxLength: 15 });

/** Every value is a Liquid template. */
export const TemplateContent = Type.Object(
  {
    kind: Type.Literal('template'),
    name: Type.String({ minLength: 1, maxLength: 512 }),
    /** With `languages` the one for whoever reads none of them. */
    language,
    languages: Type.Optional(
      Type.Union([Type.Literal('person'), Type.Array(language, { minItems: 1, maxItems: 80 })], {
        description:
          'Each person’s own language: of all the template is approved in (person), or of these. Chosen when it is sent',
      }),
    ),
    /** Body parameters in order. */
    parameters: Type.Array(Type.String({ maxLength: 1024 }), { maxItems: 30, default: [] }),
    named_parameters: Type.Optional(
      Type.Record(Type.String(), Type.String({ maxLength: 1024 }), {
        maxProperties: 30,
        description: 'Body parameters by name, for a template with named places',
      }),
    ),
    header: Type.Optional(TemplateHeader),
    button_values: Type.Optional(Type.Array(TemplateButtonValue, { maxItems: 10 })),
    /** Quick-reply payloads by button index, as they stand. */
    button_payloads: Type.Optional(Type.Array(Type.String({ maxLength: 256 }), { maxItems: 10 })),
  },
  { additionalProperties: false },
);
export type TemplateContent = Static<typeof TemplateContent>;

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
