// What really is: leases, committed intents and stored opt-outs, read from the database right after each commit, and
// what must hold at the instant of a call. It never writes, and no simulated process sees it.
import type { SimDatabase, Commit } from './postgres.ts';
import type { Turns } from './turns.ts';

export type Lease = { owner: string | null; token: number; expires_at: number };
type Intent = {
  order: number;
  prospect_id: string;
  channel: string;
  account_id: string;
  claim_token: number;
};

export class Oracle {
  readonly violations: string[] = [];
  readonly leases = new Map<string, Lease>();
  readonly intents = new Map<string, Intent>();
  /** Person and channel → order of the commit that stored the opt-out. */
  readonly optedOut = new Map<string, number>();
  /** How often a process lost its leases to another. */
  lostLeases = 0;
  onIntents: () => void = () => {};
  private readonly database: SimDatabase;
  private readonly turns: Turns;
  private order = 0;
  private leasesMoved = true;
  private readonly people = new Map<string, string>();
  private calls: { instance: string; account_id: string; key: string }[] = [];

  constructor(database: SimDatabase, turns: Turns) {
    this.database = database;
    this.turns = turns;
  }

  violation(text: string): void {
    this.turns.note(undefined, `VIOLATION ${text}`);
    this.violations.push(text);
  }

  async committed({ wrote }: Commit): Promise<void> {
    this.order++;
    if (['attempts', 'intents', 'messages', 'events', 'webhook_batches'].some((table) => wrote.has(table)))
      this.turns.progress();
    if (wrote.has('sender_accounts')) this.leasesMoved = true;
    if (wrote.has('consents')) await this.readOptOuts();
    if (wrote.has('intents')) await this.readIntents();
  }

  private async readLeases(): Promise<void> {
    this.leasesMoved = false;
    const { rows } = await this.database.look<Lease & { id: string; expires: Date | null }>(
      'select id, lease_owner as owner, lease_token as token, lease_expires_at as expires from sender_accounts',
    );
    const losers = new Set<string>();
    for (const { id, owner, token, expires } of rows) {
      const before = this.leases.get(id)?.owner;
      if (before && owner && before !== owner) {
        this.database.coverage.note('lease taken over');
        losers.add(before);
      }
      this.leases.set(id, { owner, token, expires_at: expires?.getTime() ?? 0 });
    }
    this.lostLeases += losers.size;
  }

  private async readOptOuts(): Promise<void> {
    const { rows } = await this.database.look<{ id: string }>(
      "select distinct prospect_id || ' ' || channel as id from consents where action = 'withdrawn'",
    );
    for (const { id } of rows) if (!this.optedOut.has(id)) this.optedOut.set(id, this.order);
  }

  private async readIntents(): Promise<void> {
    const { rows } = await this.database.look<Omit<Intent, 'order'> & { key: string }>(
      "select message_id || '.' || attempt as key, prospect_id, channel, account_id, claim_token from intents",
    );
    let fresh = false;
    for (const { key, ...row } of rows) {
      if (this.intents.has(key)) continue;
      this.intents.set(key, { ...row, order: this.order });
      this.people.set(key.slice(0, key.lastIndexOf('.')), row.prospect_id);
      fresh = true;
    }
    if (fresh) this.onIntents();
  }

  /** Whom a message is for; undefined while nothing of it was committed. */
  personOf(message_id: string): string | undefined {
    return this.people.get(message_id);
  }

  /** A process hands a message to its platform. */
  call(instance: string, account_id: string, key: string): void {
    this.calls.push({ instance, account_id, key });
  }

  /** Before anything else moves: what the tables say now is what they said at the call. */
  async checkCalls(): Promise<void> {
    if (this.calls.length === 0) return;
    if (this.leasesMoved) await this.readLeases();
    for (const one of this.calls.splice(0)) this.checkCall(one);
  }

  private checkCall({ instance, account_id, key }: Oracle['calls'][number]): void {
    const lease = this.leases.get(account_id);
    if (lease?.owner !== instance || lease.expires_at <= this.turns.now)
      this.violation(`a process without the lease sent ${key}: a call after its lease was lost`);
    const intent = this.intents.get(key);
    if (!intent) return this.violation(`${key} was called before its intent was committed`);
    const stopped = this.optedOut.get(`${intent.prospect_id} ${intent.channel}`);
    if (stopped !== undefined && stopped < intent.order)
      this.violation(`${key} left although its person's opt-out was stored before its intent was committed`);
  }
}
