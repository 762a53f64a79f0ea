// The line that tells people how to stop messages, in the language of the message. Pure, and runs in the browser: the meter
// counts it while one writes, and the send appends it where the text says nothing of the kind.
import type { ChannelContent } from './channel-content.ts';

/** Each names a word of opt-out-words.ts, which stops us when it is a whole message. */
export const optOutLines = {
  en: 'Reply STOP to stop these messages.',
  es: 'Para no recibir más mensajes, responde BAJA.',
  zh: '回复“退订”即可停止接收此类消息。',
  ar: 'لإيقاف هذه الرسائل أرسل: توقف',
  bn: 'এমন বার্তা আর না চাইলে লিখুন: বন্ধ',
  hi: 'ये संदेश रोकने के लिए लिखें: बंद',
  ur: 'یہ پیغامات روکنے کے لیے لکھیں: بند',
} as const satisfies Record<string, string>;

export type OptOutLanguage = keyof typeof optOutLines;

/** What a text that tells it already looks like. A word alone is none: people also stop by at an office. */
const told: readonly RegExp[] = [
  /\b(?:reply|text|send|write|answer|type|respond|message)\b.{0,24}\b(?:stop|unsubscribe|quit|end|cancel|opt[ -]?out)\b/i,
  /\bSTOP\b|\bunsubscribe\b|\bopt(?:ing)?[ -]out\b/,
  /\b(?:responde|responda|env[ií]a|env[ií]e|escribe|escriba|contesta|conteste)\b.{0,24}\b(?:baja|stop|alto|parar|cancelar)\b/i,
  /\bdarse de baja\b|\bdarte de baja\b/i,
  /退订|退訂|取消订阅|取消訂閱|回[复覆復].{0,6}(?:TD|停止|取消)/i,
  /(?:أرسل|ارسل|اكتب|رد|الرد).{0,24}(?:توقف|إيقاف|ايقاف|أوقف|إلغاء|الغاء|STOP)|إلغاء الاشتراك|الغاء الاشتراك/i,
  /(?:লিখ|পাঠা|উত্তর).{0,24}(?:বন্ধ|থামুন|স্টপ|STOP)|(?:বন্ধ|থামুন|স্টপ|STOP).{0,12}(?:লিখ|পাঠা)|আনসাবস্ক্রাইব/i,
  /(?:लिख|भेज|जवाब|उत्तर).{0,24}(?:बंद|रोको|रोकें|स्टॉप|STOP)|(?:बंद|रोको|रोकें|STOP).{0,12}(?:लिख|भेज)/i,
  /(?:لکھ|بھیج|جواب).{0,24}(?:بند|روک|STOP)|(?:بند|روک|STOP).{0,12}(?:لکھ|بھیج)/i,
];

/** Whether a text, a template included, says how to stop, or holds the link to the person's own page. */
export function tellsOptOut(text: string): boolean {
  return /\{\{-?\s*preferences_url\b/.test(text) || told.some((one) => one.test(text));
}

/** The line for a text; `language`: what it is written in (ISO 639-1), where that is known. */
export function optOutLineFor(text: string, language?: string): string {
  const own = language?.split(/[-_]/)[0]?.toLowerCase();
  if (own !== undefined && Object.hasOwn(optOutLines, own)) return optOutLines[own as OptOutLanguage];
  return optOutLines[own === undefined ? languageOfText(text) : 'en'];
}

/** The same content where it tells it already. An approved template has a footer of its own: nothing is added. */
export function withOptOutLine<C extends ChannelContent>(content: C, language?: string): C {
  if (content.kind === 'template' || tellsOptOut(content.text)) return content;
  // One button can be the way out as well.
  if (
    content.kind === 'buttons' &&
    content.buttons.some(({ title }) => /^(?:stop|unsubscribe|opt[ -]?out)$/i.test(title))
  )
    return content;
  return { ...content, text: `${content.text.trimEnd()}\n\n${optOutLineFor(content.text, language)}` };
}

const spanish =
  /[¿¡ñ]|\b(?:el|la|los|las|una?|de|del|que|para|con|por|su|sus|tu|est[áa]|hola|gracias|estimad[oa])\b/gi;
const english = /\b(?:the|an?|of|to|you|your|is|are|and|for|with|we|our|dear|hello|thanks?)\b/gi;

/** By its letters, and between the two that share them by their smallest words. Variables and markup do not count. */
export function languageOfText(text: string): OptOutLanguage {
  const words = text.replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|<[^>]*>|https?:\/\/\S+/g, ' ');
  const count = (letters: RegExp) => words.match(letters)?.length ?? 0;
  const scripts: [OptOutLanguage, number][] = [
    ['bn', count(/\p{Script=Bengali}/gu)],
    ['hi', count(/\p{Script=Devanagari}/gu)],
    ['ar', count(/\p{Script=Arabic}/gu)],
    // A sign of Chinese says about as much as three letters.
    ['zh', 3 * count(/\p{Script=Han}/gu)],
    ['en', count(/\p{Script=Latin}/gu)],
  ];
  const most = Math.max(...scripts.map(([, letters]) => letters));
  const first = most === 0 ? 'en' : (scripts.find(([, letters]) => letters === most)?.[0] ?? 'en');
  // Letters of Urdu that Arabic does without.
  if (first === 'ar') return /[ٹڈڑںےھگچپ]/.test(words) ? 'ur' : 'ar';
  if (first === 'en') return count(spanish) > count(english) ? 'es' : 'en';
  return first;
}
