// A platform's list of templates against what is kept: what to write, and what is gone. Pure.
import { isDeepStrictEqual } from 'node:util';
import type { ChannelTemplate } from '../channels/channel.ts';

export type KeptTemplate = ChannelTemplate & { id: string; removed_at: Date | null; updated_at: Date };

export type Comparison = {
  added: ChannelTemplate[];
  changed: { kept: KeptTemplate; found: ChannelTemplate }[];
  gone: KeptTemplate[];
};

/** What was written after the listing began came by callback and is newer than the list: it stays. */
export function compareListing(
  kept: readonly KeptTemplate[],
  listed: readonly ChannelTemplate[],
  began: Date,
): Comparison {
  // Pages may shift while they are read: the same one twice is one.
  const found = new Map(listed.map((one) => [keyOf(one), one]));
  const known = new Set(kept.map(keyOf));
  const older = kept.filter((one) => one.updated_at <= began);
  return {
    added: [...found.values()].filter((one) => !known.has(keyOf(one))),
    changed: older.flatMap((one) => {
      const now = found.get(keyOf(one));
      return now && (one.removed_at !== null || !isSame(one, now)) ? [{ kept: one, found: now }] : [];
    }),
    gone: older.filter((one) => one.removed_at === null && !found.has(keyOf(one))),
  };
}

function keyOf({ name, language }: { name: string; language: string }): string {
  return `${name}/${language}`;
}

const compared = [
  ...(['external_id', 'category', 'status', 'quality', 'rejected_reason'] as const),
  ...(['parameter_format', 'components'] as const),
] as const;

function isSame(one: ChannelTemplate, other: ChannelTemplate): boolean {
  return compared.every((key) => isDeepStrictEqual(one[key], other[key]));
}
