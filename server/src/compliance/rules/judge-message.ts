// What the rules say of one text to one person. Pure: the same rules, text, situation and instant give the same flags.
import type { ComplianceFlag } from '@sampark/contracts/rules.ts';
import type { CompiledRule, CompiledRules, Situation } from './compile-rules.ts';
import { seenText } from './fold.ts';
import { scanText, type Scan, type Span } from './scan-text.ts';

const around = 40; // characters of context on either side
const mostMatched = 120;

/** One flag a rule, the gravest first. */
export function judgeMessage(
  rules: CompiledRules,
  text: string,
  about: Situation,
  now: Date,
): ComplianceFlag[] {
  const scan = scanText(rules, text, about.channel === 'telegram');
  const at = now.getTime();
  const struck = new Set<CompiledRule>();
  const ask = (rule: CompiledRule) => {
    if (at >= rule.from && at < rule.to && !struck.has(rule) && rule.test(scan, about)) struck.add(rule);
  };
  for (const rule of rules.always) ask(rule);
  for (const atom of scan.hits.keys()) for (const rule of rules.byAtom.get(atom) ?? []) ask(rule);
  if (struck.size === 0) return [];
  return [...struck].sort(byGravity).map((rule) => flagOf(rules, rule, scan));
}

const weight = { low: 0, medium: 1, high: 2 } as const;
function byGravity(a: CompiledRule, b: CompiledRule): number {
  return (
    Number(b.action === 'block') - Number(a.action === 'block') ||
    weight[b.severity] - weight[a.severity] ||
    (a.id < b.id ? -1 : 1)
  );
}

function flagOf(rules: CompiledRules, rule: CompiledRule, scan: Scan): ComplianceFlag {
  const shown = rule.shows.find((atom) => scan.hits.has(atom));
  const link = shown === undefined ? undefined : scan.linkAtoms.get(shown);
  const span = shown === undefined || link !== undefined ? undefined : spanOf(rules, scan, shown);
  return {
    rule_id: rule.id,
    version: rule.version,
    name: rule.name,
    action: rule.action,
    severity: rule.severity,
    message: rule.explanation,
    matched: link ?? (span ? cut(scan.plain.slice(...span), mostMatched) : null),
    excerpt: excerptOf(scan.plain, span ?? [0, 0]),
  };
}

/** Where a pattern matched is asked only of the few that struck. */
function spanOf(rules: CompiledRules, scan: Scan, atom: number): Span | undefined {
  const known = scan.hits.get(atom);
  if (known) return known;
  const pattern = rules.singles.get(atom);
  const written = pattern?.matcher(scan.plain);
  if (written?.find()) return [written.start(), written.end()];
  const seen = seenText(scan.plain);
  const matcher = seen && pattern?.matcher(seen.text);
  return matcher?.find() ? seen?.stretch(matcher.start(), matcher.end()) : undefined;
}

function excerptOf(plain: string, [start, end]: Span): string {
  const from = Math.max(0, start - around);
  const to = Math.min(plain.length, Math.min(end, start + mostMatched) + around);
  return `${from > 0 ? '…' : ''}${plain.slice(from, to).toWellFormed()}${to < plain.length ? '…' : ''}`;
}

function cut(text: string, most: number): string {
  return (text.length > most ? `${text.slice(0, most - 1)}…` : text).toWellFormed();
}
