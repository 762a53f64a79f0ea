// signal-cli's results and JSON-RPC errors in our words: channel-protocols.md, part C. A proof token is looked at before
// the type: older daemons call a demanded captcha NETWORK_FAILURE (AsamK/signal-cli#923).
import type { SendOutcome } from '../channel.ts';
import { idAt, numberAt, objectAt, objectsAt, textAt, type Json } from '../json.ts';

/** Platforms give no number here at times; users report cooldowns of a day, an hour is tried first. */
const defaultRateLimitSeconds = 3600;

/** The outcome of one recipient's result; undefined for SUCCESS. `attempt` counts from 1. */
export function resultOutcome(result: Json, attempt: number): SendOutcome | undefined {
  const type = textAt(result, 'type') ?? '';
  const token = textAt(result, 'token');
  if (token !== undefined) return captcha(type);
  switch (type) {
    case 'SUCCESS':
      return undefined;
    case 'UNREGISTERED_FAILURE':
      return {
        kind: 'rejected',
        code: 'not_on_channel',
        detail: type,
        blame: 'contact',
        suppress: 'unreachable',
      };
    case 'RATE_LIMIT_FAILURE':
      return rateLimit(numberAt(result, 'retryAfterSeconds'), type);
    case 'IDENTITY_FAILURE':
      return identityChanged(type);
    case 'NETWORK_FAILURE':
      return { kind: 'retry', code: 'network', detail: type };
    case 'INVALID_PRE_KEY_FAILURE':
      return attempt <= 1
        ? { kind: 'retry', code: 'server_fault', detail: type }
        : { kind: 'rejected', code: 'unreachable', detail: type, blame: 'contact' };
    default:
      return { kind: 'rejected', code: 'unclassified', detail: type.slice(0, 200), blame: 'contact' };
  }
}

/** The outcome of a JSON-RPC error. Its results, where it has some, say more than its code. */
export function errorOutcome(error: Json, attempt: number): SendOutcome {
  const code = numberAt(error, 'code');
  const detail = `${idAt(error, 'code') ?? '?'} ${textAt(error, 'message') ?? ''}`.trim().slice(0, 500);
  const result = objectsAt(objectAt(objectAt(error, 'data'), 'response'), 'results')[0];
  const known = result ? resultOutcome(result, attempt) : undefined;
  if (known && known.kind !== 'accepted')
    return { ...known, detail: `${detail} ${known.detail ?? ''}`.trim() };
  switch (code) {
    case -3:
      return { kind: 'retry', code: 'network', detail };
    case -4:
      return identityChanged(detail);
    case -5:
      return rateLimit(undefined, detail);
    case -6:
      return captcha(detail);
    case -32603:
      return { kind: 'retry', code: 'server_fault', detail };
    case -32602:
      return /account/i.test(detail)
        ? { kind: 'rejected', code: 'account_configuration', detail, blame: 'account' }
        : { kind: 'rejected', code: 'content_invalid', detail, blame: 'content' };
    case -32601:
    case -32600:
      return { kind: 'rejected', code: 'account_configuration', detail, blame: 'account' };
    default:
      return { kind: 'rejected', code: 'unclassified', detail, blame: 'contact' };
  }
}

/** A person has to trust the new safety number first: nothing goes to this contact for a day, then it is asked again. */
function identityChanged(detail: string): SendOutcome {
  return { kind: 'retry', code: 'identity_changed', detail, after_seconds: 86_400, pause: 'contact' };
}

function captcha(detail: string): SendOutcome {
  return { kind: 'rejected', code: 'captcha_required', detail, blame: 'account', hold: true };
}

function rateLimit(seconds: number | undefined, detail: string): SendOutcome {
  return {
    kind: 'retry',
    code: 'account_rate',
    detail,
    after_seconds: seconds ?? defaultRateLimitSeconds,
    pause: 'account',
  };
}
