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
      return [templateStatus(value, waba)];
    case 'message_template_quality_update':
      return [templateQuality(value, waba)];
    case 'template_category_update':
      return [templateCategory(value, waba)];
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

/** What is told of a template, and what its status is then; FLAGGED only warns of what may follow. */
const statusAfter: Readonly<Record<string, string | undefined>> = {
  FLAGGED: undefined,
  REINSTATED: 'APPROVED',
  UNPAUSED: 'APPROVED',
};

function templateStatus(value: Json | undefined, waba: string | undefined): ChannelEvent {
  const event = textAt(value, 'event');
  if (!event) return { kind: 'unknown', detail: 'template status' };
  const status = event in statusAfter ? statusAfter[event] : event;
  const reason = textAt(value, 'reason');
  return ofTemplate(value, waba, {
    ...(status === undefined ? {} : { status }),
    ...(event === 'FLAGGED' ? { quality: 'RED' as const } : {}),
    rejected_reason: status === 'REJECTED' && reason !== undefined && reason !== 'NONE' ? reason : null,
  });
}

function templateQuality(value: Json | undefined, waba: string | undefined): ChannelEvent {
  const quality = qualityOf(textAt(value, 'new_quality_score'));
  return quality === undefined
    ? { kind: 'unknown', detail: 'template quality' }
    : ofTemplate(value, waba, { quality });
}

function templateCategory(value: Json | undefined, waba: string | undefined): ChannelEvent {
  const category = textAt(value, 'new_category');
  return category === undefined
    ? { kind: 'unknown', detail: 'template category' }
    : ofTemplate(value, waba, { category: category.toUpperCase() });
}

type TemplateNews = Extract<ChannelEvent, { kind: 'template' }>;

function ofTemplate(
  value: Json | undefined,
  waba_id: string | undefined,
  news: Omit<TemplateNews, 'kind' | 'name' | 'language' | 'waba_id'>,
): ChannelEvent {
  const name = textAt(value, 'message_template_name');
  const language = textAt(value, 'message_template_language');
  if (!name || !language) return { kind: 'unknown', detail: 'template without a name' };
  return { kind: 'template', name, language, ...news, ...(waba_id ? { waba_id } : {}) };
}

export function qualityOf(score: string | undefined): TemplateNews['quality'] {
  const quality = score?.toUpperCase();
  return quality === 'GREEN' || quality === 'YELLOW' || quality === 'RED' || quality === 'UNKNOWN'
    ? quality
    : undefined;
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
