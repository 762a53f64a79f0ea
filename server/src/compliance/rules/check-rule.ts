// Is this a rule we can run? Enters: anything. Leaves: what is wrong, place by place; an empty list says it is one. Every
// bound on the size of a rule is here.
import { ruleLeaves, ruleLimits, type RuleDefinition, type RuleLeaf } from '@sampark/contracts/rules.ts';
import type { FieldError } from '@sampark/contracts/problem.ts';
import { Compile } from 'typebox/compile';
import { compilePattern } from './compile-rules.ts';
import { asciiHost } from './find-links.ts';
import { termWords } from './fold.ts';
import { runExamples } from './run-examples.ts';

/** Instructions of one pattern: steps over a text are at most its length times this. */
export const mostInstructions = 500;

const leaves = new Map(Object.entries(ruleLeaves).map(([key, schema]) => [key, Compile(schema)] as const));

export function checkRule(rule: RuleDefinition): FieldError[] {
  const faults = checkCondition(rule.condition);
  if (rule.effective_from !== null && rule.effective_to !== null && rule.effective_from >= rule.effective_to)
    faults.push({ field: 'body.effective_to', reason: 'must be later than effective_from' });
  for (const expect of ['pass', 'flag'])
    if (!rule.examples.some((one) => one.expect === expect))
      faults.push({
        field: 'body.examples',
        reason: `no example says "${expect}"`,
        remedy: 'Give a text that must be flagged and one that must pass.',
      });
  if (faults.length > 0) return faults;
  return runExamples(rule)
    .filter((one) => !one.ok)
    .map(({ index, got }) => ({
      field: `body.examples.${index}`,
      reason:
        got === 'flag'
          ? 'this text must pass, but the rule flags it'
          : 'this text must be flagged, but the rule lets it pass',
      remedy: 'Correct the rule or the example; nothing was saved.',
    }));
}

export function checkCondition(condition: unknown): FieldError[] {
  const faults: FieldError[] = [];
  let count = 0;
  const look = (value: unknown, place: string, depth: number): void => {
    if (faults.length >= 20) return;
    if (++count > ruleLimits.conditions) {
      if (count === ruleLimits.conditions + 1)
        faults.push({ field: place, reason: `more than ${ruleLimits.conditions} conditions` });
      return;
    }
    if (depth > ruleLimits.depth) {
      faults.push({ field: place, reason: `nested more than ${ruleLimits.depth} deep` });
      return;
    }
    const keys =
      typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
    const [key] = keys;
    if (key === undefined || keys.length !== 1) {
      faults.push({ field: place, reason: 'must be an object with exactly one condition' });
      return;
    }
    const inner = (value as Record<string, unknown>)[key];
    if (key === 'not') return look(inner, `${place}.not`, depth + 1);
    if (key === 'all' || key === 'any') {
      if (!Array.isArray(inner) || inner.length === 0)
        faults.push({ field: `${place}.${key}`, reason: 'must be a list with at least one condition' });
      else inner.forEach((one, index) => look(one, `${place}.${key}.${index}`, depth + 1));
      return;
    }
    checkLeaf(key, inner, `${place}.${key}`, faults);
  };
  look(condition, 'body.condition', 1);
  return faults;
}

function checkLeaf(key: string, value: unknown, field: string, faults: FieldError[]): void {
  const schema = leaves.get(key);
  if (!schema) {
    faults.push({
      field,
      reason: 'is not a condition',
      remedy: `Use one of ${[...leaves.keys()].join(', ')}.`,
    });
    return;
  }
  if (!schema.Check(value)) {
    const [first] = schema.Errors(value);
    const path = first?.instancePath.replaceAll('/', '.') ?? '';
    faults.push({ field: field + path, reason: first?.message ?? 'has the wrong form' });
    return;
  }
  if (key === 'pattern') checkPattern(value as string, field, faults);
  if (key === 'terms' || key === 'lacks' || key === 'interests')
    (value as string[]).forEach((term, index) => {
      if (termWords(term).length === 0)
        faults.push({
          field: `${field}.${index}`,
          reason: 'has no word in it',
          remedy: 'Use a pattern for signs.',
        });
    });
  if (key === 'link')
    for (const [list, domains] of Object.entries(value as Record<string, string[]>))
      domains.forEach((domain, index) => {
        if (asciiHost(domain) === '')
          faults.push({ field: `${field}.${list}.${index}`, reason: 'is not a domain' });
      });
}

function checkPattern(source: string, field: string, faults: FieldError[]): void {
  try {
    const pattern = compilePattern(source);
    if (pattern.programSize() > mostInstructions)
      faults.push({
        field,
        reason: 'is too large a pattern',
        remedy: 'Repeat less, or split it into rules.',
      });
    else if (pattern.matcher('').find())
      faults.push({ field, reason: 'matches every text', remedy: 'Ask for at least one character.' });
  } catch (error) {
    faults.push({
      field,
      reason: error instanceof Error ? error.message.slice(0, 200) : 'is not a pattern',
      remedy: 'Write it in RE2 syntax: no look-ahead, no back-references.',
    });
  }
}

/** Of the conditions a rule may have; for tests and documentation. */
export const leafNames = [...leaves.keys()] as RuleLeaf[];
