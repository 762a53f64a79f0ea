// A rule as lines of text, so that two versions can be compared, and the comparison. Pure.
import type { RuleCondition, RuleDefinition, RuleLeaf } from '@sampark/contracts/rules.ts';

export type Kind = RuleLeaf | 'all' | 'any' | 'not';
/** A condition has exactly one key. */
export const kindOf = (condition: RuleCondition): Kind => (Object.keys(condition)[0] ?? 'terms') as Kind;

export type LineWords = {
  kind: (kind: Kind) => string;
  value: (value: string) => string;
  field: (
    key: 'name' | 'explanation' | 'action' | 'severity' | 'from' | 'to' | 'source' | 'flag' | 'pass',
  ) => string;
};

export function ruleLines(rule: RuleDefinition, words: LineWords): string[] {
  const { field, value } = words;
  return [
    `${field('name')}: ${rule.name}`,
    `${field('explanation')}: ${rule.explanation}`,
    `${field('action')}: ${value(rule.action)}`,
    `${field('severity')}: ${value(rule.severity)}`,
    ...(rule.effective_from ? [`${field('from')}: ${rule.effective_from.slice(0, 10)}`] : []),
    ...(rule.effective_to ? [`${field('to')}: ${rule.effective_to.slice(0, 10)}`] : []),
    ...(rule.source
      ? [`${field('source')}: ${[rule.source.title, rule.source.url].filter(Boolean).join(' ')}`]
      : []),
    ...conditionLines(rule.condition, words, ''),
    ...rule.examples.map((one) => `${field(one.expect)}: ${one.text}`),
  ];
}

function conditionLines(condition: RuleCondition, words: LineWords, indent: string): string[] {
  const head = `${indent}${words.kind(kindOf(condition))}`;
  const inner = `${indent}\u2003`;
  const list = 'all' in condition ? condition.all : 'any' in condition ? condition.any : undefined;
  if (list) return [head, ...list.flatMap((one) => conditionLines(one, words, inner))];
  if ('not' in condition) return [head, ...conditionLines(condition.not, words, inner)];
  const [content] = Object.values(condition) as unknown[];
  if (Array.isArray(content)) return [head, ...content.map((one) => `${inner}${words.value(String(one))}`)];
  if (typeof content === 'object' && content !== null)
    return [
      head,
      ...Object.entries(content).map(([key, some]) => `${inner}${key}: ${[some].flat().join(', ')}`),
    ];
  return [`${head}: ${words.value(String(content))}`];
}

export type DiffLine<Line = string> = { kind: 'same' | 'gone' | 'new'; line: Line };

/** The shortest way from one list of lines to the other: what both have in the same order stays. */
export function diffLines<Line = string>(
  before: readonly Line[],
  after: readonly Line[],
  same: (one: Line, other: Line) => boolean = Object.is,
): DiffLine<Line>[] {
  // longest[i][j]: of what follows line i of the one and j of the other.
  const longest = Array.from({ length: before.length + 1 }, () =>
    Array.from({ length: after.length + 1 }, () => 0),
  );
  const alike = (one: Line | undefined, other: Line | undefined) =>
    one !== undefined && other !== undefined && same(one, other);
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--) {
      const row = longest[i];
      if (row)
        row[j] = alike(before[i], after[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const lines: DiffLine<Line>[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, line] = [before[i], after[j]];
    if (line !== undefined && alike(old, line)) {
      lines.push({ kind: 'same', line });
      i += 1;
      j += 1;
    } else if (old !== undefined && (line === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'gone', line: old });
      i += 1;
    } else {
      if (line !== undefined) lines.push({ kind: 'new', line });
      j += 1;
    }
  }
  return lines;
}
