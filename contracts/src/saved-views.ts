// A user's named views of a list: a search with its filters, kept under a name.
import { Type, type Static } from 'typebox';

export const savedViewLists = ['prospects', 'campaigns', 'devices'] as const;

export const SavedView = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    query: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 200 }), {
      maxProperties: 20,
      description: 'Search parameters of the list, as in its address',
    }),
  },
  { additionalProperties: false },
);
export type SavedView = Static<typeof SavedView>;

export const SavedViews = Type.Object({
  list: Type.Enum([...savedViewLists]),
  views: Type.Array(SavedView, { maxItems: 30 }),
});
export type SavedViews = Static<typeof SavedViews>;

export const SavedViewsQuery = Type.Object({ list: Type.Enum([...savedViewLists]) });
export type SavedViewsQuery = Static<typeof SavedViewsQuery>;
