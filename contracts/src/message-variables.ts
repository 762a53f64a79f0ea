// What a text can name of a person, as the API tells whoever writes one.
import { Type, type Static } from 'typebox';
import { Nullable } from './domain.ts';

const Count = Type.Integer({ minimum: 0 });

export const MessageVariable = Type.Object({
  name: Type.String({ description: 'As it stands between braces: {{ first_name }}' }),
  source: Type.Enum(['person', 'details', 'columns', 'sender'], {
    description:
      'Of the person, of their demographics, a further column of an import, or of the one who writes',
  }),
  example: Nullable(Type.String({ description: 'A value that occurs. Null for what would name somebody' })),
  longest: Type.Object(
    { characters: Count, bytes: Count },
    { description: 'Of the values of the newest 20,000 people of the asker’s book' },
  ),
});
export type MessageVariable = Static<typeof MessageVariable>;
