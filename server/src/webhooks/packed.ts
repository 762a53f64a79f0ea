// The text of a row of webhook_batches: what several callbacks said, word for word. The door neither parses nor writes
// JSON: whoever applies the row parses each text once.
import type { Channel } from '@sampark/contracts/domain.ts';

/** One callback, ready to be packed: `text` is the body as it was received. */
export type Loose = { channel: Channel; account_id: string; text: string };

/** First a line of JSON, `[["channel","account",length],...]`, then the texts, one directly after the other. */
export function pack(callbacks: readonly Loose[]): string {
  let heads = '';
  let texts = '';
  for (const { channel, account_id, text } of callbacks) {
    heads += `${heads === '' ? '[' : ','}["${channel}","${account_id}",${text.length}]`;
    // PostgreSQL's text takes no NUL, and JSON has no use for a bare one.
    texts += text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
  }
  return `${heads}]\n${texts}`;
}

export function unpack(row: string): Loose[] {
  const end = row.indexOf('\n');
  // Rows from before the texts were kept as they came: one JSON array of `["channel","account",payload]`.
  if (end === -1)
    return (JSON.parse(row) as [Channel, string, unknown][]).map(([channel, account_id, payload]) => ({
      ...{ channel, account_id, text: JSON.stringify(payload) },
    }));
  let from = end + 1;
  return (JSON.parse(row.slice(0, end)) as [Channel, string, number][]).map(
    ([channel, account_id, length]) => {
      const text = row.slice(from, (from += length));
      return { channel, account_id, text };
    },
  );
}

/** What a text says. Not JSON: kept as it is, the platform would only send it again. */
export function payloadOf(text: string): unknown {
  try {
    const payload = JSON.parse(text) as unknown;
    return /\\u(?:0000|[dD][89a-fA-F])/.test(text) ? storable(payload) : payload;
  } catch {
    return { malformed: text.slice(0, 10_000).toWellFormed() };
  }
}

/** jsonb takes neither NUL nor half a surrogate pair; JSON.stringify writes both as escapes, replaced here by U+FFFD. */
function storable(payload: unknown): unknown {
  const text = JSON.stringify(payload).replace(/\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g, (escape) =>
    escape === '\\\\' ? escape : '\ufffd',
  );
  return JSON.parse(text) as unknown;
}
