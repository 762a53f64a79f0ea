// What every channel reads out of a transport failure or an answer that is not the platform's own. The one rule: a
// request that may have been acted on is `unknown` and never repeated (product.md §1.9).
import type { OutgoingResult } from '../http/outgoing.ts';
import type { SenderHealth, SendOutcome } from './channel.ts';
import { asObject, objectAt, parseJson, textAt } from './json.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** No answer at all: only a request that never left may be repeated. */
export function noAnswer(result: Extract<OutgoingResult, { ok: false }>): SendOutcome {
  if (result.phase === 'before') return { kind: 'retry', code: 'network', detail: result.detail };
  const code = result.reason === 'timeout' ? 'timeout' : 'connection_lost';
  return { kind: 'unknown', code, detail: result.detail };
}

/**
 * An answer without the platform's envelope: a proxy or load balancer speaks. 503 means nobody took the request; 500,
 * 502, 504 and 408 may come after it was passed on, and so may a success we cannot read.
 */
export function foreignAnswer(status: number, headers: Headers): SendOutcome {
  // Not a word of the body: whoever may name a server must not read through us what other servers say.
  const detail = `HTTP ${status}, and not the platform’s own answer`;
  const after = retryAfter(headers);
  if (status === 429) {
    return { kind: 'retry', code: 'account_rate', detail, after_seconds: after ?? 60, pause: 'account' };
  }
  if (status === 503) {
    return {
      kind: 'retry',
      code: 'server_fault',
      detail,
      ...(after === undefined ? {} : { after_seconds: after }),
    };
  }
  if (status === 413) return { kind: 'rejected', code: 'content_too_long', detail, blame: 'content' };
  if (status === 401 || status === 403) {
    return { kind: 'rejected', code: 'account_credentials', detail, blame: 'account' };
  }
  if (status >= 300 && status < 500 && status !== 408) {
    return { kind: 'rejected', code: 'account_configuration', detail, blame: 'account' };
  }
  return { kind: 'unknown', code: status === 504 || status === 408 ? 'timeout' : 'unclassified', detail };
}

/** Seconds of a Retry-After header; the date form is not used by any of these platforms. */
export function retryAfter(headers: Headers): number | undefined {
  const value = headers['retry-after'];
  const seconds = Number(Array.isArray(value) ? value[0] : (value ?? Number.NaN));
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

export function tooLong(detail: string): SendOutcome {
  return { kind: 'rejected', code: 'content_too_long', detail, blame: 'content' };
}

export function notOnThisChannel(kind: string): SendOutcome {
  return {
    kind: 'rejected',
    code: 'content_invalid',
    detail: `This channel has no content of kind ${kind}`,
    blame: 'content',
  };
}

/** Anything but the answer of a sender that works. */
export function notWell(result: OutgoingResult): SenderHealth {
  if (!result.ok) return { health: 'offline', code: 'network', detail: result.detail };
  const { status } = result;
  // 404: a Telegram token nobody has, or a number id that is not this token's.
  const refused = status === 401 || status === 403 || status === 404;
  const code = refused
    ? 'account_credentials'
    : status >= 500 || status === 429
      ? 'server_fault'
      : 'account_configuration';
  return { health: 'offline', code, detail: `HTTP ${status}` };
}

/** For set-up calls, which a person waits for: what the platform said in its own form, and nothing else of the answer. */
export class PlatformRefusal extends Error {
  constructor(action: string, result: OutgoingResult) {
    super(`${action}: ${result.ok ? `HTTP ${result.status} ${words(result.body)}`.trim() : result.detail}`);
    this.name = 'PlatformRefusal';
  }
}

function words(body: string): string {
  const answer = asObject(parseJson(body));
  return (textAt(answer, 'description') ?? textAt(objectAt(answer, 'error'), 'message') ?? '').slice(0, 200);
}
