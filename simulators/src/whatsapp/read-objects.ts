// Graph reads: field selection and cursor paging.
import type { Call } from '../core/http.ts';
import { tierName, type PhoneNumber, type WhatsAppAccounts } from './accounts.ts';
import type { Template } from './templates.ts';

const DEFAULT_NUMBER_FIELDS = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
];
const DEFAULT_TEMPLATE_FIELDS = ['name', 'parameter_format', 'components', 'language', 'status', 'category'];
const PAGE_SIZE = 25;
/** A longer page is cut, whatever is asked for. */
const MOST_A_PAGE = 1_000;

function select(
  all: Record<string, unknown>,
  fields: string | null,
  otherwise: string[],
): Record<string, unknown> {
  const names = fields ? fields.replace(/\{[^}]*\}/g, '').split(',') : otherwise;
  const chosen: Record<string, unknown> = {};
  for (const name of names) if (name in all) chosen[name] = all[name];
  return { ...chosen, id: all['id'] };
}

export function numberFields(
  accounts: WhatsAppAccounts,
  number: PhoneNumber,
  fields: string | null,
): Record<string, unknown> {
  const tier = tierName(accounts.tierOf(number).limit);
  const all = {
    id: number.phone_number_id,
    verified_name: number.verified_name,
    display_phone_number: number.display_phone_number,
    code_verification_status: 'VERIFIED',
    quality_rating: number.quality,
    platform_type: 'CLOUD_API',
    throughput: { level: number.mps >= 1000 ? 'HIGH' : 'STANDARD' },
    status: number.banned === undefined ? 'CONNECTED' : 'BANNED',
    name_status: 'APPROVED',
    account_mode: 'LIVE',
    messaging_limit_tier: tier,
    whatsapp_business_manager_messaging_limit: tier,
    webhook_configuration: callbacksOf(accounts, number),
  };
  return select(all, fields, DEFAULT_NUMBER_FIELDS);
}

/** Where callbacks may go; the narrowest of these counts. */
function callbacksOf(accounts: WhatsAppAccounts, number: PhoneNumber): Record<string, string> {
  const places = {
    phone_number: number.override,
    whatsapp_business_account: accounts.wabas.get(number.waba_id)?.override,
    application: accounts.apps.get(number.app_id)?.callback,
  };
  return Object.fromEntries(
    Object.entries(places).flatMap(([name, place]) => (place ? [[name, place.url]] : [])),
  );
}

export function templateFields(template: Template, fields: string | null): Record<string, unknown> {
  const { quality, ...rest } = template;
  return select({ ...rest, quality_score: { score: quality } }, fields, DEFAULT_TEMPLATE_FIELDS);
}

/** One page, with cursors that name the position of its first and last item. */
export function pageOf(items: unknown[], query: URLSearchParams, call: Call): unknown {
  const limit = Math.min(MOST_A_PAGE, Math.max(1, Number(query.get('limit')) || PAGE_SIZE));
  const position = (cursor: string | null): number =>
    cursor === null ? NaN : Number(Buffer.from(cursor, 'base64url').toString());
  const cursor = (index: number): string => Buffer.from(String(index)).toString('base64url');
  const after = position(query.get('after'));
  const before = position(query.get('before'));
  let start = Number.isInteger(after) ? after + 1 : 0;
  if (Number.isInteger(before)) start = Math.max(0, before - limit);
  const data = items.slice(start, start + limit);
  if (data.length === 0) return { data };
  const link = (name: string, index: number): string => {
    const params = new URLSearchParams(query);
    params.delete('after');
    params.delete('before');
    params.set(name, cursor(index));
    return `http://${call.header('host') ?? 'localhost'}${call.path}?${params.toString()}`;
  };
  const end = start + data.length - 1;
  return {
    data,
    paging: {
      cursors: { before: cursor(start), after: cursor(end) },
      ...(end + 1 < items.length ? { next: link('after', end) } : {}),
      ...(start > 0 ? { previous: link('before', start) } : {}),
    },
  };
}
