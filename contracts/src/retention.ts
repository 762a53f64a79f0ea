// How long each class of data is kept. A clock starts at the end of the month (adviser rule: of the year) in which a record was
// made and runs in whole months, so that it never ends before the law says, and a month of the log goes at once. Pure.

export const dataClasses = [
  'messages',
  'trail',
  'consents',
  'content',
  'reviews',
  'imports',
  'sign_ins',
  'callbacks',
  'senders',
] as const;
export type DataClass = (typeof dataClasses)[number];

export const regimes = ['sec_finra', 'adviser', 'mifid', 'mifid_extended', 'shoktiai'] as const;
export type Regime = (typeof regimes)[number];

export type Part = { months: number; from: 'month' | 'year'; source: string };
/** All parts have to have run out. */
export type Clock = readonly Part[];

export type RetentionSettings = {
  /** Null: nobody has chosen. */
  regimes: readonly Regime[] | null;
  /** Longer than the law, where the workspace wants it. */
  months: Partial<Record<DataClass, number>>;
};

type Law = Partial<Record<DataClass, Part>>;
const month = (months: number, source: string): Part => ({ months, from: 'month', source });
const year = (months: number, source: string): Part => ({ months, from: 'year', source });

/** What each regime asks for. docs/records.md repeats it, and a test compares them. */
export const laws: Readonly<Record<Regime, Law>> = {
  sec_finra: {
    messages: month(36, 'SEC Rule 17a-4(b)(4)'),
    content: month(36, 'SEC Rule 17a-4(b)(4)'),
    reviews: month(36, 'FINRA Rule 3110.09'),
    trail: month(72, 'FINRA Rule 4511(b)'),
    consents: month(72, 'FINRA Rule 4511(b)'),
  },
  adviser: {
    messages: year(60, 'Advisers Act Rule 204-2(e)(1)'),
    content: year(60, 'Advisers Act Rule 204-2(e)(3)'),
    reviews: year(60, 'Advisers Act Rule 204-2(e)(1)'),
    trail: year(60, 'Advisers Act Rule 204-2(e)(1)'),
    consents: year(60, 'Advisers Act Rule 204-2(e)(1)'),
  },
  mifid: {
    messages: month(60, 'MiFID II Article 16(7)'),
    content: month(60, 'MiFID II Article 16(6)'),
    reviews: month(60, 'MiFID II Article 16(6)'),
    trail: month(60, 'MiFID II Article 16(6)'),
    consents: month(60, 'MiFID II Article 16(6)'),
  },
  mifid_extended: {
    messages: month(84, 'MiFID II Article 16(7), on request'),
    trail: month(84, 'MiFID II Article 16(7), on request'),
  },
  shoktiai: {
    messages: month(12, 'ShoktiAI: AI messages'),
    trail: month(12, 'ShoktiAI: events'),
  },
};

/** Where no law speaks. The trail's months cannot go sooner than a year: the database refuses. */
const own = 'Sampark';
export const floors: Readonly<Record<DataClass, Part>> = {
  messages: month(12, own),
  trail: month(12, own),
  consents: month(12, own),
  content: month(12, own),
  reviews: month(12, own),
  imports: month(3, own),
  sign_ins: month(6, own),
  callbacks: month(1, own),
  senders: month(3, own),
};

/** Of a workspace that has not chosen: everything that may apply to what it does. */
export function usualRegimes(product: string): Regime[] {
  return product === 'shoktiai' ? ['shoktiai'] : ['sec_finra', 'adviser', 'mifid'];
}

/** A proof is kept as long as what it proves. */
const proves: Partial<Record<DataClass, readonly DataClass[]>> = {
  consents: ['messages'],
  trail: ['messages', 'consents', 'content', 'reviews'],
};

/** What the law asks for, without the workspace's own wish. */
export function lawfulClock(chosen: readonly Regime[], dataClass: DataClass): Clock {
  return [floors[dataClass], ...chosen.flatMap((regime) => laws[regime][dataClass] ?? [])];
}

/** The part of the law that asks longest, by its months: nothing shorter can be chosen. */
export function lawfulLeast(chosen: readonly Regime[], dataClass: DataClass): Part {
  return lawfulClock(chosen, dataClass).reduce((a, b) => (b.months > a.months ? b : a));
}

export function clockOf(settings: RetentionSettings, product: string, dataClass: DataClass): Clock {
  const chosen = settings.regimes ?? usualRegimes(product);
  const mine = settings.months[dataClass];
  return [
    ...lawfulClock(chosen, dataClass),
    ...(mine === undefined ? [] : [month(mine, 'workspace')]),
    ...(proves[dataClass] ?? []).flatMap((other) => clockOf(settings, product, other)),
  ];
}

/** Records made before it have run out. */
export function cutoffOf(clock: Clock, now: Date): Date {
  return clock.map((part) => partCutoff(part, now)).reduce((a, b) => (a < b ? a : b));
}

/** When a record made then may go: the first instant whose cut-off lies behind it. */
export function untilOf(clock: Clock, made: Date): Date {
  return clock.map((part) => partUntil(part, made)).reduce((a, b) => (a > b ? a : b));
}

/** The part that keeps a record longest, for the words beside it. */
export function longestPart(clock: Clock, made: Date): Part {
  return clock.reduce((a, b) => (partUntil(b, made) > partUntil(a, made) ? b : a));
}

function partCutoff({ months, from }: Part, now: Date): Date {
  const then = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
  return from === 'month' ? then : new Date(Date.UTC(then.getUTCFullYear(), 0, 1));
}

function partUntil({ months, from }: Part, made: Date): Date {
  return from === 'month'
    ? new Date(Date.UTC(made.getUTCFullYear(), made.getUTCMonth() + 1 + months, 1))
    : new Date(Date.UTC(made.getUTCFullYear() + 1, months, 1));
}
