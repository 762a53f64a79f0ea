// Reads whether a message stops us. PURE. A keyword counts only as the whole message: "bus stop" and "don't stop" are
// not requests to stop, and a stop that is missed or invented is equally wrong (product.md §4.8). What refuses in other
// words is not decided here: it holds sending to that person until someone has looked.

export type OptOutReading = 'opt_out' | 'refusal' | 'resume' | 'none';

/** Words that make the same request politer. Dropped from both ends only when something else is left. */
const politeness = [
  'please',
  'pls',
  'plz',
  'kindly',
  'thanks',
  'thank you',
  'thx',
  'now',
  'দয়া করে',
  'অনুগ্রহ করে',
  'প্লিজ',
  'ধন্যবাদ',
].map(normalise);

const resumeWords = new Set(['start', 'unstop', 'শুরু', 'শুরু করুন'].map(normalise));

/**
 * Phrases that read like a refusal. Each names the person's own wish about being written to, called or listed; a word
 * such as "stop" alone is never enough. `(?:…)` only, no nested repeats: the text comes from strangers.
 */
const refusals: readonly RegExp[] = [
  /\b(?:do not|don ?t|dont|never|stop)\s(?:you\s)?(?:ever\s)?(?:contact|contacting|message|messaging|text|texting|email|emailing|write to|writing to|bother|bothering|spam|spamming)\s(?:me|us|this number)\b/,
  /\b(?:please )?(?:do not|don ?t|dont)\s(?:write|send|text|message)\s(?:to me |me |us )?(?:again|any ?more|anything|these|messages|any messages|any more)\b/,
  /\bstop\s(?:sending|texting|messaging|writing|these messages|this spam|the messages|the spam)\b/,
  /\bleave (?:me|us) alone\b/,
  /\b(?:take|remove|delete) (?:me|my (?:number|name|details|data)|us) (?:off|from)\b/,
  /\b(?:remove|delete|erase|forget) (?:my (?:number|name|details|data|contact))\b/,
  /\bunsubscribe (?:me|us|my number)\b/,
  /\b(?:want|like|wish) to (?:unsubscribe|opt out|be removed)\b/,
  /\bopt (?:me|us) out\b/,
  /\b(?:do not|don ?t|dont) want (?:(?:to (?:receive|get|hear)|any|your|these|more)\b)(?: \S+){0,4} (?:messages?|texts?|from you|spam)\b/,
  /\b(?:no more|enough) (?:messages|texts|spam|of (?:this|these|your) (?:messages|texts|spam))\b/,
  /\b(?:i will|i ll|going to|i am|i m) (?:report|reporting|block|blocking) (?:you|this number)\b/,
  /আর\s(?:কোনো\s|কোন\s)?(?:মেসেজ|ম্যাসেজ|বার্তা|এসএমএস|sms|message)\s(?:\S+\s)?(?:দিবেন|দেবেন|পাঠাবেন|করবেন|দিও|দিয়েন)\s?না/,
  /(?:মেসেজ|ম্যাসেজ|বার্তা|এসএমএস)\s(?:দেওয়া|দেয়া|পাঠানো|করা)\s(?:বন্ধ|থামান|থামাও)/,
  /(?:বিরক্ত|ডিস্টার্ব)\s(?:করবেন|কইরেন|করো|কোরো)\s?না/,
  /(?:আমাকে|আমারে)\s(?:আর\s)?(?:ফোন|কল|মেসেজ|যোগাযোগ)\s(?:\S+\s)?(?:করবেন|দিবেন|দেবেন)\s?না/,
  /(?:আমার\s)?(?:নম্বর|নাম্বার|নাম)\s(?:\S+\s)?(?:মুছে|বাদ|ডিলিট)\s?(?:ফেলুন|দিন|দেন|করুন)/,
].map((pattern) => new RegExp(normalisePattern(pattern.source), 'u'));

/** Keywords are the workspace's own list (settings.opt_out_keywords). */
export function readOptOut(text: string, keywords: readonly string[]): OptOutReading {
  // Nobody refuses in a novel, and patterns meet a bounded text.
  const whole = normalise(text.slice(0, 2_000));
  if (whole === '') return 'none';
  const bare = withoutPoliteness(whole);
  const known = keywordSet(keywords);
  if (known.has(whole) || known.has(bare)) return 'opt_out';
  if (resumeWords.has(whole) || resumeWords.has(bare)) return 'resume';
  return refusals.some((pattern) => pattern.test(whole)) ? 'refusal' : 'none';
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
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’‘`]/gu, ' ')
    .replace(/[\p{Cf}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** Bengali letters in the patterns get the same composition as the texts they meet. */
function normalisePattern(source: string): string {
  return source.normalize('NFKC');
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
