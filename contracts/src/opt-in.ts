// Pages on which people agree to be written to, as the API shows them.
import { Type, type Static } from 'typebox';
import { Grant } from './consents.ts';
import { Instant, Nullable, Uuid } from './domain.ts';

const PageLanguage = Type.Enum(['en', 'bn']);
const Offers = Type.Array(Grant, {
  minItems: 1,
  maxItems: 12,
  uniqueItems: true,
  description: 'What can be ticked, each for itself',
});
const Wording = Type.String({
  minLength: 20,
  maxLength: 2000,
  pattern: '\\S',
  description: 'What people read before they agree; every wording is kept, and each consent names its own',
});
const Keyword = Type.String({
  minLength: 2,
  maxLength: 60,
  description: 'Sent as a whole message it agrees to the offers of that channel, without the page',
});
const Name = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });

export const OptInPage = Type.Object({
  id: Uuid,
  name: Type.String(),
  language: PageLanguage,
  offers: Type.Array(Type.String()),
  wording: Type.String(),
  keyword: Nullable(Type.String()),
  active: Type.Boolean(),
  version: Type.Integer({ description: 'Of the wording' }),
  url: Type.String({ description: 'The public page; add /qr.svg for its QR code' }),
  usable: Type.Boolean({ description: 'A connected sender can receive at least one of the offers' }),
  confirmed: Type.Integer({ description: 'Confirmed through the channel, of those who filled the form' }),
  created_at: Instant,
  updated_at: Instant,
});
export type OptInPage = Static<typeof OptInPage>;

export const OptInPages = Type.Object({ items: Type.Array(OptInPage) });

export const NewOptInPage = Type.Object(
  { name: Name, language: PageLanguage, offers: Offers, wording: Wording, keyword: Type.Optional(Nullable(Keyword)) },
  { additionalProperties: false },
); // prettier-ignore
export type NewOptInPage = Static<typeof NewOptInPage>;

export const OptInPageChange = Type.Object(
  {
    name: Type.Optional(Name),
    offers: Type.Optional(Offers),
    wording: Type.Optional(Wording),
    keyword: Type.Optional(Nullable(Keyword)),
    active: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type OptInPageChange = Static<typeof OptInPageChange>;

export const OptInWordings = Type.Object({
  items: Type.Array(
    Type.Object({
      version: Type.Integer(),
      wording: Type.String(),
      offers: Type.Array(Type.String()),
      created_at: Instant,
      created_by: Uuid,
    }),
    { description: 'Newest first' },
  ),
});
