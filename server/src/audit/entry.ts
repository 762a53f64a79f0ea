// The text of an entry: what is hashed, exported and checked. One line of JSON, an array by position, made by PostgreSQL
// from the row as it is stored, so that a row read back differently is a row that was changed. Whoever adds a column to
// `events` adds it here, at the end and only with a value: a chain sealed before must still verify.

/** By position in the array. Instants are UTC with microseconds, ids are text, `xid` is the writing transaction. */
export const entryFields = [
  ...['id', 'xid', 'recorded_at', 'workspace_id', 'type', 'occurred_at', 'actor_id', 'campaign_id'],
  ...['message_id', 'prospect_id', 'portfolio_manager_id', 'profile_id', 'channel', 'account_id'],
  ...['device_id', 'decision', 'data'],
] as const;

/**
 * Many entries in one value, a line each. Read row by row they take the driver 12 µs an entry, which is more than
 * PostgreSQL takes to make them.
 */
export const entryLines = `string_agg(entry, E'\\n' order by xid, id)`;

export type ReadEntry = { id: number; xid: string; text: Buffer };

/** The lines of `entryLines`; PostgreSQL escapes every line break inside an entry. */
export function readLines(lines: string | null): ReadEntry[] {
  if (lines === null) return [];
  const bytes = Buffer.from(lines);
  const entries: ReadEntry[] = [];
  for (let from = 0; from < bytes.length;) {
    const found = bytes.indexOf(10, from);
    const end = found < 0 ? bytes.length : found;
    entries.push(readEntry(bytes.subarray(from, end)));
    from = end + 1;
  }
  return entries;
}

/** Every entry begins `[id, "xid", `. */
function readEntry(text: Buffer): ReadEntry {
  const idEnd = text.indexOf(44);
  const xidEnd = text.indexOf(34, idEnd + 3);
  return {
    id: Number(text.toString('latin1', 1, idEnd)),
    xid: text.toString('latin1', idEnd + 3, xidEnd),
    text,
  };
}

/**
 * Of the row `e` of `events`. None of it depends on a setting of the session. The constructor of SQL/JSON writes the same text
 * as json_build_array in three quarters of its time.
 */
export const entryText = `json_array(e.id, e.xid::text,
  e.recorded_at at time zone 'utc', e.workspace_id, e.type, e.occurred_at at time zone 'utc', e.actor_id, e.campaign_id,
  e.message_id, e.prospect_id, e.portfolio_manager_id, e.profile_id, e.channel, e.account_id, e.device_id, e.decision,
  e.data null on null returning text)`;
