// parse_mode=MarkdownV2. Error texts as the Bot API words them.
import { byteOffset, EntityError, finish, type Entity, type FormattedText } from './entities.ts';

const RESERVED = new Set('_*[]()~`>#+-=|{}.!');
const SPANS: [mark: string, type: string, name: string][] = [
  ['||', 'spoiler', 'Spoiler'],
  ['__', 'underline', 'Underline'],
  ['*', 'bold', 'Bold'],
  ['_', 'italic', 'Italic'],
  ['~', 'strikethrough', 'Strikethrough'],
];

interface OpenSpan {
  mark: string;
  type: string;
  name: string;
  at: number;
  offset: number;
}

function unescape(text: string): string {
  return text.replace(/\\([\x01-\x7e])/g, '$1');
}

/** The index of `mark` from `from`, stepping over escaped characters; -1 when it never comes. */
function closing(source: string, mark: string, from: number): number {
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source.startsWith(mark, at)) return at;
  }
  return -1;
}

export function parseMarkdown(source: string): FormattedText {
  let text = '';
  const entities: Entity[] = [];
  const stack: OpenSpan[] = [];
  let quote: { offset: number } | undefined;
  const fail = (name: string, at: number): never => {
    throw new EntityError(`Can't find end of ${name} entity at byte offset ${byteOffset(source, at)}`);
  };
  const close = (span: OpenSpan, more: Partial<Entity> = {}): void => {
    const length = text.length - span.offset;
    if (length > 0) entities.push({ type: span.type, offset: span.offset, length, ...more });
  };
  const code = (at: number): number => {
    const block = source.startsWith('```', at);
    const mark = block ? '```' : '`';
    const end = closing(source, mark, at + mark.length);
    if (end < 0) fail(block ? 'Pre' : 'Code', at);
    let inner = source.slice(at + mark.length, end);
    const language = block ? /^([a-z0-9_+#-]+)\n/i.exec(inner)?.[1] : undefined;
    if (block) inner = inner.slice(language?.length ?? 0).replace(/^\n/, '');
    const offset = text.length;
    text += unescape(inner);
    const entity: Entity = { type: block ? 'pre' : 'code', offset, length: text.length - offset };
    if (entity.length > 0) entities.push(language === undefined ? entity : { ...entity, language });
    return end + mark.length;
  };
  const link = (at: number): number => {
    const open = stack.pop() as OpenSpan;
    if (source[at + 1] !== '(') {
      throw new EntityError(`Character ']' is reserved and must be escaped with the preceding '\\'`);
    }
    const end = closing(source, ')', at + 2);
    if (end < 0)
      throw new EntityError(`Can't find end of a URL at byte offset ${byteOffset(source, at + 1)}`);
    close(open, { url: unescape(source.slice(at + 2, end)) });
    return end + 1;
  };

  for (let at = 0; at < source.length;) {
    const unit = source[at] as string;
    const lineStart = at === 0 || source[at - 1] === '\n';
    if (quote && lineStart && unit !== '>') {
      entities.push({ type: 'blockquote', offset: quote.offset, length: text.length - quote.offset });
      quote = undefined;
    }
    const span = SPANS.find(([mark]) => source.startsWith(mark, at));
    const top = stack.at(-1);
    if (unit === '\\' && at + 1 < source.length) {
      text += source[at + 1];
      at += 2;
    } else if (unit === '>' && lineStart) {
      quote ??= { offset: text.length };
      at += 1;
    } else if (unit === '`') {
      at = code(at);
    } else if (span && (top?.mark === span[0] || !stack.some((open) => open.mark === span[0]))) {
      const [mark, type, name] = span;
      if (top?.mark === mark) close(stack.pop() as OpenSpan);
      else stack.push({ mark, type, name, at, offset: text.length });
      at += mark.length;
    } else if (unit === '[') {
      stack.push({ mark: '[', type: 'text_link', name: 'TextUrl', at, offset: text.length });
      at += 1;
    } else if (unit === ']' && top?.mark === '[') {
      at = link(at);
    } else if (RESERVED.has(unit)) {
      if (top && span) fail(top.name, top.at);
      throw new EntityError(`Character '${unit}' is reserved and must be escaped with the preceding '\\'`);
    } else {
      text += unit;
      at += 1;
    }
  }
  const open = stack.at(-1);
  if (open) fail(open.name, open.at);
  if (quote) entities.push({ type: 'blockquote', offset: quote.offset, length: text.length - quote.offset });
  return finish(text, entities);
}
