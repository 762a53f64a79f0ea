// What was written to a person, sealed as one value a message: the text as it was sent, to which address, and, of a single
// send, what is to be sent on each channel. Rows from before keys have the three in columns of their own.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import { sql } from 'kysely';
import type { PersonKeys } from '../security/person-keys/vault.ts';

export type Words = { text?: string; to?: string; body?: ContentByChannel };

export type WordRow = {
  prospect_id: string;
  sealed: Buffer | null;
  content: string | null;
  recipient: string | null;
  body: unknown;
};

/** Of the row `m` of messages; m.prospect_id belongs to them. */
export const wordColumns = sql`m.sealed, m.content, m.recipient, m.body`;

const column = 'messages.sealed';

/** What colleagues note of an outcome nobody heard. */
export const outcomeNoteColumn = 'unknown_outcomes.note';

export function sealWords(keys: PersonKeys, person: string, words: Words): Buffer {
  return keys.seal(person, column, JSON.stringify(words));
}

/** Empty where the key is gone. */
export function openWords(keys: PersonKeys, row: WordRow): Words {
  if (row.sealed !== null) {
    const opened = keys.open(row.prospect_id, column, row.sealed);
    return opened === null ? {} : (JSON.parse(opened) as Words);
  }
  return {
    ...(row.content === null ? {} : { text: row.content }),
    ...(row.recipient === null ? {} : { to: row.recipient }),
    ...(row.body === null ? {} : { body: row.body as ContentByChannel }),
  };
}

/** What to show of it: what left, or what is to leave on this channel. */
export function readable({ text, body }: Words, channel: string): string | null {
  if (text !== undefined) return text;
  const content = body?.[channel as keyof ContentByChannel];
  return content && 'text' in content ? content.text : null;
}
