// Meta's error codes in our words: channel-protocols.md, part A. Branches on `code` alone, as Meta asks; title and
// HTTP status change. Used for the answer to a send and for the errors of a `failed` status.
import type { SendCode } from '@sampark/contracts/send-codes.ts';
import type { Answer } from '../../http/client/read-answer.ts';
import { retryAfter } from '../answers.ts';
import type { SendOutcome } from '../channel.ts';
import { idAt, numberAt, objectAt, parseJson, asObject, textAt, type Json } from '../json.ts';

type Rule =
  | { kind: 'retry'; code: SendCode; after?: number; pause?: 'contact' | 'account' | 'template' }
  | {
      kind: 'rejected';
      code: SendCode;
      blame: 'contact' | 'account' | 'content';
      suppress?: 'unreachable' | 'marketing';
      hold?: true;
    };

const account = (code: SendCode): Rule => ({ kind: 'rejected', code, blame: 'account' });
const content = (code: SendCode): Rule => ({ kind: 'rejected', code, blame: 'content' });
const held = (code: SendCode): Rule => ({ kind: 'rejected', code, blame: 'account', hold: true });
const fault: Rule = { kind: 'retry', code: 'server_fault' };
const day = 86_400;

export const whatsappErrors: ReadonlyMap<number, Rule> = new Map<number, Rule>([
  [0, account('account_credentials')],
  [3, account('account_credentials')],
  [10, account('account_credentials')],
  [190, account('account_credentials')],
  [131005, account('account_credentials')],
  // Calls of the whole app or business account: the wait comes from X-Business-Use-Case-Usage where it is sent.
  [4, { kind: 'retry', code: 'app_rate', after: 300, pause: 'account' }],
  [80007, { kind: 'retry', code: 'app_rate', after: 300, pause: 'account' }],
  [130429, { kind: 'retry', code: 'account_rate', after: 10, pause: 'account' }],
  // The pair limit is one message in 6 s; after a breach the platform wants clearly more (its formula is unconfirmed).
  [131056, { kind: 'retry', code: 'pair_rate', after: 30, pause: 'contact' }],
  [131048, held('account_spam')],
  // Of marketing alone: an answer or a service message to the same person may go meanwhile.
  [131049, { kind: 'retry', code: 'marketing_cap', after: day }],
  [131050, { kind: 'rejected', code: 'marketing_stopped', blame: 'contact', suppress: 'marketing' }],
  [131026, { kind: 'rejected', code: 'not_on_channel', blame: 'contact', suppress: 'unreachable' }],
  [131047, content('window_closed')],
  [130472, { kind: 'rejected', code: 'holdout', blame: 'contact' }],
  [130497, { kind: 'rejected', code: 'country_restricted', blame: 'contact' }],
  [368, held('account_banned')],
  [131031, held('account_banned')],
  [131042, account('account_billing')],
  [131037, account('account_configuration')],
  [131045, account('account_configuration')],
  [133010, account('account_configuration')],
  [133015, account('account_configuration')],
  [133016, account('account_configuration')],
  [1, fault],
  [2, fault],
  [133004, fault],
  [131000, fault],
  [131016, fault],
  [131057, { kind: 'retry', code: 'maintenance', after: 60, pause: 'account' }],
  [33, content('content_invalid')],
  [100, content('content_invalid')],
  [131008, content('content_invalid')],
  [131009, content('content_invalid')],
  // Sender and recipient are the same number: nothing is wrong with the content.
  [131021, { kind: 'rejected', code: 'unreachable', blame: 'contact' }],
  [131051, content('content_invalid')],
  [135000, content('content_invalid')],
  [131052, content('content_invalid')],
  [131053, content('content_invalid')],
  [132000, content('template_parameters')],
  [132001, content('template_missing')],
  [132005, content('template_parameters')],
  [132007, content('template_parameters')],
  [132012, content('template_parameters')],
  [132018, content('template_parameters')],
  // A first pause lasts three hours; template status callbacks lift it earlier. Disabled is for good.
  [132015, { kind: 'retry', code: 'template_paused', after: 3 * 3600, pause: 'template' }],
  [132016, content('template_paused')],
]);

function ruleFor(code: number, subcode: number | undefined): Rule | undefined {
  // An id that does not exist or is not ours to see: the phone number id is wrong, not the message.
  if (code === 100 && subcode === 33) return account('account_configuration');
  if (code >= 200 && code <= 299) return account('account_credentials');
  return whatsappErrors.get(code);
}

/** The outcome of an error answer, or undefined when it is not Meta's envelope. */
export function whatsappOutcome(heard: Answer, answer: Json | undefined): SendOutcome | undefined {
  const error = objectAt(answer, 'error');
  const code = numberAt(error, 'code');
  if (error === undefined || code === undefined) return undefined;
  const detail = errorDetail(error);
  const rule = ruleFor(code, numberAt(error, 'error_subcode'));
  if (rule === undefined) {
    // A code we do not know is still a refusal. It fails this message only, whoever is to blame.
    return heard.status >= 500
      ? { kind: 'retry', code: 'server_fault', detail }
      : { kind: 'rejected', code: 'unclassified', detail, blame: 'contact' };
  }
  if (rule.kind === 'rejected') return { ...rule, detail };
  const wait = Math.max(rule.after ?? 0, retryAfter(heard.headers) ?? 0, regainSeconds(heard.headers));
  return {
    kind: 'retry',
    code: rule.code,
    detail,
    ...(wait > 0 ? { after_seconds: wait } : {}),
    ...(rule.pause ? { pause: rule.pause } : {}),
  };
}

/** Our code for the error of a `failed` status. */
export function whatsappCode(error: Json | undefined): SendCode {
  const code = numberAt(error, 'code');
  return (
    (code === undefined ? undefined : ruleFor(code, numberAt(error, 'error_subcode'))?.code) ?? 'undelivered'
  );
}

export function errorDetail(error: Json | undefined): string {
  const words =
    textAt(objectAt(error, 'error_data'), 'details') ?? textAt(error, 'message') ?? textAt(error, 'title');
  return `${idAt(error, 'code') ?? '?'} ${words ?? ''}`.trim().slice(0, 500);
}

/** `estimated_time_to_regain_access` counts minutes (WHAL). */
function regainSeconds(headers: Readonly<Record<string, string | string[] | undefined>>): number {
  const header = headers['x-business-use-case-usage'];
  const usage = asObject(parseJson(typeof header === 'string' ? header : ''));
  const minutes = Object.values(usage ?? {})
    .flatMap((entries) => (Array.isArray(entries) ? (entries as unknown[]) : []))
    .map((entry) => numberAt(asObject(entry), 'estimated_time_to_regain_access') ?? 0);
  return Math.max(0, ...minutes) * 60;
}
