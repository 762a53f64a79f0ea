// parse_mode=HTML. Error texts as the Bot API words them.
import { byteOffset, EntityError, finish, type Entity, type FormattedText } from './entities.ts';

const TYPES: Record<string, string> = {
  ...{ b: 'bold', strong: 'bold', i: 'italic', em: 'italic', u: 'underline', ins: 'underline' },
  ...{ s: 'strikethrough', strike: 'strikethrough', del: 'strikethrough', code: 'code', pre: 'pre' },
  ...{ a: 'text_link', blockquote: 'blockquote', 'tg-spoiler': 'spoiler', span: 'spoiler' },
  ...{ 'tg-emoji': 'custom_emoji', 'tg-time': 'date_time' },
};
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface OpenTag {
  tag: string;
  at: number;
  offset: number;
  attributes: Map<string, string>;
}

/** One character reference, or undefined: anything else that starts with & is an ampersand. */
function reference(text: string, at: number): { value: string; length: number } | undefined {
  const found = /^&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));?/i.exec(text.slice(at, at + 12));
  if (!found) return undefined;
  const [whole, hex, decimal, name] = found;
  if (name !== undefined) {
    const value = NAMED[name];
    return value === undefined ? undefined : { value, length: whole.length };
  }
  const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
  if (code === 0 || code > 0x10ffff) return undefined;
  return { value: String.fromCodePoint(code), length: whole.length };
}

function decode(text: string): string {
  let out = '';
  for (let at = 0; at < text.length;) {
    const found = text[at] === '&' ? reference(text, at) : undefined;
    out += found?.value ?? text[at];
    at += found?.length ?? 1;
  }
  return out;
}

function attributesOf(source: string, tag: string, offset: number): Map<string, string> {
  const attributes = new Map<string, string>();
  const pattern = /\s*(?:([a-z0-9-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([a-z0-9.-]+)))?|=)/giy;
  for (let found = pattern.exec(source); found; found = pattern.exec(source)) {
    const [, name, double, single, bare] = found;
    if (name === undefined)
      throw new EntityError(`Empty attribute name in the tag "${tag}" at byte offset ${offset}`);
    attributes.set(name.toLowerCase(), decode(double ?? single ?? bare ?? ''));
  }
  return attributes;
}

/** Where the tag that starts at `at` ends, skipping quoted attribute values. */
function tagEnd(html: string, at: number): number {
  let quote = '';
  for (let index = at; index < html.length; index += 1) {
    const unit = html[index] as string;
    if (quote !== '') quote = unit === quote ? '' : quote;
    else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === '>') return index;
  }
  return -1;
}

function openTag(html: string, at: number, end: number, offset: number): OpenTag {
  const place = byteOffset(html, at);
  const name = /^<([a-z0-9-]*)/i.exec(html.slice(at, end))?.[1] ?? '';
  const tag = name.toLowerCase();
  if (!(tag in TYPES)) throw new EntityError(`Unsupported start tag "${tag}" at byte offset ${place}`);
  const attributes = attributesOf(html.slice(at + 1 + name.length, end), tag, place);
  if (tag === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw new EntityError(`Tag "span" must have class "tg-spoiler" at byte offset ${place}`);
  }
  return { tag, at, offset, attributes };
}

function entityOf(open: OpenTag, text: string, entities: Entity[]): Entity | undefined {
  const entity: Entity = {
    type: TYPES[open.tag] as string,
    offset: open.offset,
    length: text.length - open.offset,
  };
  if (open.tag === 'a') {
    const url = open.attributes.get('href') ?? text.slice(open.offset);
    return /^[a-z][a-z0-9+.-]*:|\./i.test(url) ? { ...entity, url } : undefined;
  }
  if (open.tag === 'blockquote' && open.attributes.has('expandable')) entity.type = 'expandable_blockquote';
  if (open.tag === 'tg-emoji') entity.custom_emoji_id = open.attributes.get('emoji-id') ?? '';
  if (open.tag === 'pre') {
    // <pre><code class="language-x"> is one entity with a language.
    const inner = entities.findIndex(
      (other) => other.type === 'code' && other.offset === entity.offset && other.length === entity.length,
    );
    const language = entities[inner]?.language;
    if (inner >= 0) entities.splice(inner, 1);
    if (language !== undefined) entity.language = language;
  }
  if (open.tag === 'code') {
    const language = /^language-(.+)$/.exec(open.attributes.get('class') ?? '')?.[1];
    if (language !== undefined) entity.language = language;
  }
  return entity;
}

export function parseHtml(html: string): FormattedText {
  let text = '';
  const entities: Entity[] = [];
  const stack: OpenTag[] = [];
  for (let at = 0; at < html.length;) {
    const unit = html[at] as string;
    if (unit === '&') {
      const found = reference(html, at);
      text += found?.value ?? '&';
      at += found?.length ?? 1;
    } else if (unit !== '<') {
      text += unit;
      at += 1;
    } else if (html[at + 1] === '/') {
      const end = html.indexOf('>', at);
      const open = stack.pop();
      if (!open) throw new EntityError(`Unexpected end tag at byte offset ${byteOffset(html, at)}`);
      if (end < 0) throw new EntityError(`Unclosed end tag at byte offset ${byteOffset(html, at)}`);
      const tag = html
        .slice(at + 2, end)
        .trim()
        .toLowerCase();
      if (tag !== '' && tag !== open.tag) {
        throw new EntityError(
          `Unmatched end tag at byte offset ${byteOffset(html, at)}, expected "</${open.tag}>", found "</${tag}>"`,
        );
      }
      const entity = entityOf(open, text, entities);
      if (entity && entity.length > 0) entities.push(entity);
      at = end + 1;
    } else {
      const end = tagEnd(html, at);
      if (end < 0) throw new EntityError(`Unclosed start tag at byte offset ${byteOffset(html, at)}`);
      stack.push(openTag(html, at, end, text.length));
      at = end + 1;
    }
  }
  const open = stack.at(-1);
  if (open) throw new EntityError(`Can't find end tag corresponding to start tag "${open.tag}"`);
  const insidePre = (entity: Entity): Entity => {
    if (entity.type !== 'code' || entity.language === undefined) return entity;
    const { language: _language, ...plain } = entity;
    return plain;
  };
  return finish(text, entities.map(insidePre));
}
