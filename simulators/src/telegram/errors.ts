// Bot API refusals: an HTTP status, a description, and sometimes parameters.

export interface BotError {
  error_code: number;
  description: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

const PREFIX: Record<number, string> = {
  ...{ 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 409: 'Conflict' },
  ...{ 500: 'Internal Server Error', 502: 'Bad Gateway' },
};

export function botError(code: number, reason?: string): BotError {
  const prefix = PREFIX[code] ?? 'Error';
  return { error_code: code, description: reason === undefined ? prefix : `${prefix}: ${reason}` };
}

export function tooMany(waitMs: number): BotError {
  const retry_after = Math.max(1, Math.ceil(waitMs / 1000));
  const description = `Too Many Requests: retry after ${retry_after}`;
  return { error_code: 429, description, parameters: { retry_after } };
}

export function isBotError(value: unknown): value is BotError {
  return typeof value === 'object' && value !== null && 'error_code' in value;
}

/** The send refusals a test can ask for by name (POST /_control/fail, or `fail` on an address). */
export function namedError(name: string | number): BotError {
  if (name === 'blocked') return botError(403, 'bot was blocked by the user');
  if (name === 'deactivated') return botError(403, 'user is deactivated');
  if (name === 'initiate') return botError(403, "bot can't initiate conversation with a user");
  if (name === 'kicked') return botError(403, 'bot was kicked from the group chat');
  if (name === 'not_member') return botError(403, 'bot is not a member of the channel chat');
  if (name === 'chat_not_found') return botError(400, 'chat not found');
  if (name === 'migrated') {
    const error = botError(400, 'group chat was upgraded to a supergroup chat');
    return { ...error, parameters: { migrate_to_chat_id: -1001234567890 } };
  }
  if (name === 'unauthorized' || name === 401) return botError(401);
  if (name === 429 || name === 'flood') return tooMany(7_000);
  return botError(typeof name === 'number' ? name : 500);
}
