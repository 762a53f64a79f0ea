// POST /message/query: the filters BlueBubbles offers over the Messages database. Its `where` is SQL with named
// arguments; the single comparisons below are understood, anything else is the database error it would be there.
// tempGuid is no column of that database, so a send in doubt is found by chat, text and time.
import { arrayOf, isObject, numberOf, objectOf, textOf } from '../core/json.ts';
import type { Mac, StoredMessage } from './macs.ts';
import { messageJson } from './serialise.ts';

export interface QueryResult {
  data: unknown[];
  metadata: { offset: number; limit: number; total: number; count: number };
}

type Column = (message: StoredMessage) => string | number | null;

const COLUMNS: Record<string, Column> = {
  guid: (message) => message.guid,
  text: (message) => message.text,
  is_from_me: (message) => Number(message.fromMe),
  isfromme: (message) => Number(message.fromMe),
  rowid: (message) => message.rowid,
  error: (message) => message.error,
  date: (message) => message.created,
  datecreated: (message) => message.created,
  date_delivered: (message) => message.delivered,
  date_read: (message) => message.read,
};
const STATEMENT =
  /^\s*message\.(\w+)\s*(=|!=|<>|<=|>=|<|>|like|is not|is)\s*(?::(\w+)|null|'([^']*)'|(-?\d+))(?:\s+collate\s+nocase)?\s*$/i;
const LIST = /^\s*message\.(\w+)\s+in\s*\(:\.\.\.(\w+)\)\s*$/i;

function like(value: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/%/g, '[\\s\\S]*')
    .replace(/_/g, '[\\s\\S]');
  return new RegExp(`^${source}$`, 'iu').test(value);
}

/** A predicate, or the text of the database's complaint. */
function condition(
  statement: string,
  args: Record<string, unknown>,
): ((message: StoredMessage) => boolean) | string {
  const list = LIST.exec(statement);
  const found = list ?? STATEMENT.exec(statement);
  const name = found?.[1] ?? '';
  if (!found) return `SQLITE_ERROR: near "${statement.slice(0, 40)}": syntax error`;
  const column = COLUMNS[name.toLowerCase()];
  if (!column) return `SQLITE_ERROR: no such column: message.${name}`;
  if (list) {
    const values = new Set(arrayOf(args[list[2] as string]).map(String));
    return (message) => values.has(String(column(message)));
  }
  const [, , operator = '=', argument, literal, digits] = found;
  const right = argument === undefined ? (literal ?? digits ?? null) : (args[argument] ?? null);
  const compare = operator.toLowerCase();
  return (message) => {
    const left = column(message);
    if (right === null) return compare.includes('not') || compare === '!=' ? left !== null : left === null;
    if (left === null) return false;
    if (compare === 'like') return like(String(left), textOf(right) ?? '');
    const [a, b] = typeof left === 'number' ? [left, Number(right)] : [left, textOf(right) ?? ''];
    if (compare === '=' || compare === 'is') return a === b;
    if (compare === '!=' || compare === '<>' || compare === 'is not') return a !== b;
    if (compare === '<') return a < b;
    if (compare === '<=') return a <= b;
    return compare === '>' ? a > b : a >= b;
  };
}

function invalid(body: Record<string, unknown>): string | undefined {
  const bounds: [name: string, min: number, max: number][] = [
    ['limit', 1, 1_000],
    ['offset', 0, Infinity],
    ['after', 0, Infinity],
    ['before', 1, Infinity],
  ];
  for (const [name, min, max] of bounds) {
    if (body[name] === undefined || body[name] === null) continue;
    const value = numberOf(body[name]);
    if (value === undefined) return `The ${name} must be a number.`;
    if (value < min) return `The ${name} must be at least ${min}.`;
    if (value > max) return `The ${name} may not be greater than ${max}.`;
  }
  const sort = body['sort'];
  if (sort !== undefined && sort !== 'ASC' && sort !== 'DESC') return 'The selected sort is invalid.';
  for (const name of ['where', 'with']) {
    if (body[name] !== undefined && !Array.isArray(body[name])) return `The ${name} must be an array.`;
  }
  return undefined;
}

export function queryMessages(
  mac: Mac,
  body: Record<string, unknown>,
): QueryResult | { validation: string } | { database: string } | { noChat: string } {
  const wrong = invalid(body);
  if (wrong !== undefined) return { validation: wrong };
  const conditions: ((message: StoredMessage) => boolean)[] = [];
  for (const clause of arrayOf(body['where'])) {
    const statement = isObject(clause) ? textOf(clause['statement']) : undefined;
    if (statement === undefined) return { validation: 'The where.*.statement field is required.' };
    const built = condition(statement, objectOf(objectOf(clause)['args']));
    if (typeof built === 'string') return { database: built };
    conditions.push(built);
  }
  const chatGuid = textOf(body['chatGuid']);
  const inChat = chatGuid === undefined ? undefined : mac.chats.get(chatGuid);
  if (chatGuid !== undefined && !inChat) return { noChat: chatGuid };
  const after = numberOf(body['after']) ?? -Infinity;
  const before = numberOf(body['before']) ?? Infinity;
  const fits = (message: StoredMessage): boolean =>
    message.created >= after && message.created <= before && conditions.every((holds) => holds(message));
  const found = [...(inChat ?? mac.messages.values())].filter(fits);
  found.sort((a, b) => a.created - b.created || a.rowid - b.rowid);
  if (body['sort'] !== 'ASC') found.reverse();
  const offset = numberOf(body['offset']) ?? 0;
  const limit = numberOf(body['limit']) ?? 100;
  const wanted = arrayOf(body['with']).map((name) => String(name).toLowerCase());
  const chats = wanted.some((name) => name === 'chat' || name === 'chats' || name.startsWith('chat'));
  const data = found.slice(offset, offset + limit).map((message) => messageJson(message, { chats }));
  return { data, metadata: { offset, limit, total: found.length, count: data.length } };
}
