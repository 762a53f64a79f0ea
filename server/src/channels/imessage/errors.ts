// BlueBubbles' answers in our words: channel-protocols.md, part D. Apple's error numbers are barely documented: 22 and 4
// are known, the rest is retried a limited number of times like any technical fault.
import type { SendCode } from '@sampark/contracts/send-codes.ts';
import type { SendOutcome } from '../channel.ts';
import { asObject, numberAt, objectAt, parseJson, textAt } from '../json.ts';

const notRegistered = 22;
const sendTimeout = 4;

/** The outcome of an answer that is not a success; undefined when the body is not BlueBubbles' envelope. */
export function bluebubblesOutcome(status: number, body: string): SendOutcome | undefined {
  const answer = asObject(parseJson(body));
  const message = textAt(answer, 'message');
  if (numberAt(answer, 'status') === undefined || message === undefined) return undefined;
  const error = objectAt(answer, 'error');
  const words = `${message} ${textAt(error, 'type') ?? ''}: ${textAt(error, 'message') ?? ''}`
    .trim()
    .slice(0, 500);
  const number = numberAt(objectAt(answer, 'data'), 'error') ?? 0;
  const detail = number === 0 ? words : `error ${number}: ${words}`.slice(0, 500);
  if (number === notRegistered) {
    return { kind: 'rejected', code: 'not_on_channel', detail, blame: 'contact', suppress: 'unreachable' };
  }
  // Time-outs can follow a real send (BlueBubbles #534), and so can "already queued": looked up, never repeated.
  if (number === sendTimeout || /time(?:d )?\s?out|already queued/i.test(words)) {
    return { kind: 'unknown', code: 'timeout', detail };
  }
  return byStatus(status, number, detail);
}

function byStatus(status: number, number: number, detail: string): SendOutcome | undefined {
  if (status === 504) return { kind: 'unknown', code: 'timeout', detail };
  if (status === 400) return { kind: 'rejected', code: 'content_invalid', detail, blame: 'content' };
  if (status === 401 || status === 403) return rejectedAccount('account_credentials', detail);
  if (status === 404) return { kind: 'rejected', code: 'unreachable', detail, blame: 'contact' };
  if (status >= 500) {
    if (/private api|helper/i.test(detail)) return rejectedAccount('account_configuration', detail);
    return { kind: 'retry', code: 'server_fault', detail };
  }
  // HTTP 200 with a failed message in it.
  if (status === 200 && number !== 0) return { kind: 'retry', code: 'server_fault', detail };
  return undefined;
}

function rejectedAccount(code: SendCode, detail: string): SendOutcome {
  return { kind: 'rejected', code, detail, blame: 'account' };
}

/** Our code for a `message-send-error`, or undefined where the number leaves open whether it went. */
export function sendErrorCode(number: number): SendCode | undefined {
  if (number === notRegistered) return 'not_on_channel';
  return number === sendTimeout ? undefined : 'undelivered';
}
