// What of an entry a person reads: without ids, versions and what else only programs use, and without what is empty then.
import type { Entry } from '../gather-person.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?:@\d+)?$/i;

/** Of programs: counters, versions, keys; `sender` is how one of our numbers was chosen, in the words of the log. */
const ofPrograms = new Set([
  ...[
    'attempt',
    'by_key',
    'emptied',
    'hash',
    'line',
    'network',
    'prefix',
    'released_text',
    'rules',
    'scopes',
  ],
  ...['from', 'from_code', 'latency_ms', 'reply_seconds', 'sender', 'seq', 'token', 'version'],
]);

export function readableEntry(entry: Entry): Entry {
  return Object.fromEntries(
    Object.entries(entry).flatMap(([field, value]): [string, unknown][] => {
      if (/(?:^|_)ids?$/.test(field) || ofPrograms.has(field)) return [];
      const shown = readable(value);
      return isEmpty(shown) ? [] : [[field, shown]];
    }),
  );
}

function readable(value: unknown): unknown {
  if (typeof value === 'string') return uuid.test(value) ? undefined : value;
  if (Array.isArray(value)) return value.map(readable).filter((one) => !isEmpty(one));
  return isRecord(value) ? readableEntry(value) : value;
}

export const isRecord = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.values(value).every((one) => isEmpty(one));
}

/** Fields whose values are codes of ours. */
const codeFields = new Set([
  ...['action', 'asked_for', 'because', 'by', 'came_by', 'channel', 'channels', 'code', 'decision', 'format'],
  ...['found', 'grants', 'held_reason', 'key', 'kind', 'last_code', 'lifted_reason', 'outcome', 'platform'],
  ...['purpose', 'purposes', 'reason', 'result', 'settled_by', 'severity', 'source', 'state', 'status'],
  ...['status_code', 'step', 'verdict', 'what'],
]);
/** What people wrote: never taken for a code. */
const freeFields = new Set([
  ...['address', 'detail', 'email', 'excerpt', 'file_name', 'first_name', 'last_name', 'matched', 'note'],
  ...['recipient', 'text', 'wording', 'chose', 'campaign', 'rule', 'sent_for', 'decided_by', 'recorded_by'],
]);

/** One word in small letters, or several joined, where a code may stand. */
export function isCodeField(field: string, value: string): boolean {
  if (freeFields.has(field)) return false;
  if (codeFields.has(field)) return /^[a-z]+(?:[_.:][a-z]+)*$/.test(value);
  return field === 'name' ? value === 'erased_person' : /^[a-z]+(?:[_.:][a-z]+)+$/.test(value);
}
