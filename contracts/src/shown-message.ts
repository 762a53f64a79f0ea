// What a preview draws: a message as it goes to the platform, with what the app makes of it.
import { Type, type Static } from 'typebox';
import { Nullable } from './domain.ts';

/** What stands above the text: words, or a picture, a file or a place. */
export const ShownHeader = Type.Object({
  kind: Type.Enum(['text', 'image', 'video', 'document', 'location', 'other']),
  text: Nullable(
    Type.String({
      description: 'Where it is words; of a place on a map its name, and its address on the next line',
    }),
  ),
  link: Nullable(Type.String({ description: 'Where the picture or file lies, if it is given' })),
});
export type ShownHeader = Static<typeof ShownHeader>;

export const ShownButton = Type.Object({
  text: Type.String(),
  link: Nullable(Type.String({ description: 'Where it leads; null: it is answered or called' })),
});

/** A message as an app is told to show it. */
export const ShownMessage = Type.Object({
  header: Nullable(ShownHeader),
  text: Type.String({ description: 'As the platform gets it, with its own marks' }),
  footer: Nullable(Type.String({ description: 'The small line under an approved template' })),
  styles: Type.Array(Type.String(), {
    description: 'On Signal, `start:length:STYLE` in UTF-16 units; elsewhere empty',
  }),
  html: Type.Boolean({ description: 'The text is markup: on Telegram' }),
  buttons: Type.Array(ShownButton),
});
export type ShownMessage = Static<typeof ShownMessage>;
