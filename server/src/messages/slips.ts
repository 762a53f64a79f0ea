// Slips of the pen that the template language lets through and clients would read: one brace instead of two, braces of another
// keyboard, curly quotes, two words where one name belongs. Found when a text is written, before anybody is sent it. Pure.
import { Output, TypeGuards, type Template } from 'liquidjs';

const tag = /\{\{(?:"[^"]*"|'[^']*'|(?!\}\})[\s\S])*\}\}|\{%(?:"[^"]*"|'[^']*'|(?!%\})[\s\S])*%\}/g;
/** What stands in these is meant as it is. */
const quoted = /\{%-?\s*(raw|comment)\s*-?%\}[\s\S]*?\{%-?\s*end\1\s*-?%\}/g;
const straight = /"[^"]*"|'[^']*'/g;
const names = 'first_name|last_name|name|email|phone_number|lead_score|sender_name|preferences_url';
const single = new RegExp(`(?<!\\{)\\{\\s*(${names})\\s*\\}(?!\\})`, 'i');

/** In the text as it is typed; undefined: none. */
export function slipIn(text: string): string | undefined {
  if (!/[{}｛｝]/.test(text)) return undefined;
  const meant = text.replace(quoted, ' ');
  for (const [one] of meant.matchAll(tag)) {
    const slip = slipInTag(one);
    if (slip !== undefined) return slip;
  }
  const words = meant.replace(tag, ' ');
  if (/[｛｝]{2}/.test(words))
    return '“｛｛” are other signs than the braces a variable stands between: {{ }}';
  const [alone, name] = single.exec(words) ?? [];
  if (alone !== undefined)
    return `“${alone}” stands between one brace: a variable stands between two, {{ ${name} }}`;
  // An opening one alone is told by the language itself.
  return /\{\{/.test(words) || !/\}\}/.test(words)
    ? undefined
    : '“}}” closes nothing: no {{ stands before it';
}

function slipInTag(one: string): string | undefined {
  const read = one.replace(straight, '""');
  const [curly] = /[“”„‘’«»]/.exec(read) ?? [];
  if (curly !== undefined)
    return `“${curly}” is no quote here: a text stands between straight ones, "friend"`;
  const [head = ''] = read.slice(2, -2).split('|');
  if (one.startsWith('{{') && head.includes(',')) return `“${head.trim()}” is more than one variable`;
  return undefined;
}

/** In what was read: `{{ first name }}` would show the one word or the other. */
export function strayIn(templates: readonly Template[]): string | undefined {
  for (const template of templates) {
    const children = template.children?.(false, true);
    const slip = template instanceof Output ? strayInOutput(template) : children && strayIn(endOf(children));
    if (slip !== undefined) return slip;
  }
  return undefined;
}

const nothing: ReadonlySet<string> = new Set(['nil', 'null', 'empty', 'blank']);

function strayInOutput({ value }: Output): string | undefined {
  const { postfix } = value.initial;
  const words = postfix.filter((one) => !TypeGuards.isOperatorToken(one));
  const joints = postfix.filter((one) => TypeGuards.isOperatorToken(one) && one.getText() !== 'not');
  const [first] = words;
  if (first !== undefined && words.length === 1 && nothing.has(first.getText()))
    return `“${first.getText()}” is a word of the template language and shows nothing`;
  if (words.length <= joints.length + 1) return undefined;
  const written = words.map((one) => one.getText()).join(' ');
  return `“${written}” is more than one variable: a name has no spaces, as in {{ first_name }}`;
}

function endOf(children: Generator<unknown, Template[]>): Template[] {
  for (;;) {
    const step = children.next();
    if (step.done === true) return step.value;
  }
}
