// Whether what people write to a bot reaches us: getWebhookInfo says where updates go, and whether they pile up.
import type { OutgoingHttp } from '../../http/outgoing.ts';
import type { AccountAccess } from '../channel.ts';
import { asObject, objectAt, parseJson, textAt } from '../json.ts';
import { callBot } from './call.ts';

/** Undefined: it polls, or the question was not answered. */
export async function readCapture(
  http: OutgoingHttp,
  account: AccountAccess,
): Promise<string | null | undefined> {
  if (account.settings.updates === 'polling') return undefined;
  const result = await callBot(http, account, 'getWebhookInfo', {}, { timeout_ms: 10_000 });
  const info = result.ok ? objectAt(asObject(parseJson(result.body)), 'result') : undefined;
  if (!info) return undefined;
  if (!textAt(info, 'url')?.includes(`/hooks/telegram/${account.id}`))
    return 'Telegram delivers what people write to another address, or to none';
  const waiting = Number(info.pending_update_count ?? 0);
  if (waiting > 0 && info.last_error_date !== undefined)
    return `Telegram cannot deliver: ${waiting} updates wait`;
  return null;
}
