// Rules to something that can be asked thousands of times a second. Enters: the rules of a workspace as stored. Leaves: one
// index of all their words, one machine of all their patterns, and a question per rule. Everything a rule can say is in the
// tables below: there is no code in a rule, and nothing of it is looked up by a name it chose.
import { jurisdictions } from '@sampark/contracts/jurisdictions.ts';
import type { RuleAction, RuleCondition, RuleDefinition, RuleSeverity } from '@sampark/contracts/rules.ts';
import { RE2JS, RE2Set } from 're2js';
import { asciiHost, isWithin, type Link } from './find-links.ts';
import { termWords } from './fold.ts';
import type { Scan } from './scan-text.ts';

export type StoredRule = Pick<
  RuleDefinition,
  'name' | 'explanation' | 'action' | 'severity' | 'condition' | 'effective_from' | 'effective_to'
> & { id: string; version: number };

/** What a rule may know of the message and its reader; null: not on record. */
export type Situation = {
  channel: string;
  purpose: string;
  category: string | null;
  kind: string;
  country: string | null;
  age: number | null;
  interests: readonly string[];
};

export type Test = (scan: Scan, about: Situation) => boolean;

export type CompiledRule = {
  id: string;
  version: number;
  name: string;
  explanation: string;
  action: RuleAction;
  severity: RuleSeverity;
  from: number;
  to: number;
  test: Test;
  /** Atoms that show what is wrong, in the order of the rule. */
  shows: readonly number[];
};

export type Phrase = { words: readonly string[]; atom: number };

export type CompiledRules = {
  /** Of the workspace's rules as a whole: grows with every change of any of them. */
  version: number;
  /** By first word; the longest first. */
  phrases: ReadonlyMap<string, readonly Phrase[]>;
  patterns: RE2Set | undefined;
  /** The atom of each pattern of the set, and the pattern alone, which says where. */
  patternAtoms: readonly number[];
  singles: ReadonlyMap<number, RE2JS>;
  links: readonly { atom: number; test: (link: Link) => boolean }[];
  /** Asked of every message; and those that need one of these atoms, by atom. */
  always: readonly CompiledRule[];
  byAtom: ReadonlyMap<number, readonly CompiledRule[]>;
  scans: Map<string, Scan>;
};

type Compiled = {
  test: Test;
  /** Without one of these atoms it cannot be true; null: it can. */
  needs: readonly number[] | null;
  shows: readonly number[];
};

export function compileRules(version: number, rules: readonly StoredRule[]): CompiledRules {
  const atoms = new Atoms();
  const always: CompiledRule[] = [];
  const byAtom = new Map<number, CompiledRule[]>();
  for (const rule of rules) {
    const { test, needs, shows } = compile(rule.condition, atoms);
    const { id, name, explanation, action, severity } = rule;
    const compiled = {
      ...{ id, version: rule.version, name, explanation, action, severity, test, shows },
      from: rule.effective_from === null ? -Infinity : Date.parse(rule.effective_from),
      to: rule.effective_to === null ? Infinity : Date.parse(rule.effective_to),
    };
    if (needs === null) always.push(compiled);
    else for (const atom of new Set(needs)) byAtom.set(atom, [...(byAtom.get(atom) ?? []), compiled]);
  }
  return { version, ...atoms.done(), always, byAtom, scans: new Map() };
}

/** Everything rules look for in a text, each thing once. */
class Atoms {
  private next = 0;
  private readonly known = new Map<string, number>();
  private readonly phrases = new Map<string, Phrase[]>();
  private readonly patterns: { source: string; atom: number }[] = [];
  private readonly links: { atom: number; test: (link: Link) => boolean }[] = [];

  term(term: string): number | undefined {
    const words = termWords(term);
    const [first] = words;
    if (first === undefined) return undefined;
    return this.once(`t ${words.join(' ')}`, (atom) => {
      this.phrases.set(first, [...(this.phrases.get(first) ?? []), { words, atom }]);
    });
  }

  pattern(source: string): number {
    return this.once(`p ${source}`, (atom) => this.patterns.push({ source, atom }));
  }

  link(given: { in?: string[]; outside?: string[] }): number {
    return this.once(`l ${JSON.stringify(given)}`, (atom) => {
      const inside = given.in?.map(asciiHost);
      const allowed = given.outside?.map(asciiHost);
      this.links.push({
        atom,
        test: ({ host }) =>
          (inside === undefined || isWithin(host, inside)) &&
          (allowed === undefined || !isWithin(host, allowed)),
      });
    });
  }

  private once(key: string, make: (atom: number) => void): number {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const atom = this.next++;
    this.known.set(key, atom);
    make(atom);
    return atom;
  }

  done() {
    const set = this.patterns.length > 0 ? new RE2Set(RE2Set.UNANCHORED, patternFlags) : undefined;
    for (const { source } of this.patterns) set?.add(source);
    set?.compile();
    return {
      phrases: this.phrases,
      patterns: set,
      patternAtoms: this.patterns.map((one) => one.atom),
      singles: new Map(this.patterns.map(({ source, atom }) => [atom, compilePattern(source)])),
      links: this.links,
    };
  }
}

const patternFlags = RE2JS.CASE_INSENSITIVE;
export const compilePattern = (source: string): RE2JS => RE2JS.compile(source, patternFlags);

function compile(condition: RuleCondition, atoms: Atoms): Compiled {
  if ('all' in condition) {
    const parts = condition.all.map((one) => compile(one, atoms));
    const tests = parts.map((one) => one.test);
    return {
      test: (scan, about) => tests.every((test) => test(scan, about)),
      needs: parts.find((one) => one.needs !== null)?.needs ?? null,
      shows: parts.flatMap((one) => one.shows),
    };
  }
  if ('any' in condition) {
    const parts = condition.any.map((one) => compile(one, atoms));
    const tests = parts.map((one) => one.test);
    return {
      test: (scan, about) => tests.some((test) => test(scan, about)),
      needs: parts.some((one) => one.needs === null) ? null : parts.flatMap((one) => one.needs ?? []),
      shows: parts.flatMap((one) => one.shows),
    };
  }
  if ('not' in condition) {
    const { test } = compile(condition.not, atoms);
    return { test: (scan, about) => !test(scan, about), needs: null, shows: [] };
  }
  if ('terms' in condition) return ofAtoms(condition.terms.flatMap((one) => atoms.term(one) ?? []));
  if ('pattern' in condition) return ofAtoms([atoms.pattern(condition.pattern)]);
  if ('link' in condition) return ofAtoms([atoms.link(condition.link)]);
  if ('lacks' in condition) {
    const wanted = condition.lacks.flatMap((one) => atoms.term(one) ?? []);
    return aside((scan) => !wanted.some((atom) => scan.hits.has(atom)));
  }
  return aside(aboutReader(condition));
}

const aside = (test: Test): Compiled => ({ test, needs: null, shows: [] });
const ofAtoms = (wanted: readonly number[]): Compiled => ({
  test: (scan) => wanted.some((atom) => scan.hits.has(atom)),
  needs: wanted,
  shows: wanted,
});

function aboutReader(condition: RuleCondition): Test {
  if ('longer_than' in condition) return (scan) => scan.length > condition.longer_than;
  if ('channels' in condition) return isOneOf(condition.channels, (about) => about.channel);
  if ('purposes' in condition) return isOneOf(condition.purposes, (about) => about.purpose);
  if ('categories' in condition) return isOneOf(condition.categories, (about) => about.category);
  if ('kinds' in condition) return isOneOf(condition.kinds, (about) => about.kind);
  if ('countries' in condition)
    return isOneOf(
      condition.countries.flatMap((one) =>
        Object.hasOwn(jurisdictions, one) ? (jurisdictions[one] ?? []) : [one],
      ),
      (about) => about.country,
    );
  if ('age' in condition) {
    const { from = 0, to = Infinity } = condition.age;
    return (_scan, { age }) => age !== null && age >= from && age <= to;
  }
  if ('interests' in condition) {
    const wanted = new Set(condition.interests.map(folded));
    return (_scan, { interests }) => interests.some((one) => wanted.has(folded(one)));
  }
  if ('unknown' in condition) {
    if (condition.unknown === 'interests') return (_scan, { interests }) => interests.length === 0;
    const fact = condition.unknown;
    return (_scan, about) => about[fact] === null;
  }
  // The check on saving lets nothing else in; a row from elsewhere strikes nobody.
  return () => false;
}

const folded = (text: string) => termWords(text).join(' ');

function isOneOf(values: readonly string[], of: (about: Situation) => string | null): Test {
  const wanted = new Set(values);
  return (_scan, about) => {
    const value = of(about);
    return value !== null && wanted.has(value);
  };
}
