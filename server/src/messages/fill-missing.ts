// Rendering with what the campaign decided for values a person lacks: a default takes their place. Pure. A message for which
// everything is on record costs nothing more; one that lacks a value and has no default for it is refused as ever.
import type { ChannelContent } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { MissingValues } from '@sampark/contracts/missing-values.ts';
import { withOptOutLine } from '@sampark/contracts/opt-out-line.ts';
import type { TemplatesOf } from '../templates/known-template.ts';
import { needsOfContent } from './needs-of-text.ts';
import { saysNothing } from './says-nothing.ts';
import { renderContent, type MessageVariables, type Rendered } from './render.ts';

/** What Liquid may leave out; words between tags may stay unsaid. */
const tagged = /\{%[\s\S]*%\}|\{\{[\s\S]*?\}\}/g;

/** A message names few values; one that lacks more is refused for the next of them. */
const mostFilled = 30;

type RenderOptions = {
  /** The workspace's approved ones. */
  templates?: TemplatesOf | undefined;
  /** The one the texts are written in, where that is known. */
  language?: string | undefined;
};

export type FillOptions = RenderOptions & {
  decided?: MissingValues | undefined;
  /** The text has to say how to stop such messages. */
  optOutLine?: boolean;
};

export type Filled = { rendered: Rendered; defaults: string[] };

/** `defaults`: the variables a default was written for. */
export function renderFilled(
  channel: Channel,
  given: ChannelContent,
  variables: MessageVariables,
  { decided, optOutLine, ...how }: FillOptions = {},
): Filled {
  const content = optOutLine ? closed(given, how.language) : given;
  // How to stop a message is no message: what comes before that line has to say something by itself.
  if (content !== given && !saysSomething(given)) {
    const alone = renderFilled(channel, given, variables, { ...how, decided });
    if (!alone.rendered.ok && alone.rendered.code === 'template_invalid') return alone;
  }
  const defaults: string[] = [];
  let values = variables;
  for (;;) {
    const rendered = renderContent(channel, content, values, how.templates, how.language);
    if (rendered.ok || rendered.code !== 'variable_missing' || rendered.variable === undefined)
      return { rendered, defaults };
    const { variable } = rendered;
    const answer = decided && Object.hasOwn(decided, variable) ? decided[variable] : undefined;
    // One that stands there already and still cannot be read does not fit.
    if (answer?.action !== 'default' || defaults.includes(variable) || defaults.length >= mostFilled)
      return { rendered, defaults };
    defaults.push(variable);
    values = { ...values, [variable]: answer.value };
  }
}

const worded = new WeakMap<ChannelContent, boolean>();

/** Something in it is said whoever it is for. */
function saysSomething(content: ChannelContent): boolean {
  let known = worded.get(content);
  if (known === undefined)
    worded.set(
      content,
      (known = content.kind === 'template' || !saysNothing(content.text.replace(tagged, ''), true)),
    );
  return known;
}

const withLine = new WeakMap<ChannelContent, Map<string, ChannelContent>>();

/** Asked for every message: one content is closed once in each language. */
function closed(content: ChannelContent, language = ''): ChannelContent {
  let known = withLine.get(content);
  if (!known) withLine.set(content, (known = new Map<string, ChannelContent>()));
  let whole = known.get(language);
  if (!whole) known.set(language, (whole = withOptOutLine(content, language === '' ? undefined : language)));
  return whole;
}

export type Lack = {
  /** Every value that is missing, in the order the message asks for them. */
  missing: string[];
  outcome: 'fine' | 'open' | 'default' | 'skip';
  /** What is missing first, or why it cannot be written. */
  problem: string;
};

/** What this person lacks for this content, and what the campaign decided for it. A text that is too long lacks nothing. */
export function lackOf(
  channel: Channel,
  content: ChannelContent,
  variables: MessageVariables,
  { decided = {}, ...how }: FillOptions = {},
): Lack {
  const plain = plainNeeds(content);
  if (plain) return plainLack(plain, variables, decided);
  const first = renderContent(channel, content, variables, how.templates, how.language);
  if (first.ok || first.code === 'content_too_long') return { missing: [], outcome: 'fine', problem: '' };
  if (first.code === 'template_invalid' || first.variable === undefined)
    return { missing: [], outcome: 'open', problem: first.detail };
  const missing = allMissing(channel, content, variables, how, first.variable);
  const problem = first.detail;
  if (missing.some((variable) => actionOf(decided, variable) === 'skip'))
    return { missing, outcome: 'skip', problem };
  const { rendered } = renderFilled(channel, content, variables, { ...how, decided });
  if (rendered.ok || rendered.code === 'content_too_long') return { missing, outcome: 'default', problem };
  return { missing, outcome: 'open', problem: rendered.detail };
}

/** Of words that need these values and nothing else, nothing has to be written to know. */
function plainLack(needed: readonly string[], variables: MessageVariables, decided: MissingValues): Lack {
  const missing = needed.filter((name) => !Object.hasOwn(variables, name));
  const actions = missing.map((variable) => actionOf(decided, variable));
  const outcome =
    missing.length === 0
      ? 'fine'
      : actions.includes('skip')
        ? 'skip'
        : actions.every((action) => action === 'default')
          ? 'default'
          : 'open';
  const problem = missing.find((_, place) => actions[place] !== 'default') ?? missing[0] ?? '';
  return { missing, outcome, problem };
}

const known = new WeakMap<ChannelContent, readonly string[] | null>();

/** Null: it depends on more. */
function plainNeeds(content: ChannelContent): readonly string[] | null {
  let needs = known.get(content);
  if (needs === undefined) {
    const { required, numbers, doubtful } = needsOfContent(content);
    needs = doubtful || numbers.size > 0 ? null : [...required];
    known.set(content, needs);
  }
  return needs;
}

/** With something in the place of each missing value the next one shows. */
function allMissing(
  channel: Channel,
  content: ChannelContent,
  variables: MessageVariables,
  how: RenderOptions,
  first: string,
): string[] {
  const missing = [first];
  // A number is what most filters read; one that does not hides what comes after it, which shows once this is put right.
  let given: MessageVariables = { ...variables, [first]: '1' };
  while (missing.length < mostFilled) {
    const rendered = renderContent(channel, content, given, how.templates, how.language);
    if (rendered.ok || rendered.code !== 'variable_missing' || rendered.variable === undefined) break;
    if (missing.includes(rendered.variable)) break;
    missing.push(rendered.variable);
    given = { ...given, [rendered.variable]: '1' };
  }
  return missing;
}

function actionOf(decided: MissingValues, variable: string): 'default' | 'skip' | undefined {
  return Object.hasOwn(decided, variable) ? decided[variable]?.action : undefined;
}
