// The Telegram Bot API as a self-hosted server in local mode speaks it: `/bot<token>/<method>`, GET or POST,
// query, JSON, urlencoded or multipart. Webhook URLs may be http and on any port, as local mode allows.
// Enters: bot methods. Leaves: answers, and updates by webhook or getUpdates.
import { multipartFields, urlencodedFields } from '../core/forms.ts';
import type { Call } from '../core/http.ts';
import { isObject, parseJson, textOf } from '../core/json.ts';
import type { Platform, Simulation } from '../core/simulation.ts';
import { Bots, type Bot } from './bots.ts';
import { telegramControl } from './control.ts';
import { botError, isBotError, namedError, type BotError } from './errors.ts';
import { botUser, chatOf, editMessageText, sendMessage, SentMessages } from './messages.ts';
import { callbackButtons, PeopleActs } from './people-acts.ts';
import { UpdateQueue, type Update } from './updates.ts';
import { deleteWebhook, getUpdates, setWebhook, webhookInfo } from './webhook-methods.ts';

type Answer = { result: unknown; description?: string } | BotError;
type Method = (call: Call, bot: Bot, fields: Record<string, unknown>) => Answer | undefined;

function fieldsOf(call: Call): Record<string, unknown> | undefined {
  const query = call.search === '' ? undefined : Object.fromEntries(call.query);
  if (call.body === '') return query ?? {};
  const type = call.header('content-type') ?? '';
  if (type.startsWith('application/json')) {
    const body = parseJson(call.body);
    if (!isObject(body)) return undefined;
    return query ? { ...query, ...body } : body;
  }
  if (type.startsWith('multipart/form-data') && call.rawBody) {
    return { ...query, ...multipartFields(type, call.rawBody) };
  }
  return { ...query, ...urlencodedFields(call.body) };
}

function answer(call: Call, value: Answer): void {
  if (!isBotError(value)) {
    const { result, description } = value;
    // `description` leaves no trace when there is none.
    call.send(200, 'application/json', JSON.stringify({ ok: true, result, description }));
    return;
  }
  const retry = value.parameters?.retry_after;
  const headers = retry === undefined ? undefined : { 'retry-after': String(retry) };
  call.send(value.error_code, 'application/json', JSON.stringify({ ok: false, ...value }), headers);
}

export function createTelegram(simulation: Simulation): Platform {
  const bots = new Bots(simulation, (bot) => new UpdateQueue(simulation, bot));
  const sent = new SentMessages();
  const acts = new PeopleActs(simulation, bots);
  const lastSet = new Map<number, number>();
  for (const [id, waiting] of simulation.journal.restored('updates')) {
    const bot = bots.find(id);
    if (Array.isArray(waiting)) bot?.updates.restoreOnly(waiting as Update[]);
    bot?.updates.pump();
  }

  const send: Method = (call, bot, fields) => {
    const fault = simulation.sendFault(call);
    if (fault === 'silent') return undefined;
    if (fault === 'transient') return botError(502);
    const outcome = sendMessage(simulation, bots, sent, call, bot, fields);
    if (isBotError(outcome)) return outcome;
    const { message, chat, key } = outcome;
    const plan = simulation.people.plan(
      chat.address ?? String(chat.id),
      key,
      callbackButtons(message).length > 0,
      () => textOf(message['text']) ?? '',
    );
    acts.react(bot, chat, message, plan);
    return { result: message };
  };

  const methods: Record<string, Method> = {
    getme: (_call, bot) => ({
      result: {
        ...botUser(bot),
        ...{ can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false },
        ...{ can_connect_to_business: false, has_main_web_app: false },
      },
    }),
    sendmessage: send,
    editmessagetext: (_call, bot, fields) => {
      const edited = editMessageText(simulation, sent, bot, fields);
      return isBotError(edited) ? edited : { result: edited };
    },
    deletemessage: (_call, bot, fields) =>
      sent.drop(bot, Number(fields['message_id']))
        ? { result: true }
        : botError(400, 'message to delete not found'),
    answercallbackquery: (_call, _bot, fields) =>
      acts.answerQuery(textOf(fields['callback_query_id']) ?? '')
        ? { result: true }
        : botError(400, 'query is too old and response timeout expired or query ID is invalid'),
    sendchataction: (_call, bot, fields) => {
      const chat = bot.chats.get(Number(textOf(fields['chat_id'])));
      if (!chat) return namedError('chat_not_found');
      if (textOf(fields['action']) === undefined) return botError(400, 'wrong parameter action in request');
      return chat.blocked ? namedError('blocked') : { result: true };
    },
    getchat: (_call, bot, fields) => {
      const chat = bot.chats.get(Number(textOf(fields['chat_id'])));
      if (!chat) return namedError('chat_not_found');
      return { result: { ...chatOf(chat), accent_color_id: 0, max_reaction_count: 11 } };
    },
    setmycommands: (_call, bot, fields) => {
      const value = fields['commands'];
      const commands = typeof value === 'string' ? parseJson(value) : value;
      if (!Array.isArray(commands)) return botError(400, "can't parse commands JSON");
      bot.commands = commands;
      return { result: true };
    },
    getmycommands: (_call, bot) => ({ result: bot.commands }),
    setwebhook: (_call, bot, fields) => setWebhook(simulation, bots, bot, fields, lastSet),
    deletewebhook: (_call, bot, fields) => deleteWebhook(bots, bot, fields),
    getwebhookinfo: (_call, bot) => ({ result: webhookInfo(bot) }),
    getupdates: (call, bot, fields) => {
      getUpdates(call, bot, fields, (value) => answer(call, value));
      return undefined;
    },
  };

  return {
    handle(call) {
      if (!simulation.admit(call, (refused) => answer(refused, botError(502)))) return;
      const [, token = '', name = ''] = /^\/bot([^/]+)\/(?:test\/)?([A-Za-z]+)\/?$/.exec(call.path) ?? [];
      const bot = bots.byToken.get(decodeURIComponent(token));
      if (name === '') return answer(call, botError(404));
      if (!bot || bot.banned) return answer(call, botError(401));
      const method = methods[name.toLowerCase()];
      if (!method) return answer(call, botError(404, 'method not found'));
      const fields = fieldsOf(call);
      if (!fields) return answer(call, botError(400, "can't parse request parameters: not a JSON object"));
      const value = method(call, bot, fields);
      if (value) answer(call, value);
    },
    control: telegramControl(simulation, bots, acts, sent),
    save() {
      bots.save();
      for (const bot of bots.byToken.values()) {
        simulation.journal.put('updates', String(bot.id), bot.updates.unconfirmed());
      }
      return [];
    },
    resume() {},
  };
}
