// Signal echoes no key: a receipt names only when its message was sent. One that comes from the very person, with an
// instant inside the window of exactly one attempt without an answer, is about that attempt. Anything less clear is a
// person's. Pure.
export type OpenAttempt = {
  key: string;
  account_id: string;
  /** Every address the person is known by on the channel: the number, and the uuid where it was learned. */
  addresses: readonly string[];
  /** Between these instants the platform may have stamped it, in its own milliseconds. */
  from: number;
  until: number;
};

export type LooseReceipt = { account_id: string; from: string | undefined; timestamp: number };

export type Match = { kind: 'it'; timestamp: number } | { kind: 'several' } | { kind: 'none' };

/**
 * What each of `open` is. `rivals` are the other attempts to these people that have no platform id either; `taken` the
 * instants that belong to an attempt already, as `account/timestamp`.
 */
export function matchLoneReceipts(
  open: readonly OpenAttempt[],
  rivals: readonly OpenAttempt[],
  receipts: readonly LooseReceipt[],
  taken: ReadonlySet<string>,
): Map<string, Match> {
  const free = receipts.filter((one) => !taken.has(`${one.account_id}/${one.timestamp}`));
  const all = [...open, ...rivals.filter((rival) => !open.some((one) => one.key === rival.key))];
  const matches = new Map<string, Match>();
  for (const attempt of open) {
    const fitting = [...new Set(free.filter((one) => fits(attempt, one)).map((one) => one.timestamp))];
    const [timestamp] = fitting;
    if (timestamp === undefined) {
      matches.set(attempt.key, { kind: 'none' });
      continue;
    }
    const wanted = all.some(
      (other) => other.key !== attempt.key && free.some((one) => fits(attempt, one) && fits(other, one)),
    );
    matches.set(attempt.key, fitting.length > 1 || wanted ? { kind: 'several' } : { kind: 'it', timestamp });
  }
  return matches;
}

function fits(attempt: OpenAttempt, receipt: LooseReceipt): boolean {
  return (
    receipt.account_id === attempt.account_id &&
    receipt.from !== undefined &&
    attempt.addresses.includes(receipt.from) &&
    receipt.timestamp >= attempt.from &&
    receipt.timestamp <= attempt.until
  );
}
