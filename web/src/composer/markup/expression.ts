// What stands between `{{` and `}}`, as far as a small form can show it: a variable, what to say without it, how it is
// written. Anything else is an author's own Liquid and stays as it is. Pure.

export type Format =
  | { kind: 'date'; style: DateStyle }
  | { kind: 'number'; digits: number | null }
  | { kind: 'money'; currency: string; minor: boolean }
  | { kind: 'percent'; of100: boolean }
  | { kind: 'digits' }
  | { kind: 'list'; or: boolean };
export const dateStyles = ['medium', 'short', 'long', 'full', 'weekday', 'time'] as const;
export type DateStyle = (typeof dateStyles)[number];

export type Expression = { variable: string; fallback: string | null; format: Format | null };

const call = /\s*\|\s*(\w+)\s*(?::((?:"[^"]*"|'[^']*'|[^|"'])*))?/y;

/** Undefined where the form could not give back what stands there. */
export function readExpression(tag: string): Expression | undefined {
  const inner = /^\{\{\s*([\p{L}_][\p{L}\p{M}\p{N}_]*)\s*(.*?)\s*\}\}$/su.exec(tag);
  if (!inner) return undefined;
  const [, variable = '', rest = ''] = inner;
  const calls = readCalls(rest);
  if (!calls) return undefined;
  const expression: Expression = { variable, fallback: null, format: null };
  const [first] = calls;
  if (first?.name === 'default') {
    const value = /^(?:"([^"]*)"|'([^']*)'|(-?\d+(?:\.\d+)?))$/.exec(first.given);
    if (!value) return undefined;
    expression.fallback = value[1] ?? value[2] ?? value[3] ?? '';
    calls.shift();
  }
  const [shown, ...more] = calls;
  if (more.length > 0) return undefined;
  if (shown === undefined) return expression;
  const format = readFormat(shown.name, shown.given);
  return format && { ...expression, format };
}

/** The tag of an expression. A quotation mark inside of a default becomes a typographic one: Liquid has no escape for it. */
export function writeExpression({ variable, fallback, format }: Expression): string {
  const parts = [variable];
  if (fallback !== null) parts.push(`default: ${writeFallback(fallback, format)}`);
  if (format) parts.push(writeFormat(format));
  return `{{ ${parts.join(' | ')} }}`;
}

function readCalls(text: string): { name: string; given: string }[] | undefined {
  const calls: { name: string; given: string }[] = [];
  call.lastIndex = 0;
  while (call.lastIndex < text.length) {
    const found = call.exec(text);
    if (!found) return undefined;
    calls.push({ name: found[1] ?? '', given: (found[2] ?? '').trim() });
  }
  return calls;
}

function readFormat(name: string, given: string): Format | undefined {
  switch (name) {
    case 'date': {
      const style = given === '' ? 'medium' : /^["'](\w+)["']$/.exec(given)?.[1];
      const known = dateStyles.find((one) => one === style);
      return known && { kind: 'date', style: known };
    }
    case 'number':
      if (given === '') return { kind: 'number', digits: null };
      return /^\d$/.test(given) ? { kind: 'number', digits: Number(given) } : undefined;
    case 'money': {
      const found = /^["']([A-Z]{3})["'](\s*,\s*unit:\s*["']minor["'])?$/.exec(given);
      return found ? { kind: 'money', currency: found[1] ?? '', minor: found[2] !== undefined } : undefined;
    }
    case 'percent':
      if (given === '') return { kind: 'percent', of100: false };
      return /^of:\s*100$/.test(given) ? { kind: 'percent', of100: true } : undefined;
    case 'digits':
      return given === '' ? { kind: 'digits' } : undefined;
    case 'list':
      if (given === '') return { kind: 'list', or: false };
      return /^["']or["']$/.test(given) ? { kind: 'list', or: true } : undefined;
    default:
      return undefined;
  }
}

function writeFormat(format: Format): string {
  switch (format.kind) {
    case 'date':
      return format.style === 'medium' ? 'date' : `date: "${format.style}"`;
    case 'number':
      return format.digits === null ? 'number' : `number: ${format.digits}`;
    case 'money':
      return `money: "${format.currency}"${format.minor ? ', unit: "minor"' : ''}`;
    case 'percent':
      return format.of100 ? 'percent: of: 100' : 'percent';
    case 'list':
      return format.or ? 'list: "or"' : 'list';
    case 'digits':
      return 'digits';
  }
}

/** Numbers stay numbers where one is to be written. */
function writeFallback(fallback: string, format: Format | null): string {
  const amount = format && ['number', 'money', 'percent'].includes(format.kind);
  if (amount && /^-?\d+(\.\d+)?$/.test(fallback)) return fallback;
  return `"${fallback.replaceAll('"', '”')}"`;
}
