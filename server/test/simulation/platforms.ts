// The platforms, in memory: they accept, refuse, throttle, ban, lose answers, and report in any order, twice or not at
// all. Their ledger is what a run is checked against; their limits are counted as they see calls arrive.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { ChannelEvent, OutgoingMessage, SendOutcome } from '../../src/channels/channel.ts';
import type { SimAccount, World } from './world.ts';

export type Entry = {
  key: string;
  message_id: string;
  account_id: string;
  channel: Channel;
  recipient: string;
  external_id: string;
  at: number;
  /** The platform said later that it did not arrive, and why. */
  bounced?: string;
};
type Receipt = Extract<ChannelEvent, { kind: 'receipt' }>;
const hour = 3_600_000;
/** What a window of hours is counted short by: a call may take so long to arrive, and we count from when it was planned. */
const wayMs = 15_000;
type Fate = { accepted: boolean; arrives: boolean; outcome: SendOutcome; late?: boolean };

const answerWithinMs = 3_000;

export class Platforms {
  readonly ledger: Entry[] = [];
  /** Sends whose answer was lost on the way: each may stay unknown. */
  lostAnswers = 0;
  /** A sender was stopped; its operator decides after a while. */
  onStopped: (account: SimAccount) => void = () => {};
  /** How often each sender was told that it is banned. */
  readonly bans = new Map<string, number>();
  private readonly arrivals = new Map<string, number[]>();
  private readonly pairs = new Map<string, number>();
  private readonly days = new Map<string, number>();
  private readonly written = new Map<string, number[]>();
  private readonly world: World;
  private sent = 0;

  constructor(world: World) {
    this.world = world;
  }

  /** One call; `answer` is what the process hears, if it still listens. */
  call(account: SimAccount, message: OutgoingMessage, answer: (outcome: SendOutcome) => void): void {
    const { turns, chance } = this.world;
    const fate = this.fateOf(account, message);
    const named = nameOf(fate);
    if (named) this.note(named);
    const { id } = account.access;
    if (named === 'banned') this.bans.set(id, (this.bans.get(id) ?? 0) + 1);
    const way = chance.chance(0.8) ? chance.int(1, 120) : chance.int(100, 1_400);
    if (fate.arrives)
      turns.after(way, `arrives ${message.key} ${fate.outcome.kind}`, () =>
        this.arrive(account, message, fate),
      );
    if (fate.outcome.kind === 'rejected' && fate.outcome.blame === 'account')
      turns.after(chance.int(5_000, 60_000), 'operator repairs', () => this.onStopped(account));
    const back = fate.late
      ? answerWithinMs
      : way + (chance.chance(0.8) ? chance.int(1, 100) : chance.int(100, 1_500));
    turns.after(back, `answer ${message.key} ${fate.outcome.kind}`, () => answer(fate.outcome));
  }

  private fateOf({ access: { channel } }: SimAccount, message: OutgoingMessage): Fate {
    const { chance, plan } = this.world;
    const external_id = `x${++this.sent}-${message.key}`;
    const accepted: SendOutcome = { kind: 'accepted', external_id };
    if (plan.fallbacks && message.key.endsWith('.1') && chance.chance(0.9)) {
      const code = channel === 'telegram' ? 'unreachable' : 'not_on_channel';
      const outcome = { kind: 'rejected', code, blame: 'contact', suppress: 'unreachable' } as const;
      return { accepted: false, arrives: true, outcome };
    }
    const banned = { kind: 'rejected', code: 'account_banned', blame: 'account', hold: true } as const;
    if (plan.bans && chance.chance(0.2)) return { accepted: false, arrives: true, outcome: banned };
    if (!chance.chance(1 / plan.trouble)) return { accepted: true, arrives: true, outcome: accepted };
    const unknown = (code: 'timeout' | 'connection_lost'): SendOutcome => {
      this.lostAnswers++;
      return { kind: 'unknown', code };
    };
    const refusal = (outcome: SendOutcome): Fate => ({ accepted: false, arrives: true, outcome });
    const seconds = chance.int(1, 20);
    const fates: (() => Fate)[] = [
      () => ({ accepted: true, arrives: true, outcome: unknown('timeout'), late: true }),
      () => ({ accepted: true, arrives: true, outcome: unknown('connection_lost'), late: true }),
      () => ({ accepted: false, arrives: false, outcome: unknown('timeout'), late: true }),
      () => ({ accepted: false, arrives: false, outcome: { kind: 'retry', code: 'network' } }),
      () => refusal({ kind: 'retry', code: 'network' }),
      () => refusal({ kind: 'retry', code: 'server_fault' }),
      () => refusal({ kind: 'retry', code: 'account_rate', after_seconds: seconds, pause: 'account' }),
      () => refusal({ kind: 'retry', code: 'pair_rate', after_seconds: seconds, pause: 'contact' }),
      () => refusal({ kind: 'rejected', code: 'not_on_channel', blame: 'contact', suppress: 'unreachable' }),
      () => refusal({ kind: 'rejected', code: 'not_on_channel', blame: 'contact', suppress: 'unreachable' }),
      () => refusal({ kind: 'rejected', code: 'blocked_by_contact', blame: 'contact', suppress: 'blocked' }),
      () => refusal({ kind: 'rejected', code: 'content_invalid', blame: 'content' }),
      () => refusal(banned),
      () => refusal({ kind: 'rejected', code: 'account_credentials', blame: 'account' }),
    ];
    // Signs that stop a whole sender are rarer than the rest.
    const fate = chance.pick(chance.chance(0.82) ? fates.slice(0, -2) : fates.slice(-2))();
    if (channel === 'telegram' && fate.outcome.kind === 'rejected' && fate.outcome.code === 'not_on_channel')
      return { ...fate, outcome: { ...fate.outcome, code: 'unreachable' } };
    return fate;
  }

  private arrive(account: SimAccount, message: OutgoingMessage, fate: Fate): void {
    const { turns, chance } = this.world;
    this.countLimits(account, message);
    if (!fate.accepted) return;
    const entry: Entry = {
      key: message.key,
      message_id: message.message_id,
      account_id: account.access.id,
      channel: account.access.channel,
      recipient: message.recipient,
      external_id:
        fate.outcome.kind === 'accepted' ? fate.outcome.external_id : `y${this.ledger.length}-${message.key}`,
      at: turns.now,
    };
    this.ledger.push(entry);
    this.countPeople(account, entry);
    turns.progress();
    if (entry.channel === 'whatsapp' && chance.chance(0.06)) return this.bounce(entry);
    const rungs =
      entry.channel === 'telegram'
        ? []
        : entry.channel === 'signal'
          ? (['delivered', 'read'] as const)
          : (['sent', 'delivered', 'read'] as const);
    let at = turns.now;
    for (const status of rungs) {
      at += chance.int(0, 800);
      if (status === 'read' && chance.chance(0.4)) break;
      this.report(account, entry, {
        kind: 'receipt',
        status,
        external_id: entry.external_id,
        at: new Date(at),
      });
    }
  }

  private bounce(entry: Entry): void {
    const { turns, chance } = this.world;
    const code = chance.pick(['not_on_channel', 'marketing_cap', 'undelivered'] as const);
    entry.bounced = code;
    this.note('sent, then failed');
    const at = new Date(turns.now);
    const account = this.world.accounts.get(entry.account_id) as SimAccount;
    const receipt = { kind: 'receipt', external_id: entry.external_id, at } as const;
    if (chance.chance(0.5)) this.report(account, entry, { ...receipt, status: 'sent' });
    this.report(account, entry, { ...receipt, status: 'failed', code });
  }

  /** Receipts overtake each other, come twice, or never. */
  private report(account: SimAccount, entry: Entry, receipt: Receipt): void {
    const { chance } = this.world;
    if (receipt.status !== 'failed' && chance.chance(0.08)) return this.note('receipt dropped');
    const event: Receipt = {
      ...receipt,
      ...(entry.channel === 'whatsapp' ? { key: entry.key } : {}),
      ...(entry.channel === 'signal' ? { from: entry.recipient } : {}),
    };
    const twice = this.world.plan.lateReceipts === true || chance.chance(0.2);
    if (twice) this.note('receipt twice');
    for (let copies = twice ? 2 : 1; copies > 0; copies--) {
      const delay = chance.chance(0.85) ? chance.int(1, 1_500) : chance.int(1_000, 25_000);
      if (delay > 1_500) this.note('receipts out of order');
      this.callBack(account, event, delay);
    }
  }

  /** Tells one of our processes, again and again until one has said that it is stored. */
  callBack(account: SimAccount, event: ChannelEvent, delay: number, tries = 0): void {
    const { turns, chance } = this.world;
    turns.after(delay, `callback ${event.kind}`, () => {
      let settled = false;
      const again = () => {
        if (settled) return;
        settled = true;
        if (tries < 40) this.callBack(account, event, chance.int(1_000, 12_000), tries + 1);
      };
      const open = this.world.processes.filter((one) => one.takesCallbacks);
      const process = open.length > 0 ? chance.pick(open) : undefined;
      if (!process) return again();
      const patience = turns.after(5_000, 'callback unanswered', again);
      const heard = !chance.chance(0.03); // one acknowledgement in thirty gets lost on the way
      if (!heard) this.note('acknowledgement lost');
      process.receive(account, event).then(
        () => {
          if (!heard || settled) return;
          settled = true;
          patience();
        },
        () => {
          patience();
          again();
        },
      );
    });
  }

  private note(what: string): void {
    this.world.database.coverage.note(what);
  }

  /** Limits on people, over the numbers of a portfolio and over everything a person gets. */
  private countPeople({ portfolio_id }: SimAccount, { message_id, recipient }: Entry): void {
    const { turns, oracle, plan } = this.world;
    const recent = (key: string, hours: number): number => {
      const at = [...(this.written.get(key) ?? []), turns.now];
      this.written.set(key, at);
      return at.filter((one) => one > turns.now - hours * hour + wayMs).length;
    };
    const person = oracle.personOf(message_id);
    const week = person === undefined ? 0 : recent(`week/${person}`, 7 * 24);
    if (week > plan.weeklyCap)
      oracle.violation(`${recipient} got ${week} messages in seven days: weekly cap`);
    if (week === plan.weeklyCap) this.note('weekly cap reached');
    if (portfolio_id === null || plan.tier === undefined) return;
    recent(`portfolio/${recipient}`, 24);
    const reached = [...this.written].filter(
      ([key, at]) => key.startsWith('portfolio/') && (at.at(-1) ?? 0) > turns.now - 24 * hour + wayMs,
    ).length;
    if (reached > plan.tier)
      oracle.violation(
        `a portfolio wrote to ${reached} people in a day; its tier is ${plan.tier}: portfolio`,
      );
    if (reached === plan.tier) this.note('portfolio full');
  }

  private countLimits(
    { access, per_second, per_day, pair_seconds }: SimAccount,
    message: OutgoingMessage,
  ): void {
    const { turns, oracle } = this.world;
    const size = Math.max(1, Math.floor(per_second));
    const window = (size / per_second) * 1000;
    const before = (this.arrivals.get(access.id) ?? []).filter((at) => at > turns.now - window);
    this.arrivals.set(access.id, [...before, turns.now]);
    if (before.length >= size)
      oracle.violation(
        `${access.channel} saw ${before.length + 1} calls within ${window} ms; the limit is ${size}: rate limit`,
      );
    const pair = `${access.id}/${message.recipient}`;
    const last = this.pairs.get(pair);
    if (last !== undefined && turns.now - last < pair_seconds * 1000)
      oracle.violation(`${message.recipient} was written to twice within ${turns.now - last} ms: pair limit`);
    this.pairs.set(pair, turns.now);
    const day = `${access.id}/${new Date(turns.now).toISOString().slice(0, 10)}`;
    const today = (this.days.get(day) ?? 0) + 1;
    this.days.set(day, today);
    if (today === per_day) this.note('day full');
    if (today > per_day)
      oracle.violation(`${access.channel} saw ${today} calls in a day; the limit is ${per_day}: daily limit`);
  }
}

/** What happened to a send, for the count of what was tested. */
function nameOf({ accepted, arrives, outcome }: Fate): string | undefined {
  if (outcome.kind === 'unknown') {
    if (!arrives) return 'timed out, never arrived';
    return accepted && outcome.code === 'timeout'
      ? 'accepted, then timed out'
      : 'accepted, then connection lost';
  }
  if (outcome.kind === 'retry') return outcome.pause ? 'rate limited' : 'refused for a while';
  if (outcome.kind !== 'rejected') return undefined;
  if (outcome.blame !== 'account') return 'rejected';
  return outcome.hold ? 'banned' : 'access failed';
}
