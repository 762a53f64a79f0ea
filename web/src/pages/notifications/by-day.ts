// Neighbours of one local day under one heading. Pure.
export type Day<T> = { key: string; at: Date; items: T[] };

export function byDay<T extends { last_at: string }>(items: readonly T[]): Day<T>[] {
  const days: Day<T>[] = [];
  for (const item of items) {
    const at = new Date(item.last_at);
    const key = dayKey(at);
    const last = days.at(-1);
    if (last?.key === key) last.items.push(item);
    else days.push({ key, at, items: [item] });
  }
  return days;
}

export function dayKey(at: Date): string {
  return `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;
}
