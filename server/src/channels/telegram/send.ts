// sendMessage, with the two repeats that are safe because the first try was refused for certain: a moved group is tried
// once under its new id, and markup Telegram cannot parse once as plain text.
import { tooLongText } from '@sampark/contracts/measure-text.ts';
import { plainText } from '@sampark/contracts/telegram-text.ts';
import type { OutgoingHttp } from '../../http/outgoing.ts';
import { foreignAnswer, noAnswer, notOnThisChannel, tooLong } from '../answers.ts';
import type { AccountAccess, OutgoingMessage, SendOutcome } from '../channel.ts';
import { asObject, idAt, objectAt } from '../json.ts';
import { callBot } from './call.ts';
import { readAnswer } from './errors.ts';

export async function sendTelegram(
  http: OutgoingHttp,
  account: AccountAccess,
  message: OutgoingMessage,
): Promise<SendOutcome> {
  const { content } = message;
  if (content.kind === 'template') return notOnThisChannel(content.kind);
  const excess = tooLongText('telegram', content.kind, content.text);
  if (excess !== undefined) return tooLong(`A Telegram text has at most 4,096 characters: ${excess}`);
  const extra =
    content.kind === 'buttons'
      ? {
          reply_markup: {
            inline_keyboard: content.buttons.map(({ id, title }) => [{ text: title, callback_data: id }]),
          },
        }
      : {};
  let chatId = message.recipient;
  let body: object = { text: content.text, parse_mode: 'HTML' };
  let moved = false;
  let stripped = false;
  for (;;) {
    const result = await callBot(
      http,
      account,
      'sendMessage',
      { chat_id: chatId, ...body, link_preview_options: { is_disabled: true }, ...extra },
      { key: message.key },
    );
    if (!result.ok) return noAnswer(result);
    const answer = readAnswer(result);
    if (answer === undefined) return foreignAnswer(result.status, result.headers);
    if (answer.kind === 'ok') return accepted(answer.result, message.recipient);
    if (answer.kind === 'migrated') {
      if (moved)
        return { kind: 'rejected', code: 'unreachable', detail: 'The chat moved twice', blame: 'contact' };
      moved = true;
      chatId = answer.chat_id;
    } else if (answer.kind === 'bad_markup' && !stripped) {
      stripped = true;
      body = { text: plainText(content.text) };
    } else return answer.outcome;
  }
}

/** Message ids count per chat, so ours is `chat:message`. Said ok without one: it went, and we cannot name it. */
function accepted(result: unknown, recipient: string): SendOutcome {
  const message = asObject(result);
  const chat = idAt(objectAt(message, 'chat'), 'id');
  const id = idAt(message, 'message_id');
  if (chat === undefined || id === undefined) {
    return { kind: 'unknown', code: 'unclassified', detail: 'ok without a message' };
  }
  return {
    kind: 'accepted',
    external_id: `${chat}:${id}`,
    ...(chat === recipient ? {} : { recipient_id: chat }),
  };
}
