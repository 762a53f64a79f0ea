// The words everything shares: channels, roles, purposes, statuses. Values are the API's and the database's.
import { Type, type Static } from 'typebox';

export const channels = ['whatsapp', 'telegram', 'signal', 'imessage'] as const;
export type Channel = (typeof channels)[number];
export const ChannelSchema = Type.Enum([...channels]);

export const roles = ['admin', 'standard', 'compliance'] as const;
export type Role = (typeof roles)[number];
export const RoleSchema = Type.Enum([...roles]);

export const purposes = ['marketing', 'service', 'coaching'] as const;
export type Purpose = (typeof purposes)[number];
export const PurposeSchema = Type.Enum([...purposes]);

export const campaignStatuses = ['draft', 'scheduled', 'active', 'paused', 'completed', 'cancelled'] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];

export const healthStatuses = ['healthy', 'degraded', 'offline'] as const;
export type HealthStatus = (typeof healthStatuses)[number];

export const Uuid = Type.String({ format: 'uuid' });
export const Instant = Type.String({ format: 'date-time', description: 'RFC 3339 instant, UTC' });
export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);

/** A page of a list: pass `next_cursor` back as `cursor`; null means the end. */
export const Page = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({ items: Type.Array(item), next_cursor: Nullable(Type.String()) });

export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
};

export const IdParams = Type.Object({ id: Uuid });
export type IdParams = Static<typeof IdParams>;
