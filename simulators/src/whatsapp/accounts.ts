// The business side of WhatsApp: portfolios own WhatsApp Business Accounts (WABAs), those own phone numbers;
// an app holds the secret that webhooks are signed with.
import { createHash } from 'node:crypto';
import { required } from '../core/control.ts';
import { numberOf, objectOf, textOf } from '../core/json.ts';
import { DayLimit, KeyedLimit, SlidingLimit, UniqueRecipients } from '../core/limits.ts';
import type { Simulation } from '../core/simulation.ts';

export interface Callback {
  url: string;
  verifyToken: string;
}

export interface PhoneNumber {
  phone_number_id: string;
  display_phone_number: string;
  verified_name: string;
  waba_id: string;
  app_id: string;
  access_token: string;
  portfolio: string;
  mps: number;
  per_day: number;
  /** Messages beyond the first that one recipient may get within the pair window before 131056. */
  pair_burst: number;
  moving_day: boolean;
  quality: string;
  banned: number | undefined;
  /** Until when every send is answered 130429. */
  throttledUntil: number;
  override: Callback | undefined;
  perSecond: SlidingLimit;
  perDay: DayLimit;
  pair: KeyedLimit;
}

export interface Waba {
  id: string;
  apps: Set<string>;
  override: Callback | undefined;
}

export interface App {
  id: string;
  secret: string;
  callback: Callback | undefined;
}

const PAIR_MS = 6_000;
const TIERS: [limit: number, name: string][] = [
  [250, 'TIER_250'],
  [2_000, 'TIER_2K'],
  [10_000, 'TIER_10K'],
  [100_000, 'TIER_100K'],
];

export function tierName(limit: number): string {
  return TIERS.find(([most]) => limit <= most)?.[1] ?? 'TIER_UNLIMITED';
}

function storedCallback(value: unknown): Callback | undefined {
  const { url, verifyToken } = objectOf(value);
  return typeof url === 'string' && typeof verifyToken === 'string' ? { url, verifyToken } : undefined;
}

export class WhatsAppAccounts {
  readonly numbers = new Map<string, PhoneNumber>();
  readonly wabas = new Map<string, Waba>();
  readonly apps = new Map<string, App>();
  readonly tiers = new Map<string, UniqueRecipients>();
  readonly tokens = new Set<string>();
  readonly #simulation: Simulation;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    for (const [id, record] of simulation.restoredRecords('app')) {
      this.apps.set(id, {
        id,
        secret: textOf(record['secret']) ?? '',
        callback: storedCallback(record['callback']),
      });
    }
    for (const [id, record] of simulation.restoredRecords('waba')) {
      const apps = Array.isArray(record['apps']) ? record['apps'].map(String) : [];
      this.wabas.set(id, { id, apps: new Set(apps), override: storedCallback(record['override']) });
    }
    for (const [id, record] of simulation.restoredRecords('number')) {
      const number = this.#build({ ...record, phone_number_id: id });
      number.override = storedCallback(record['override']);
    }
    for (const [id, record] of simulation.restoredRecords('limits')) {
      const number = this.numbers.get(id);
      number?.perSecond.restore(record['perSecond'] as number[]);
      number?.perDay.restore(record['perDay'] as ReturnType<DayLimit['save']>);
      number?.pair.restore(record['pair'] as [string, number[]][]);
    }
    for (const [portfolio, record] of simulation.restoredRecords('tier')) {
      this.tiers.get(portfolio)?.restore(record['taken'] as [string, number][]);
    }
  }

  /** Creates a number with its WABA, app and portfolio as needed; creating it again updates it. */
  create(body: Record<string, unknown>): PhoneNumber {
    const number = this.#build(body);
    this.store(number);
    this.storeApp(this.apps.get(number.app_id) as App);
    this.storeWaba(this.wabas.get(number.waba_id) as Waba);
    return number;
  }

  store(number: PhoneNumber): void {
    const { perSecond: _s, perDay: _d, pair: _p, ...record } = number;
    const tier = this.tiers.get(number.portfolio)?.limit;
    this.#simulation.journal.put('number', number.phone_number_id, { ...record, tier });
  }

  storeApp(app: App): void {
    this.#simulation.journal.put('app', app.id, { secret: app.secret, callback: app.callback });
  }

  storeWaba(waba: Waba): void {
    this.#simulation.journal.put('waba', waba.id, { apps: [...waba.apps], override: waba.override });
  }

  saveLimits(): void {
    for (const number of this.numbers.values()) {
      this.#simulation.journal.put('limits', number.phone_number_id, {
        perSecond: number.perSecond.save(),
        perDay: number.perDay.save(),
        pair: number.pair.save(),
      });
    }
    for (const [portfolio, tier] of this.tiers) {
      this.#simulation.journal.put('tier', portfolio, { taken: tier.save() });
    }
  }

  tierOf(number: PhoneNumber): UniqueRecipients {
    return this.tiers.get(number.portfolio) as UniqueRecipients;
  }

  /** Where this number's events go: nowhere without a subscribed app; then its own override, its WABA's, each app's. */
  destinations(number: PhoneNumber): { url: string; secret: string }[] {
    const waba = this.wabas.get(number.waba_id);
    if (!waba || waba.apps.size === 0) return [];
    const own = number.override ?? waba.override;
    if (own) return [{ url: own.url, secret: this.apps.get(number.app_id)?.secret ?? '' }];
    const found: { url: string; secret: string }[] = [];
    for (const id of waba.apps) {
      const app = this.apps.get(id);
      if (app?.callback) found.push({ url: app.callback.url, secret: app.secret });
    }
    return found;
  }

  #build(body: Record<string, unknown>): PhoneNumber {
    const id = required(body, 'phone_number_id');
    const old = this.numbers.get(id);
    const text = (name: keyof PhoneNumber & string, otherwise: string): string =>
      textOf(body[name]) ?? (old?.[name] as string | undefined) ?? otherwise;
    const count = (name: keyof PhoneNumber & string, otherwise: number): number =>
      numberOf(body[name]) ?? (old?.[name] as number | undefined) ?? otherwise;
    const derived = createHash('sha256').update(id).digest('hex');
    const mps = count('mps', 80);
    const perDay = count('per_day', 1_000);
    const burst = count('pair_burst', 0);
    const moving = typeof body['moving_day'] === 'boolean' ? body['moving_day'] : (old?.moving_day ?? false);
    const number: PhoneNumber = {
      phone_number_id: id,
      display_phone_number: text(
        'display_phone_number',
        `1555${id.replace(/\D/g, '').slice(-7).padStart(7, '0')}`,
      ),
      verified_name: text('verified_name', 'Sampark'),
      waba_id: text('waba_id', `waba-${id}`),
      app_id: text('app_id', 'app-1'),
      access_token: text('access_token', `EAA${derived.slice(0, 40)}`),
      portfolio: text('portfolio', 'portfolio-1'),
      mps,
      per_day: perDay,
      pair_burst: burst,
      moving_day: moving,
      quality: text('quality', 'GREEN'),
      banned: numberOf(body['banned']) ?? old?.banned,
      throttledUntil: count('throttledUntil', 0),
      override: old?.override,
      perSecond: old?.mps === mps ? old.perSecond : new SlidingLimit(mps, 1_000),
      perDay:
        old?.per_day === perDay && old.moving_day === moving ? old.perDay : new DayLimit(perDay, moving),
      pair: old?.pair_burst === burst ? old.pair : new KeyedLimit(1 + burst, PAIR_MS * (1 + burst)),
    };
    this.numbers.set(id, number);
    this.tokens.add(number.access_token);
    const app = this.apps.get(number.app_id);
    const secret = textOf(body['app_secret']) ?? app?.secret ?? derived.slice(0, 32);
    this.apps.set(number.app_id, { id: number.app_id, secret, callback: app?.callback });
    if (!this.wabas.has(number.waba_id)) {
      // A WABA made here is subscribed to its app already, as the embedded signup leaves it.
      this.wabas.set(number.waba_id, {
        id: number.waba_id,
        apps: new Set([number.app_id]),
        override: undefined,
      });
    } else this.wabas.get(number.waba_id)?.apps.add(number.app_id);
    const tier = numberOf(body['tier']);
    const existing = this.tiers.get(number.portfolio);
    if (!existing) this.tiers.set(number.portfolio, new UniqueRecipients(tier ?? 100_000));
    else if (tier !== undefined) existing.limit = tier;
    return number;
  }
}
