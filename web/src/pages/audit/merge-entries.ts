// Neighbours that say the same of the same campaign by the same hand stand as one line with their number. Pure.
import type { Entry } from './entry.ts';

export type Line = { key: number; entries: [Entry, ...Entry[]] };

export function mergeEntries(entries: readonly Entry[]): Line[] {
  const lines: Line[] = [];
  for (const entry of entries) {
    const line = lines.at(-1);
    if (line && same(line.entries[0], entry)) line.entries.push(entry);
    else lines.push({ key: entry.id, entries: [entry] });
  }
  return lines;
}

/** What people did stands for itself: only the machine's own work is merged. */
function same(a: Entry, b: Entry): boolean {
  return (
    a.actor === null &&
    b.actor === null &&
    a.type === b.type &&
    a.campaign?.id === b.campaign?.id &&
    a.recorded_at.slice(0, 10) === b.recorded_at.slice(0, 10)
  );
}
