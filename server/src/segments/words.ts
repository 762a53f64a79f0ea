// What a language needs to say a condition. Pure.
import type { SegmentLeaf } from '@sampark/contracts/segment-fields.ts';

/** Of campaigns and imports, by id; null where one has no name. */
export type Names = ReadonlyMap<string, string | null>;

export type Words = {
  and: string;
  or: string;
  not: (inner: string) => string;
  /** One question, as the predicate of a sentence about the person. */
  leaf: (leaf: SegmentLeaf, names: Names) => string;
  /** How a sentence begins. */
  sentence: (text: string) => string;
};

export const channelNames = {
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
  signal: 'Signal',
  imessage: 'iMessage',
} as const;

export type Tested = { op: string; value?: unknown };
type Timed = Extract<SegmentLeaf, { field: 'created_at' | 'last_reply' }>;
export type InTime = Exclude<Timed, { op: 'exists' }>;

export const quoted = (text: string) => `“${text}”`;

/** “a”, “b” or “c”; a long list is cut, and `more` says how many are left. */
export function listed(items: readonly string[], or: string, more: (count: number) => string): string {
  const shown = items.slice(0, 6);
  if (items.length > shown.length) return `${shown.join(', ')} ${or} ${more(items.length - shown.length)}`;
  const last = shown.at(-1) ?? '';
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} ${or} ${last}` : last;
}
