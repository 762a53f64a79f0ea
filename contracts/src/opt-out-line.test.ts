import { describe, expect, it } from 'vitest';
import { languageOfText, optOutLineFor, optOutLines, tellsOptOut, withOptOutLine } from './opt-out-line.ts';
import { optOutWords } from './opt-out-words.ts';

const languages = Object.keys(optOutLines) as (keyof typeof optOutLines)[];

it('there is a line in every language that words to stop are known in, and it names one of them', () => {
  expect(languages.toSorted()).toEqual(Object.keys(optOutWords).toSorted());
  for (const language of languages) {
    const words: readonly string[] = optOutWords[language];
    expect(words.some((word) => optOutLines[language].toLowerCase().includes(word))).toBe(true);
  }
});

describe.each(languages)('%s', (language) => {
  it('is added once, whoever writes it', () => {
    const once = withOptOutLine({ kind: 'text', text: 'Dear {{ name }}' }, language);
    expect(once.text).toBe(`Dear {{ name }}\n\n${optOutLines[language]}`);
    expect(withOptOutLine(once, language)).toBe(once);
    for (const other of languages) expect(withOptOutLine(once, other)).toBe(once);
  });

  it('is recognised by its letters and words', () => {
    expect(languageOfText(optOutLines[language])).toBe(language);
  });
});

it.each([
  'Your review is ready. Text STOP to opt out.',
  'To unsubscribe, answer this message.',
  'Choose here: {{ preferences_url }}',
  'Envía BAJA para no recibir más.',
  '不想再收到，请回复TD。',
  'আর না চাইলে বন্ধ লিখে পাঠান।',
  'بند لکھ کر بھیجیں',
])('tells it already: %s', (text) => {
  expect(tellsOptOut(text)).toBe(true);
});

it.each([
  'Stop by our office on Monday.',
  'The market will not stop. Write to us.',
  'আমাদের অফিস শুক্রবার বন্ধ।',
  'El mercado está en alto.',
  '',
])('does not tell it: %s', (text) => {
  expect(tellsOptOut(text)).toBe(false);
});

it.each([
  ['Dear {{ name }}, your review is ready.', undefined, 'en'],
  ['Hola {{ first_name }}, su cartera está lista.', undefined, 'es'],
  ['{{ first_name }} 您好，您的报告已准备好 (PDF).', undefined, 'zh'],
  ['প্রিয় {{ first_name }}, আপনার WhatsApp বার্তা।', undefined, 'bn'],
  ['عزيزي {{ name }}، محفظتك جاهزة.', undefined, 'ar'],
  ['محترم {{ name }}، آپ کی رپورٹ تیار ہے۔', undefined, 'ur'],
  ['प्रिय {{ name }}, आपकी रिपोर्ट तैयार है।', undefined, 'hi'],
  ['{{ name }}', undefined, 'en'],
  ['Dear', 'bn', 'bn'],
  ['Dear', 'zh_CN', 'zh'],
  // No line is known in it: the one most people read.
  ['Sehr geehrte {{ name }}', 'de', 'en'],
] as const)('%s in %s gets the line in %s', (text, language, line) => {
  expect(optOutLineFor(text, language)).toBe(optOutLines[line]);
});

it('adds nothing to approved templates, nor beside a button that says stop', () => {
  const template = { kind: 'template', name: 'review', language: 'en', parameters: [] } as const;
  const content = { ...template, parameters: [] as string[] };
  expect(withOptOutLine(content)).toBe(content);
  const buttons = { kind: 'buttons' as const, text: 'Ready.', buttons: [{ id: '1', title: 'Stop' }] };
  expect(withOptOutLine(buttons)).toBe(buttons);
});
