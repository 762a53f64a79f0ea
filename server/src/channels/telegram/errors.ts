// The Bot API's errors in our words: channel-protocols.md, part B. Codes are few, so the description decides; texts are
// tdlib/telegram-bot-api's (Client.cpp), matched loosely because they are not part of the documented interface.
import type { SendCode } from '@sampark/contracts/send-codes.ts';
import type { Answer } from '../../http/client/read-answer.ts';
import { retryAfter } from '../answers.ts';
import type { SendOutcome } from '../channel.ts';
import { asObject, idAt, numberAt, objectAt, parseJson, textAt } from '../json.ts';

type Rule = {
  status: number;
  says?: RegExp;
  code: SendCode;
  blame: 'contact' | 'account' | 'content';
  suppress?: 'unreachable' | 'blocked';
};

/** First match wins. */
export const telegramErrors: readonly Rule[] = [
  {
    status: 403,
    says: /blocked by the user/i,
    code: 'blocked_by_contact',
    blame: 'contact',
    suppress: 'blocked',
  },
  { status: 403, says: /deactivated/i, code: 'unreachable', blame: 'contact', suppress: 'unreachable' },
  // Lifted by the next /start, which makes the identity active again.
  {
    status: 403,
    says: /initiate conversation/i,
    code: 'not_started',
    blame: 'contact',
    suppress: 'unreachable',
  },
  {
    status: 403,
    says: /kicked|not a member/i,
    code: 'blocked_by_contact',
    blame: 'contact',
    suppress: 'blocked',
  },
  { status: 403, code: 'unreachable', blame: 'contact' },
  { status: 400, says: /chat not found/i, code: 'not_started', blame: 'contact', suppress: 'unreachable' },
  { status: 400, says: /too long/i, code: 'content_too_long', blame: 'content' },
  { status: 400, code: 'content_invalid', blame: 'content' },
  { status: 401, code: 'account_credentials', blame: 'account' },
  // An unknown method or a token that never existed.
  { status: 404, code: 'account_configuration', blame: 'account' },
  // A second poller, or a webhook while polling.
  { status: 409, code: 'account_configuration', blame: 'account' },
  { status: 413, code: 'content_too_long', blame: 'content' },
];

export type TelegramAnswer =
  | { kind: 'ok'; result: unknown }
  | { kind: 'migrated'; chat_id: string }
  | { kind: 'bad_markup'; outcome: SendOutcome }
  | { kind: 'outcome'; outcome: SendOutcome };

/** Reads an answer; undefined when the body is not the Bot API's envelope. */
export function readAnswer(heard: Answer): TelegramAnswer | undefined {
  const answer = asObject(parseJson(heard.body));
  if (answer?.ok === true) return { kind: 'ok', result: answer.result };
  if (answer?.ok !== false) return undefined;
  const code = numberAt(answer, 'error_code') ?? heard.status;
  const detail = (textAt(answer, 'description') ?? `error ${code}`).slice(0, 500);
  const parameters = objectAt(answer, 'parameters');
  const migrated = idAt(parameters, 'migrate_to_chat_id');
  if (migrated !== undefined) return { kind: 'migrated', chat_id: migrated };
  if (code === 429) {
    // Named in the body and in the header; the whole bot waits, not this chat alone.
    const wait = numberAt(parameters, 'retry_after') ?? retryAfter(heard.headers) ?? 30;
    return {
      kind: 'outcome',
      outcome: { kind: 'retry', code: 'account_rate', detail, after_seconds: wait, pause: 'account' },
    };
  }
  if (code >= 500) return { kind: 'outcome', outcome: { kind: 'retry', code: 'server_fault', detail } };
  const rule = telegramErrors.find((one) => one.status === code && (one.says?.test(detail) ?? true));
  const outcome: SendOutcome = rule
    ? {
        kind: 'rejected',
        code: rule.code,
        detail,
        blame: rule.blame,
        ...(rule.suppress ? { suppress: rule.suppress } : {}),
      }
    : { kind: 'rejected', code: 'unclassified', detail, blame: 'contact' };
  const badMarkup = code === 400 && /parse entities|entity/i.test(detail);
  return badMarkup ? { kind: 'bad_markup', outcome } : { kind: 'outcome', outcome };
}
