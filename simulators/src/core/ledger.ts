// Enters: every send a platform accepted and every breach it saw. Leaves: the proof, at GET /_control/ledger.
// Guaranteed: a key counts as doubled from its second acceptance on, whatever answered the first one.
import type { Journal, Line } from './journal.ts';

export interface LedgerEntry {
  to: string;
  count: number;
  first_at: number;
}

export interface LedgerSummary {
  accepted: number;
  unique: number;
  doubled: number;
  violations: number;
  violations_by_kind: Record<string, number>;
  by_account: Record<string, { accepted: number; violations: number }>;
}

export interface LedgerMessage {
  key: string;
  to: string;
  count: number;
  first_at: string;
}

const UUID_KEY = /^(?:temp-)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[.:][0-9]+)?$/i;

const UNNAMED = '-unnamed-';

/** `<uuid>`, `<uuid>.<attempt>` and `<uuid>:<n>` name one message: a second attempt must show as a double. */
export function messageKey(raw: string): string {
  return UUID_KEY.exec(raw)?.[1]?.toLowerCase() ?? raw;
}

export class Ledger {
  readonly #entries = new Map<string, LedgerEntry>();
  readonly #limit: number;
  #byKind = new Map<string, number>();
  #byAccount = new Map<string, { accepted: number; violations: number }>();
  #violationPairs = new Map<string, Map<string, number>>();
  #accepted = 0;
  #unique = 0;
  #doubled = 0;
  #violations = 0;
  #unnamed = 0;
  journal: Journal | undefined;

  /** Beyond `limit` keys the oldest are let go (the totals stay), which keeps a week-long soak's memory flat. */
  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
  }

  /** A key for a send that named none: unique, so that it can never look like a double. */
  unnamedKey(prefix: string): string {
    this.#unnamed += 1;
    return `${prefix}${UNNAMED}${this.#unnamed}`;
  }

  accept(rawKey: string, to: string, at: number, account: string): void {
    const key = messageKey(rawKey);
    this.#record(key, to, at, account);
    if (this.journal?.lasting) this.journal.append(['L', key, to, at, account]);
  }

  violate(kind: string, account: string): void {
    this.#count(kind, account, 1);
    this.journal?.append(['V', kind, account, 1]);
  }

  reset(): void {
    this.#clear();
    this.journal?.append(['R']);
  }

  summary(): LedgerSummary {
    return {
      accepted: this.#accepted,
      unique: this.#unique,
      doubled: this.#doubled,
      violations: this.#violations,
      violations_by_kind: Object.fromEntries(this.#byKind),
      by_account: Object.fromEntries(this.#byAccount),
    };
  }

  *messages(): Generator<LedgerMessage> {
    for (const [key, entry] of this.#entries) {
      yield { key, to: entry.to, count: entry.count, first_at: new Date(entry.first_at).toISOString() };
    }
  }

  replay(line: Line): void {
    if (line[0] === 'R') this.#clear();
    else if (line[0] === 'V') this.#count(line[1] as string, line[2] as string, line[3] as number);
    else if (line[0] === 'L') {
      const key = line[1] as string;
      this.#record(key, line[2] as string, line[3] as number, line[4] as string);
      if (key.includes(UNNAMED)) this.#unnamed = Math.max(this.#unnamed, Number(key.split(UNNAMED)[1]));
    } else if (line[0] === 'A') {
      this.#accountOf(line[1] as string).accepted += line[2] as number;
    } else if (line[0] === 'K') {
      const [, key, to, count, firstAt] = line as [string, string, string, number, number];
      this.#entries.set(key, { to, count, first_at: firstAt });
    } else if (line[0] === 'T') {
      [this.#accepted, this.#unique, this.#doubled, this.#unnamed] = line.slice(1) as [
        number,
        number,
        number,
        number,
      ];
    }
  }

  *compact(): Generator<Line> {
    if (this.#accepted === 0 && this.#violations === 0) return;
    for (const [key, { to, count, first_at }] of this.#entries) yield ['K', key, to, count, first_at];
    for (const [account, { accepted }] of this.#byAccount) yield ['A', account, accepted];
    for (const [kind, byAccount] of this.#violationPairs) {
      for (const [account, count] of byAccount) yield ['V', kind, account, count];
    }
    yield ['T', this.#accepted, this.#unique, this.#doubled, this.#unnamed];
  }

  #record(key: string, to: string, at: number, account: string): void {
    this.#accepted += 1;
    this.#accountOf(account).accepted += 1;
    const entry = this.#entries.get(key);
    if (entry) {
      entry.count += 1;
      if (entry.count === 2) this.#doubled += 1;
      return;
    }
    this.#unique += 1;
    this.#entries.set(key, { to, count: 1, first_at: at });
    if (this.#entries.size > this.#limit) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
  }

  #count(kind: string, account: string, count: number): void {
    this.#violations += count;
    this.#byKind.set(kind, (this.#byKind.get(kind) ?? 0) + count);
    this.#accountOf(account).violations += count;
    const pairs = this.#violationPairs.get(kind) ?? new Map<string, number>();
    this.#violationPairs.set(kind, pairs.set(account, (pairs.get(account) ?? 0) + count));
  }

  #accountOf(account: string): { accepted: number; violations: number } {
    let found = this.#byAccount.get(account);
    if (!found) this.#byAccount.set(account, (found = { accepted: 0, violations: 0 }));
    return found;
  }

  #clear(): void {
    this.#entries.clear();
    this.#byKind = new Map();
    this.#byAccount = new Map();
    this.#violationPairs = new Map();
    this.#accepted = this.#unique = this.#doubled = this.#violations = 0;
  }
}
