// What an operator can do to WhatsApp: accounts, templates, people's messages, bans, quality.
import { ControlError, itemsOf, required } from '../core/control.ts';
import { numberOf, objectOf, textOf } from '../core/json.ts';
import type { ControlHandler } from '../core/simulation.ts';
import { tierName, type PhoneNumber } from './accounts.ts';
import type { Choice } from './lifecycle.ts';
import type { SendFloor } from './send.ts';
import type { Template } from './templates.ts';
import type { TemplateDesk } from './template-desk.ts';
import { waId } from './validate-message.ts';
import { MOST_UPDATES, type WhatsAppWebhooks } from './webhooks.ts';

export interface ControlFloor extends SendFloor {
  webhooks: WhatsAppWebhooks;
  desk: TemplateDesk;
}

function publicNumber(floor: ControlFloor, number: PhoneNumber): Record<string, unknown> {
  const { perSecond: _s, perDay: _d, pair: _p, override, ...rest } = number;
  const app = floor.accounts.apps.get(number.app_id);
  const tier = floor.accounts.tierOf(number);
  return {
    ...rest,
    banned: number.banned ?? null,
    app_secret: app?.secret,
    tier: tier.limit,
    tier_used: tier.count(floor.simulation.now()),
    webhooks: floor.accounts.destinations(number).map((destination) => destination.url),
    override_callback_uri: override?.url ?? null,
  };
}

/** By id, or by name in every language or the one named. */
function wantedTemplates(
  { templates }: ControlFloor,
  wabaId: string,
  body: Record<string, unknown>,
): Template[] {
  const language = textOf(body['language']);
  return templates
    .list(wabaId)
    .filter((one) => one.id === textOf(body['id']) || one.name === textOf(body['name']))
    .filter((one) => language === undefined || one.language === language);
}

export function whatsappControl(floor: ControlFloor): Record<string, ControlHandler> {
  const { accounts, templates, lifecycle, simulation, webhooks } = floor;
  const numberOfBody = (body: Record<string, unknown>): PhoneNumber => {
    const id = required(body, 'account', 'phone_number_id');
    const found =
      accounts.numbers.get(id) ??
      [...accounts.numbers.values()].find((one) => waId(one.display_phone_number) === waId(id));
    if (!found) throw new ControlError(`no such number: ${id}`, 404);
    return found;
  };
  const personOf = (body: Record<string, unknown>, ...names: string[]): string => {
    const person = waId(required(body, ...names));
    if (!person) throw new ControlError('not a phone number');
    return person;
  };
  const accountUpdate = (number: PhoneNumber, value: Record<string, unknown>): void =>
    webhooks.change(
      number,
      'account_update',
      JSON.stringify({ phone_number: number.display_phone_number, ...value }),
    );

  return {
    'POST accounts': (body) => ({
      accounts: itemsOf(body, 'accounts').map((item) => publicNumber(floor, accounts.create(item))),
    }),
    'GET accounts': () => ({
      accounts: [...accounts.numbers.values()].map((number) => publicNumber(floor, number)),
    }),
    'POST templates': (body) => ({
      templates: itemsOf(body, 'templates').map((item) => {
        const wabaId = required(item, 'waba_id');
        const created = templates.create(wabaId, item);
        if ('http' in created) throw new ControlError(created.details ?? created.title);
        created.status = (textOf(item['status']) ?? 'APPROVED').toUpperCase();
        templates.store(created);
        return created;
      }),
    }),
    'POST template-status': (body) => {
      const wabaId = required(body, 'waba_id');
      const status = required(body, 'status').toUpperCase();
      const changed = wantedTemplates(floor, wabaId, body).filter((one) =>
        floor.desk.decide(one, { status, reason: textOf(body['reason']), hours: numberOf(body['hours']) }),
      );
      if (changed.length === 0) throw new ControlError('no such template', 404);
      return { changed: changed.length };
    },
    'POST template-quality': (body) => {
      const found = wantedTemplates(floor, required(body, 'waba_id'), body);
      for (const one of found) floor.desk.rate(one, required(body, 'quality').toUpperCase());
      return { changed: found.length };
    },
    'POST template-category': (body) => {
      const found = wantedTemplates(floor, required(body, 'waba_id'), body);
      for (const one of found) floor.desk.recategorise(one, required(body, 'category').toUpperCase());
      return { changed: found.length };
    },
    'PATCH settings': (body) => {
      if (typeof body['auto_approve'] === 'boolean') templates.autoApprove = body['auto_approve'];
      if ('template_error' in body) floor.desk.listingError = numberOf(body['template_error']);
      webhooks.retries = numberOf(body['webhook_retries']) ?? webhooks.retries;
      webhooks.backoffMs = numberOf(body['webhook_backoff_ms']) ?? webhooks.backoffMs;
      const wanted = numberOf(body['updates_per_callback']) ?? webhooks.updatesPerCallback;
      if (!Number.isInteger(wanted) || wanted < 1 || wanted > MOST_UPDATES)
        throw new ControlError(`updates_per_callback: a number from 1 to ${MOST_UPDATES}`);
      webhooks.updatesPerCallback = wanted;
      const { retries, backoffMs } = webhooks;
      return {
        ...{ auto_approve: templates.autoApprove, webhook_retries: retries, webhook_backoff_ms: backoffMs },
        updates_per_callback: wanted,
      };
    },
    'POST inbound': (body) => {
      const number = numberOfBody(body);
      const button =
        typeof body['button'] === 'string'
          ? { id: body['button'], title: body['button'] }
          : objectOf(body['button']);
      const id = textOf(button['id']) ?? textOf(button['payload']);
      const kind =
        textOf(button['kind']) ??
        (button['payload'] === undefined && typeof body['button'] !== 'string' ? 'button_reply' : 'button');
      const title = textOf(button['title']) ?? textOf(button['text']) ?? id ?? '';
      const choice = id === undefined ? undefined : ({ kind, id, title } as Choice);
      const text = choice ? (textOf(body['text']) ?? '') : required(body, 'text');
      const context = textOf(body['reply_to']);
      return { id: lifecycle.inbound(number, personOf(body, 'from'), { text, choice, context }) };
    },
    'POST ban': (body) => {
      const number = numberOfBody(body);
      number.banned = numberOf(body['code']) ?? 131031;
      accounts.store(number);
      accountUpdate(number, {
        event: 'DISABLED_UPDATE',
        ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: new Date(simulation.now()).toISOString() },
      });
      return publicNumber(floor, number);
    },
    'POST unban': (body) => {
      const number = numberOfBody(body);
      number.banned = undefined;
      number.throttledUntil = 0;
      accounts.store(number);
      accountUpdate(number, { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } });
      return publicNumber(floor, number);
    },
    'POST throttle': (body) => {
      const number = numberOfBody(body);
      number.throttledUntil = simulation.now() + (numberOf(body['seconds']) ?? 60) * 1000;
      return { throttled_until: new Date(number.throttledUntil).toISOString() };
    },
    'POST quality': (body) => {
      const number = numberOfBody(body);
      number.quality = (textOf(body['quality']) ?? number.quality).toUpperCase();
      const tier = accounts.tierOf(number);
      tier.limit = numberOf(body['tier']) ?? tier.limit;
      accounts.store(number);
      const value = {
        display_phone_number: number.display_phone_number,
        event: textOf(body['event']) ?? (number.quality === 'RED' ? 'FLAGGED' : 'UNFLAGGED'),
        current_limit: tierName(tier.limit),
        max_daily_conversations_per_business: tierName(tier.limit),
      };
      webhooks.change(number, 'phone_number_quality_update', JSON.stringify(value));
      return publicNumber(floor, number);
    },
    'POST preferences': (body) => {
      const number = numberOfBody(body);
      const person = personOf(body, 'from', 'wa_id');
      const value = textOf(body['value']) ?? 'stop';
      const key = `${number.waba_id}|${person}`;
      if (value === 'stop') {
        floor.stoppedMarketing.add(key);
        simulation.journal.put('stopped', key, true);
      } else {
        floor.stoppedMarketing.delete(key);
        simulation.journal.drop('stopped', key);
      }
      const preference = {
        wa_id: person,
        detail:
          value === 'stop'
            ? 'User requested to stop marketing messages'
            : 'User requested to resume marketing messages',
        ...{ category: 'marketing_messages', value, timestamp: Math.floor(simulation.now() / 1000) },
      };
      const contact = { profile: { name: simulation.people.name(person) }, wa_id: person };
      webhooks.messagesField(
        number,
        'user_preferences',
        `"contacts":[${JSON.stringify(contact)}],"user_preferences":[${JSON.stringify(preference)}]`,
      );
      return { ok: true };
    },
  };
}
