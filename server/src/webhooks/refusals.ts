// Phrases that read like a refusal in words of the person's own. PURE. Each names their wish about being written to, called
// or listed; a word such as "stop" alone is never enough. `(?:…)` only, no nested repeats: the text comes from strangers.

const english: readonly RegExp[] = [
  /\b(?:do not|don ?t|dont|never|stop)\s(?:you\s)?(?:ever\s)?(?:contact|contacting|message|messaging|text|texting|email|emailing|call|calling|write to|writing to|bother|bothering|spam|spamming)\s(?:me|us|this number)\b/,
  /\b(?:please )?(?:do not|don ?t|dont)\s(?:write|send|text|message)\s(?:to me |me |us )?(?:again|any ?more|anything|these|messages|any messages|any more)\b/,
  /\b(?:do not|don ?t|dont)\s(?:contact|call|message|text)(?: again| any ?more)?$/,
  /\bstop\s(?:sending|texting|messaging|writing|contacting|spamming|these messages|this spam|the messages|the spam|messages|all messages|your messages)\b/,
  /\bleave (?:me|us) (?:alone|in peace)\b/,
  /\b(?:take|remove|delete) (?:me|my (?:number|name|details|data)|us) (?:off|from)\b/,
  /\b(?:remove|delete|erase|forget) (?:my (?:number|name|details|data|contact))\b/,
  /\bunsubscribe (?:me|us|my number)\b/,
  /\b(?:want|like|wish) to (?:unsubscribe|opt out|be removed|stop receiving|stop getting)\b/,
  /\bopt (?:me|us) out\b/,
  /\b(?:do not|don ?t|dont) want (?:(?:to (?:receive|get|hear)|any|your|these|more)\b)(?: \S+){0,4} (?:messages?|texts?|from you|spam)\b/,
  /\b(?:no more|enough) (?:messages|texts|spam|of (?:this|these|your) (?:messages|texts|spam))\b/,
  /\b(?:i will|i ll|going to|i am|i m) (?:report|reporting|block|blocking) (?:you|this number)\b/,
  /^(?:sorry |hi |hello |please |no )*(?:i am |i m |we are |we re )?(?:really |simply )?(?:not|no longer) interested(?: in (?:this|your (?:offers?|messages?|service)))?(?: any ?more| at all)?(?: sorry| thanks| thank you| please)*$/,
  /^(?:sorry )?(?:you have |this is |you ve got |you have got )?(?:the |a )?wrong (?:number|person)(?: sorry| please)?$/,
  // Bengali in Latin letters.
  /\b(?:message|msg|sms|text)\s(?:(?:r|ar)\s)?(?:diben|diyen|korben|koriyen|pathaben|pathayen)\s?na\b/,
  /\bbirokto\s(?:korben|koren|koiren|koiro)\s?na\b/,
];

const bengali: readonly RegExp[] = [
  /আর\s(?:কোনো\s|কোন\s)?(?:মেসেজ|ম্যাসেজ|বার্তা|এসএমএস|sms|message)\s(?:\S+\s)?(?:দিবেন|দেবেন|পাঠাবেন|করবেন|দিও|দিয়েন)\s?না/,
  /(?:মেসেজ|ম্যাসেজ|বার্তা|এসএমএস|যোগাযোগ)\s(?:আর\s)?(?:দিবেন|দেবেন|পাঠাবেন|করবেন|কইরেন|দিয়েন|পাঠায়েন|পাঠিয়েন)\s?না/,
  /(?:মেসেজ|ম্যাসেজ|বার্তা|এসএমএস)\s(?:দেওয়া|দেয়া|পাঠানো|করা)\s(?:বন্ধ|থামান|থামাও)/,
  /(?:মেসেজ|ম্যাসেজ|বার্তা|এসএমএস)\s(?:পেতে\s)?চাই\s?না/,
  /(?:বিরক্ত|ডিস্টার্ব)\s(?:করবেন|কইরেন|করো|কোরো|করিয়েন)\s?না/,
  /(?:জ্বালাবেন|জ্বালায়েন|জ্বালাতন করবেন)\s?না/,
  /(?:আমাকে|আমারে)\s(?:আর\s)?(?:ফোন|কল|মেসেজ|যোগাযোগ)\s(?:\S+\s)?(?:করবেন|দিবেন|দেবেন)\s?না/,
  /(?:আমার\s)?(?:নম্বর|নাম্বার|নাম)\s(?:\S+\s)?(?:মুছে|বাদ|ডিলিট)\s?(?:ফেলুন|দিন|দেন|করুন)/,
  /(?:তালিকা|লিস্ট)\sথেকে\s(?:\S+\s)?(?:বাদ|মুছে)/,
  /আমাকে\s(?:একা|শান্তিতে)\sথাকতে\s(?:দিন|দেন|দাও)/,
  /^(?:দুঃখিত\s|সরি\s)?(?:আমি\s)?(?:আর\s)?(?:আগ্রহী|ইন্টারেস্টেড)\s(?:নই|না|নয়|না আমি)(?:\sধন্যবাদ)?$/,
  /^(?:এটা\s)?(?:ভুল|রং|রঙ)\s(?:নম্বর|নাম্বার)(?:\sএটা)?$/,
].map((pattern) => new RegExp(pattern.source.normalize('NFKC'), 'u')); // composed as the texts they meet

/** "Please don't stop sending these": what is denied is not asked for. */
const denied =
  /\b(?:do not|don ?t|dont|never|can ?t|cannot|can not|won ?t|will not|would not|wouldn ?t)\s(?:you\s)?(?:ever\s)?(?:stop|unsubscribe|remove|delete|erase|forget|leave|take|opt|block)\b[^]{0,60}/g;

/** `normal`: the text in one spelling (opt-out.ts). In Bengali "…দিবেন না?" asks whether we will not. */
export function readsLikeRefusal(normal: string, asks: boolean): boolean {
  if (/[a-z]/.test(normal)) {
    const meant = normal.replace(denied, ' ').trim();
    if (english.some((pattern) => pattern.test(meant))) return true;
  }
  if (!/[ঀ-৿]/.test(normal) || (asks && normal.endsWith('না'))) return false;
  return bengali.some((pattern) => pattern.test(normal));
}
