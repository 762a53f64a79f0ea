// Liquid, strict: an unknown or missing variable is an error, never a blank in a client's message. Pure but for the
// cache of parsed templates. The same function renders previews and sends, so they cannot differ.
import type { ChannelContent, RenderedContent } from '@sampark/contracts/channel-content.ts';
import { compileRichText } from '@sampark/contracts/compile-rich-text.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { tooLongText } from '@sampark/contracts/measure-text.ts';
import type { ShownTemplate } from '@sampark/contracts/template-text.ts';
import { guardValue } from '@sampark/contracts/rich-text.ts';
import { tooManyMarks } from '@sampark/contracts/telegram-text.ts';
import { Liquid, LiquidError, type Template } from 'liquidjs';
import type { PersonFacts } from '../delivery/claim-queries.ts';
import { privateLinkStandIn } from '../preferences/private-link.ts';
import { fillBare } from './bare-template.ts';
import { filterFault } from './formats/check-filters.ts';
import { setFilters } from './formats/filters.ts';
import { FormatFault } from './formats/format-fault.ts';
import { isBlank, refuseBlanks } from './refuse-blanks.ts';
import { slipIn, strayIn } from './slips.ts';
import { textLanguage } from './formats/reader.ts';
import { saysNothing } from './says-nothing.ts';
import type { TemplatesOf } from '../templates/known-template.ts';
import { renderTemplate } from './render-template.ts';
import { withDirection } from '@sampark/contracts/paragraph-direction.ts';

export type MessageVariables = Record<string, unknown>;

type RenderOptions = NonNullable<Parameters<Liquid['renderSync']>[2]>;

export type Rendered =
  | {
      ok: true;
      content: RenderedContent;
      /** For people to read here. */
      text: string;
      /** Of an approved template: what the person's app shows, part by part. */
      template?: ShownTemplate;
    }
  | {
      ok: false;
      code: 'variable_missing' | 'content_too_long' | 'template_invalid';
      detail: string;
      /** Of `variable_missing`: the name it stands under, without a path. */
      variable?: string;
    };

// All of it was left out on purpose, by `default: ""` or a condition: nobody is written to for the sake of nothing.
const blank: Rendered = { ok: false, code: 'template_invalid', detail: 'it says nothing to them' };

// The render limit is milliseconds of the clock, and a busy machine can stand still for longer than that in the middle of
// "Dear Rahim". So what exceeds it is looked at a second time with more patience; a template that fails that too is
// known to be slow from then on. (Measured under load: one message in 60,000 was skipped for good without this.)
const secondLookMs = 500;
const slow = new Set<string>();

// lenientIf: `{% if branch %}` and `| default:` are how an author says that a value may be missing.
const limits = { lenientIf: true, parseLimit: 20_000, renderLimit: 50, memoryLimit: 200_000 };
// A template is one text: Liquid would look other ones up as files of this server.
const strict = {
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  templates: {},
  ...limits,
};
const plain = new Liquid(strict);
// Telegram text is HTML written by the author; values of people must not become markup.
const html = new Liquid({ ...strict, outputEscape: escapeHtml });
// Marks are read once the text is whole; values of people must not become any.
const rich = new Liquid({ ...strict, outputEscape: guarded });
for (const engine of [plain, html, rich]) {
  for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag];
  setFilters(engine);
}

// Liquid's own `raw` would let a value through unescaped.
for (const engine of [html, rich]) engine.registerFilter('raw', (value: unknown) => value);

const escapeOf = new Map<Liquid, (value: string) => string>([
  [html, escapeHtml],
  [rich, guardValue],
]);
const parsed = new Map<string, Template[]>();

/** What templates may use (documented in docs/templates.md). Empty values are left out, so strict mode reports them. */
export function variablesOf(
  person: PersonFacts,
  sender: { name: string; public_url: string | undefined },
): MessageVariables {
  const first = person.first_name ?? person.name?.split(/\s+/)[0];
  return withoutEmpty({
    ...person.attributes,
    ...person.demographics,
    name: person.name ?? ([person.first_name, person.last_name].filter(Boolean).join(' ') || undefined),
    first_name: first,
    last_name: person.last_name,
    email: person.email,
    phone_number: person.phone_number,
    language: person.language,
    country: person.country,
    time_zone: person.time_zone,
    lead_score: person.lead_score,
    asset_class_interests: person.asset_class_interests,
    sender_name: sender.name,
    preferences_url: sender.public_url === undefined ? undefined : privateLinkStandIn(sender.public_url),
  });
}

/**
 * Fills every text of `content`. `templates`: the workspace's approved ones, for their languages and what they show.
 * `language` is the one the texts are written in, where that is known: values are written in it, and lines run its way.
 */
export function renderContent(
  channel: Channel,
  content: ChannelContent,
  variables: MessageVariables,
  templates?: TemplatesOf,
  language?: string,
): Rendered {
  try {
    if (content.kind === 'template')
      return renderTemplate(content, variables, templates, (text, own) => fill(plain, text, variables, own));
    const directed = (text: string, asHtml = false) =>
      language === undefined ? text : withDirection(text, language, asHtml);
    if (content.format === 'rich')
      return renderRich(channel, content, directed(fill(rich, content.text, variables, language)));
    const engine = channel === 'telegram' ? html : plain;
    const text = directed(fill(engine, content.text, variables, language), engine === html);
    if (saysNothing(text, engine === html)) return blank;
    const tooLong = tooMuch(channel, content.kind, text);
    if (tooLong) return { ok: false, code: 'content_too_long', detail: tooLong };
    return { ok: true, content: { ...content, text }, text };
  } catch (error) {
    return readFault(error);
  }
}

/** More than the platform shows of it. */
function tooMuch(channel: Channel, kind: 'text' | 'buttons', sent: string): string | undefined {
  return tooLongText(channel, kind, sent) ?? (channel === 'telegram' ? tooManyMarks(sent) : undefined);
}

/** `text` is for people to read here: without marks. */
function renderRich(
  channel: Channel,
  given: Exclude<ChannelContent, { kind: 'template' }>,
  filled: string,
): Rendered {
  const { format: _asked, ...content } = given;
  const compiled = compileRichText(channel, filled);
  if (saysNothing(compiled.plain)) return blank;
  const tooLong = tooMuch(channel, content.kind, compiled.text);
  if (tooLong) return { ok: false, code: 'content_too_long', detail: tooLong };
  return {
    ok: true,
    content: {
      ...content,
      text: compiled.text,
      ...(compiled.styles.length > 0 ? { styles: compiled.styles } : {}),
    },
    text: compiled.plain,
  };
}

/** Fault of a template itself, whoever it is for; undefined when it parses. */
export function templateFault(text: string): string | undefined {
  const slip = slipIn(text);
  if (slip !== undefined) return slip;
  try {
    const parsed = plain.parse(text);
    return strayIn(parsed) ?? filterFault(plain, parsed);
  } catch (error) {
    return error instanceof Error ? firstLine(error.message) : String(error);
  }
}

/** `language`: the one the text is written in, where it says so; filters write values in it. */
function fill(engine: Liquid, text: string, variables: MessageVariables, language?: string): string {
  if (!text.includes('{')) return text;
  const bare = fillBare(text, variables, escapeOf.get(engine));
  if (bare !== undefined) return bare.trim();
  const key = `${engine === html ? 'h' : engine === rich ? 'r' : 'p'}${text}`;
  let template = parsed.get(key);
  if (!template) {
    template = engine.parse(text);
    refuseBlanks(template);
    // Bounded: single sends bring a new text each; campaigns repeat theirs.
    if (parsed.size > 2_000) parsed.clear();
    parsed.set(key, template);
  }
  const options = language === undefined ? {} : { globals: { [textLanguage]: language } };
  return renderPatiently(engine, key, template, variables, options).trim();
}

function renderPatiently(
  engine: Liquid,
  key: string,
  template: Template[],
  variables: MessageVariables,
  options: RenderOptions,
): string {
  try {
    return String(engine.renderSync(template, variables, options));
  } catch (error) {
    if (!isTimeUp(error) || slow.has(key)) throw error;
    try {
      return String(engine.renderSync(template, variables, { ...options, renderLimit: secondLookMs }));
    } catch (again) {
      if (isTimeUp(again)) {
        if (slow.size > 2_000) slow.clear();
        slow.add(key);
      }
      throw again;
    }
  }
}

function isTimeUp(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('template render limit exceeded');
}

function readFault(error: unknown): Rendered {
  const cause = error instanceof LiquidError ? error.originalError : error;
  if (cause instanceof FormatFault) {
    if (cause.blame === 'template') return { ok: false, code: 'template_invalid', detail: cause.message };
    return { ok: false, code: 'variable_missing', detail: cause.message, ...named(outputOf(error)) };
  }
  const message = error instanceof Error ? firstLine(error.message) : String(error);
  const missing = /undefined variable: (.+?)(?:, line:\d+.*)?$/.exec(message)?.[1];
  if (missing !== undefined)
    return { ok: false, code: 'variable_missing', detail: missing, ...named(missing) };
  return { ok: false, code: 'template_invalid', detail: message };
}

/** `{{ balance | money: "BDT" }}` → `balance | money…`, of which the name comes first. */
function outputOf(error: unknown): string {
  const text = error instanceof LiquidError ? error.token.getText() : '';
  return /^\{\{-?\s*([\s\S]*?)-?\}\}$/.exec(text)?.[1] ?? '';
}

function named(path: string): { variable?: string } {
  const variable = /^[\p{L}_][\p{L}\p{M}\p{N}_-]*/u.exec(path)?.[0];
  return variable === undefined ? {} : { variable };
}

export function escapeHtml(value: unknown): string {
  const text = String(value);
  if (!/[&<>"]/.test(text)) return text;
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function guarded(value: unknown): string {
  return guardValue(toText(value));
}

/** What is no text, as one; nothing is nothing. */
function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(toText).join('');
  if (value === null || value === undefined) return '';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

function withoutEmpty(values: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (!isBlank(value)) kept[key] = value;
  }
  return kept;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
