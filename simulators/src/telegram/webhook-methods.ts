// setWebhook, deleteWebhook, getWebhookInfo, getUpdates: how a bot chooses to hear from its people.
import type { Call } from '../core/http.ts';
import { numberOf, parseJson, textOf } from '../core/json.ts';
import type { Simulation } from '../core/simulation.ts';
import type { Bot, Bots } from './bots.ts';
import { botError, isBotError, tooMany, type BotError } from './errors.ts';

type Answer = { result: unknown; description?: string } | BotError;

/** `undefined` when absent; a form sends the list as JSON text. */
function updateKinds(value: unknown): string[] | undefined | BotError {
  if (value === undefined || value === '') return undefined;
  const list = typeof value === 'string' ? parseJson(value) : value;
  return Array.isArray(list) ? list.map(String) : botError(400, "can't parse allowed_updates JSON");
}

export function setWebhook(
  simulation: Simulation,
  bots: Bots,
  bot: Bot,
  fields: Record<string, unknown>,
  lastSet: Map<number, number>,
): Answer {
  const url = textOf(fields['url']) ?? '';
  if (String(fields['drop_pending_updates']) === 'true') bot.updates.clear();
  if (url === '') return deleteWebhook(bots, bot, fields);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    return botError(400, 'bad webhook: invalid URL specified');
  }
  const secret = textOf(fields['secret_token']);
  if (secret !== undefined && secret.length > 256) return botError(400, 'secret token is too long');
  if (secret !== undefined && !/^[\w-]*$/.test(secret))
    return botError(400, 'secret token contains unallowed characters');
  const allowed = updateKinds(fields['allowed_updates']);
  if (isBotError(allowed)) return allowed;
  const maxConnections = Math.min(100, Math.max(1, numberOf(fields['max_connections']) ?? 40));
  const old = bot.webhook;
  const same =
    old?.url === url && old.secret === (secret || undefined) && old.maxConnections === maxConnections;
  if (same && allowed === undefined) return { result: true, description: 'Webhook is already set' };
  const last = lastSet.get(bot.id);
  if (old && last !== undefined && simulation.now() - last < 1_000) return tooMany(1_000);
  lastSet.set(bot.id, simulation.now());
  bot.updates.stopPolling('terminated by setWebhook request');
  bot.webhook = { url, secret: secret || undefined, maxConnections };
  if (allowed) bot.allowed = allowed;
  bots.store(bot);
  bot.updates.pump();
  return { result: true, description: 'Webhook was set' };
}

export function deleteWebhook(bots: Bots, bot: Bot, fields: Record<string, unknown>): Answer {
  if (String(fields['drop_pending_updates']) === 'true') bot.updates.clear();
  const had = bot.webhook !== undefined;
  bot.webhook = undefined;
  bots.store(bot);
  return { result: true, description: had ? 'Webhook was deleted' : 'Webhook is already deleted' };
}

export function webhookInfo(bot: Bot): unknown {
  const { lastError } = bot.updates;
  return {
    url: bot.webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: bot.updates.unconfirmed().length,
    ...(bot.webhook ? { max_connections: bot.webhook.maxConnections, ip_address: '127.0.0.1' } : {}),
    ...(bot.webhook && lastError
      ? { last_error_date: lastError.date, last_error_message: lastError.message }
      : {}),
    ...(bot.allowed ? { allowed_updates: bot.allowed } : {}),
  };
}

export function getUpdates(
  call: Call,
  bot: Bot,
  fields: Record<string, unknown>,
  answer: (result: Answer) => void,
): void {
  if (bot.webhook) {
    answer(
      botError(
        409,
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      ),
    );
    return;
  }
  const allowed = updateKinds(fields['allowed_updates']);
  if (isBotError(allowed)) return answer(allowed);
  if (allowed) bot.allowed = allowed;
  const limit = Math.min(100, Math.max(1, numberOf(fields['limit']) ?? 100));
  const timeout = Math.max(0, numberOf(fields['timeout']) ?? 0);
  const poll = bot.updates.poll(numberOf(fields['offset']) ?? 0, limit, timeout, (result) =>
    answer(isBotError(result) ? result : { result }),
  );
  call.onClose(() => bot.updates.abandon(poll));
}
