// Reads whether a message stops us. PURE. A keyword counts only as the whole message: "bus stop" and "don't stop" are
// not requests to stop, and a stop that is missed or invented is equally wrong (product.md §4.8). What refuses in other
// words is not decided here: it holds sending to that person until someone has looked.
import { optOutWords } from '@sampark/contracts/opt-out-words.ts';
import { readsLikeRefusal } from './refusals.ts';

export type OptOutReading = 'opt_out' | 'refusal' | 'resume' | 'none';

/** Words that make the same request politer. Dropped from both ends only when something else is left. */
const politeness = [
  ...['please', 'pls', 'plz', 'kindly', 'thanks', 'thank you', 'thx', 'now', 'right now', 'immediately', 'sir', 'madam'],
  ...['দয়া করে', 'অনুগ্রহ করে', 'প্লিজ', 'প্লীজ', 'ধন্যবাদ', 'এখনই', 'এখনি', 'ভাই', 'আপু', 'স্যার', 'ম্যাডাম'],
].map(normalise); // prettier-ignore

const resumeWords = new Set(['start', 'unstop', 'শুরু', 'শুরু করুন'].map(normalise));
const always: ReadonlySet<string> = new Set(Object.values(optOutWords).flat().map(normalise));

/** `own`: words of the workspace besides the ones that always count (settings.opt_out_keywords). */
export function readOptOut(text: string, own: readonly string[]): OptOutReading {
  // Nobody refuses in a novel, and patterns meet a bounded text.
  const start = text.slice(0, 2_000);
  const whole = normalise(start);
  if (whole === '') return 'none';
  const bare = withoutPoliteness(whole);
  const ours = keywordSet(own);
  const stops = (words: string) => always.has(words) || ours.has(words);
  if (stops(whole) || stops(bare) || stops(onceOnly(bare)) || stops(joined(bare))) return 'opt_out';
  if (resumeWords.has(whole) || resumeWords.has(bare)) return 'resume';
  return readsLikeRefusal(whole, /\?\s*$/.test(start)) ? 'refusal' : 'none';
}

/** Why a word cannot be one of a workspace's own; undefined when it can. */
export function keywordFault(word: string): 'empty' | 'starts' | 'polite' | undefined {
  const bare = normalise(word);
  if (bare === '') return 'empty';
  if (resumeWords.has(bare)) return 'starts';
  return politeness.includes(bare) ? 'polite' : undefined;
}

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function keywordSet(keywords: readonly string[]): ReadonlySet<string> {
  let set = sets.get(keywords);
  if (!set) sets.set(keywords, (set = new Set(keywords.map(normalise).filter((word) => word !== ''))));
  return set;
}

/**
 * One spelling for what people type: NFKC (full-width letters), lower case, marks, emoji and punctuation to spaces.
 * Bengali vowel signs are marks that belong to words and stay; nukta forms are composed one way by NFKC. Invisible
 * characters (joiners, variation selectors, direction marks) go without leaving a gap.
 */
export function normalise(text: string): string {
  return text
    .replace(/[0-9#*]?\u{fe0f}?\u{20e3}/gu, ' ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’‘`]/gu, ' ')
    .replace(/[\p{Cf}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

function withoutPoliteness(whole: string): string {
  let rest = whole;
  for (let changed = true; changed;) {
    changed = false;
    for (const word of politeness) {
      if (rest.startsWith(`${word} `)) [rest, changed] = [rest.slice(word.length + 1), true];
      if (rest.endsWith(` ${word}`)) [rest, changed] = [rest.slice(0, -word.length - 1), true];
    }
  }
  return rest;
}

/** "stop stop stop" is one request said three times. */
function onceOnly(text: string): string {
  const words = text.split(' ');
  for (let length = 1; length <= words.length / 2; length++) {
    if (words.length % length === 0 && words.every((word, at) => word === words[at % length]))
      return words.slice(0, length).join(' ');
  }
  return text;
}

/** "S.T.O.P." */
function joined(text: string): string {
  return /^\p{L}(?: \p{L}){2,}$/u.test(text) ? text.replaceAll(' ', '') : text;
}
