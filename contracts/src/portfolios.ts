// WhatsApp business portfolios: the daily tier of unique recipients belongs to one and is shared by its numbers.
import { Type, type Static } from 'typebox';
import { healthStatuses, Instant, Nullable, PageQuery, Uuid } from './domain.ts';

/** Unique recipients in a moving 24 hours, as the platform grants them; null is unlimited. */
export const portfolioTiers = [250, 1_000, 2_000, 10_000, 100_000] as const;
export const portfolioQualities = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;

export const PortfolioResource = Type.Object({
  id: Uuid,
  name: Type.String(),
  external_id: Nullable(Type.String({ description: 'The platform’s id of the business' })),
  tier_limit: Nullable(
    Type.Integer({ description: 'Unique recipients in a moving 24 hours; null: unlimited' }),
  ),
  quality: Type.Enum([...portfolioQualities]),
  recipients_24h: Type.Integer({ description: 'Unique people reached in the last 24 hours' }),
  left_24h: Nullable(Type.Integer()),
  next_free_at: Nullable(
    Type.String({ format: 'date-time', description: 'When the oldest of them leaves the window' }),
  ),
  accounts: Type.Array(
    Type.Object({
      id: Uuid,
      device_id: Uuid,
      display_name: Type.String(),
      address: Type.String(),
      health_status: Type.Enum([...healthStatuses]),
      policy_hold: Nullable(Type.String()),
      hold_decision: Nullable(Type.Enum(['continue_without'])),
      sent_today: Type.Integer(),
      per_day: Type.Integer(),
    }),
  ),
  created_at: Instant,
  updated_at: Instant,
});
export type PortfolioResource = Static<typeof PortfolioResource>;

const fields = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  external_id: Nullable(Type.String({ minLength: 1, maxLength: 100 })),
  tier_limit: Nullable(Type.Enum([...portfolioTiers])),
  quality: Type.Enum([...portfolioQualities]),
};

export const NewPortfolio = Type.Object(
  {
    name: fields.name,
    external_id: Type.Optional(fields.external_id),
    tier_limit: Type.Optional(fields.tier_limit),
    quality: Type.Optional(fields.quality),
  },
  { additionalProperties: false },
);
export type NewPortfolio = Static<typeof NewPortfolio>;

export const PortfolioPatch = Type.Object(
  {
    name: Type.Optional(fields.name),
    external_id: Type.Optional(fields.external_id),
    tier_limit: Type.Optional(fields.tier_limit),
    quality: Type.Optional(fields.quality),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type PortfolioPatch = Static<typeof PortfolioPatch>;

export const PortfolioListQuery = Type.Object({ ...PageQuery }, { additionalProperties: false });
