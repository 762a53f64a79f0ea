// What a preview draws: a message as it goes to the platform, with what the app makes of it.
import { Type, type Static } from 'typebox';

/** A message as an app is told to show it. */
export const ShownMessage = Type.Object({
  text: Type.String({ description: 'As the platform gets it, with its own marks' }),
  styles: Type.Array(Type.String(), {
    description: 'On Signal, `start:length:STYLE` in UTF-16 units; elsewhere empty',
  }),
  html: Type.Boolean({ description: 'The text is markup: on Telegram' }),
  buttons: Type.Array(Type.String(), { description: 'The words on its buttons' }),
});
export type ShownMessage = Static<typeof ShownMessage>;
