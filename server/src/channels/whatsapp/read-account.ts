// What WhatsApp tells about the business itself: quality, daily tier, restrictions, templates.
import type { ChannelEvent } from '../channel.ts';
import { idAt, objectAt, textAt, type Json } from '../json.ts';

export function readAccountChange(
  field: string,
  value: Json | undefined,
  waba: string | undefined,
): ChannelEvent[] {
  switch (field) {
    case 'phone_number_quality_update':
      return [quality(value)];
    case 'account_update':
      return [accountUpdate(value)];
    case 'message_template_status_update':
      return [template(value, waba)];
    default:
      return [{ kind: 'unknown', detail: `field ${field}` }];
  }
}

/** FLAGGED: the quality fell to low, sending still works. UPGRADE and DOWNGRADE move the daily tier. */
function quality(value: Json | undefined): ChannelEvent {
  const event = textAt(value, 'event') ?? '';
  const limit = textAt(value, 'max_daily_conversations_per_business') ?? textAt(value, 'current_limit');
  const tier = tierLimit(limit);
  const phone = (textAt(value, 'display_phone_number') ?? '').replace(/\D/g, '');
  return {
    kind: 'account',
    scope: 'account',
    detail: `Number quality: ${event} ${limit ?? ''}`.trim(),
    ...(phone === '' ? {} : { phone }),
    ...(tier === undefined ? {} : { tier_limit: tier }),
    ...(event === 'FLAGGED' ? { quality: 'RED' as const, health: 'degraded' as const } : {}),
    ...(event === 'UNFLAGGED' ? { quality: 'GREEN' as const, health: 'healthy' as const } : {}),
  };
}

/** `TIER_250`, `TIER_2K`, `TIER_100K`, `TIER_UNLIMITED`; null: unlimited. */
export function tierLimit(tier: string | undefined): number | null | undefined {
  if (tier === 'TIER_UNLIMITED') return null;
  const match = /^TIER_(\d+)(K?)$/.exec(tier ?? '');
  return match ? Number(match[1]) * (match[2] === 'K' ? 1000 : 1) : undefined;
}

const restrictions = new Set([
  'ACCOUNT_RESTRICTION',
  'ACCOUNT_VIOLATION',
  'DISABLED_UPDATE',
  'ACCOUNT_DELETED',
]);

/** A restriction or ban is never routed around: it holds every number of the business. Lifting one is a person's act. */
function accountUpdate(value: Json | undefined): ChannelEvent {
  const event = textAt(value, 'event') ?? '';
  const ban = textAt(objectAt(value, 'ban_info'), 'waba_ban_state');
  const violation = textAt(objectAt(value, 'violation_info'), 'violation_type');
  const detail = ['Business account:', event, ban, violation].filter(Boolean).join(' ');
  if (!restrictions.has(event) || ban === 'REINSTATE') return { kind: 'unknown', detail };
  return { kind: 'account', scope: 'portfolio', health: 'offline', hold: detail, detail };
}

function template(value: Json | undefined, waba: string | undefined): ChannelEvent {
  const name = textAt(value, 'message_template_name');
  const language = textAt(value, 'message_template_language');
  const status = textAt(value, 'event');
  if (!name || !language || !status) return { kind: 'unknown', detail: 'template status' };
  return { kind: 'template', name, language, status, ...(waba ? { waba_id: waba } : {}) };
}

/** Quality as the Graph API's phone number object gives it. */
export function numberHealth(number: Json | undefined): {
  health: 'healthy' | 'degraded' | 'offline';
  detail: string;
} {
  const rating = textAt(number, 'quality_rating') ?? 'UNKNOWN';
  const throughput = textAt(objectAt(number, 'throughput'), 'level') ?? '';
  const id = idAt(number, 'id') ?? '';
  const health = rating === 'RED' ? 'degraded' : 'healthy';
  return { health, detail: `Number ${id}: quality ${rating} ${throughput}`.trim() };
}

export const templatePageSize = 100;

export type RemoteTemplate = {
  external_id: string | undefined;
  name: string;
  language: string;
  category: string;
  status: string;
  parameter_format: string;
  components: unknown;
};

export function readTemplate(value: Json): RemoteTemplate | undefined {
  const name = textAt(value, 'name');
  const language = textAt(value, 'language');
  if (!name || !language) return undefined;
  return {
    external_id: idAt(value, 'id'),
    name,
    language,
    category: textAt(value, 'category') ?? 'UTILITY',
    status: textAt(value, 'status') ?? 'PENDING',
    parameter_format: textAt(value, 'parameter_format') ?? 'POSITIONAL',
    components: value.components ?? [],
  };
}
