// What a template needs of a person, as far as it can be known without one: so that a database can say who may lack something,
// and only those are looked at. Pure. Where it cannot be known the text is in doubt: whoever is asked about has to be rendered
// for. Never promises more than the rendering holds (the property test compares them).

import type { ChannelContent } from '@sampark/contracts/channel-content.ts';
import { textsIn } from '@sampark/contracts/content-texts.ts';
import { currencies } from './formats/number-filters.ts';

export type TextNeeds = {
  /** Values that have to be there, and need nothing else to be written. */
  required: ReadonlySet<string>;
  /** Values that have to be there and be plain numbers, for a filter that writes numbers. */
  numbers: ReadonlySet<string>;
  /** It depends on more than on these: filters that read values, conditions, loops, paths. */
  doubtful: boolean;
};

const output = /\{\{-?([\s\S]*?)-?\}\}/;
const bare = /^\s*([A-Za-z_]\w*)\s*$/;
/** A plain text stands in for the value: nothing is needed. One of blanks alone may leave a message with nothing in it. */
const defaulted =
  /^\s*[A-Za-z_]\w*\s*\|\s*default\s*:\s*(?:"[^"{}%]*[^"{}%\s][^"{}%]*"|'[^'{}%]*[^'{}%\s][^'{}%]*')\s*$/;
/** With everything the filter wants; which currencies there are is asked of the filter itself. */
const numeric =
  /^\s*([A-Za-z_]\w*)\s*\|\s*(?:(?:number|percent)(?:\s*:\s*(?:10|\d))?|money\s*:\s*(?:"([A-Z]{3})"|'([A-Z]{3})'))\s*$/;
const quoted = /^\s*(?:"[^"]*[^"\s][^"]*"|'[^']*[^'\s][^']*')\s*$/;
/** Words of the language, which name no variable. */
const words = new Set(['true', 'false', 'nil', 'null', 'empty', 'blank', 'and', 'or', 'not', 'contains']);

export function needsOfText(text: string): TextNeeds {
  const required = new Set<string>();
  const numbers = new Set<string>();
  if (!text.includes('{')) return { required, numbers, doubtful: false };
  if (text.includes('{%')) return { required, numbers, doubtful: true };
  let doubtful = false;
  for (const [place, part] of text.split(output).entries()) {
    if (place % 2 === 0) {
      if (/\{\{|\}\}/.test(part)) doubtful = true;
      continue;
    }
    const name = bare.exec(part)?.[1];
    const number = numberIn(part);
    if (name !== undefined && !words.has(name)) required.add(name);
    else if (number !== undefined) numbers.add(number);
    else if (!defaulted.test(part) && !quoted.test(part)) doubtful = true;
  }
  return { required, numbers, doubtful };
}

/** The value that has to be a number. Undefined: it is none, or the filter itself is at fault. */
function numberIn(output: string): string | undefined {
  const [, name, ...codes] = numeric.exec(output) ?? [];
  if (name === undefined || words.has(name)) return undefined;
  const currency = codes.find((one) => one !== undefined);
  return currency === undefined || currencies.has(currency) ? name : undefined;
}

/** Of an approved template the platform asks more: something in every place, and addresses that are some. */
export function needsOfContent(content: ChannelContent): TextNeeds {
  const texts = textsIn(content).map(({ text }) => text);
  const needs = texts.map(needsOfText);
  const media = content.kind === 'template' && content.header !== undefined && content.header.kind !== 'text';
  const empty = content.kind === 'template' && texts.some((text) => text.trim() === '');
  return {
    required: new Set(needs.flatMap((one) => [...one.required])),
    numbers: new Set(needs.flatMap((one) => [...one.numbers])),
    doubtful: media || empty || needs.some((one) => one.doubtful),
  };
}
