import { optOutWords } from '@sampark/contracts/opt-out-words.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keywordFault, normalise, readOptOut } from './opt-out.ts';

const keywords: string[] = []; // of the workspace's own

describe('the whole message is a keyword', () => {
  it.each([
    'STOP',
    'stop',
    'Stop.',
    ' stop ',
    'STOP!!!',
    'stop 🛑',
    '"Stop"',
    '/stop',
    '*STOP*',
    'ＳＴＯＰ',
    'st\u200bop',
    'Stop please',
    'please stop',
    'pls stop',
    'Stop, thanks.',
    'STOP NOW',
    'Stop all',
    'unsubscribe',
    'Unsubscribe please',
    'Stop.\n',
    '\u200e\u202aSTOP\u202c',
    's\u00adt\u2060op\ufeff',
    '🛑✋🏽 STOP ✋🏽🛑',
    '👨‍👩‍👧 stop ❤️‍🔥',
    'STOP 1️⃣',
    'ＳＴＯＰ！',
    '𝐒𝐓𝐎𝐏',
    'Ⓢⓣⓞⓟ',
    'stop stop stop',
    'STOP. STOP!',
    'S.T.O.P.',
    's t o p',
    'Stop it now',
    'just stop',
    'Please stop sir',
    'revoke',
    'বন্ধ করো',
    'ভাই, বন্ধ করেন',
    'বন্ধ 🙏',
    'ব\u200dন্ধ করুন',
    'স্টপ',
    'bondho korun',
    'बंद करें।',
    'إلغاء الاشتراك',
    'opt-out',
    'Opt out',
    'OPTOUT',
    'cancel',
    'Quit',
    'END',
    'remove me',
    'বন্ধ',
    'বন্ধ করুন',
    'বন্ধ করুন।',
    'দয়া করে বন্ধ করুন',
    'দয়া করে বন্ধ করুন'.normalize('NFD'),
    'থামুন',
    'না, আর পাঠাবেন না',
    'না আর পাঠাবেন না।',
    'আর পাঠাবেন না, ধন্যবাদ',
  ])('%s', (text) => {
    expect(readOptOut(text, keywords)).toBe('opt_out');
  });
});

describe('a keyword inside other words stops nothing', () => {
  it.each([
    "I can't stop thinking about your offer",
    'bus stop',
    "don't stop",
    'stop by tomorrow',
    'When does the offer end?',
    'the end of the month',
    'cancel my booking on Friday and make it Monday',
    'quite',
    'stopped',
    'non-stop',
    'The bus stop near the bank',
    'Full stop.',
    'stop loss at 40?',
    'What is the stop price?',
    "Please don't stop sending me these",
    "Don't ever stop messaging me 😀",
    "Don't forget my name",
    "Don't leave me alone with this form",
    'I would never block you',
    'I am interested',
    'I am not interested in bonds but very much in gold',
    'Not interested in shares, tell me about funds',
    'Is this the wrong number for loans?',
    'cancel or confirm?',
    'Is it the end?',
    'S and P',
    'a b c',
    'start stop',
    'আর মেসেজ দিবেন না?',
    'আমি আগ্রহী',
    'দোকান কখন বন্ধ করেন',
    'বন্ধু',
    'বন্ধন',
    'please',
    'thanks',
    'Thank you!',
    'দোকান বন্ধ',
    'আজ অফিস বন্ধ করুন না কেন',
    'How do I unsubscribe my colleague from the newsletter?',
    'get me from the airport',
    "I don't want to miss your messages",
    "Don't forget to send me the brochure",
    'Please do not hesitate to contact me',
    'Contact me again next week',
    'Remove the old address and use this one',
    'Leave the papers with me',
    'আর মেসেজ পাঠান',
    'কাল মেসেজ দিবেন',
    '',
    '   ',
    '👍',
  ])('%s', (text) => {
    expect(readOptOut(text, keywords)).toBe('none');
  });

  it('is never read as opt-out, whatever surrounds it', () => {
    const word = fc.constantFrom(
      'bus',
      'offer',
      'tomorrow',
      'I',
      'would',
      'like',
      'টাকা',
      'কাল',
      'don’t',
      'the',
      '7',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(optOutWords).flat()),
        fc.array(word, { maxLength: 5 }),
        fc.array(word, { maxLength: 5 }),
        (keyword, before, after) => {
          fc.pre(before.length + after.length > 0);
          expect(readOptOut([...before, keyword, ...after].join(' '), keywords)).not.toBe('opt_out');
        },
      ),
    );
  });

  it('is read however it is dressed', () => {
    const dress = fc.constantFrom(' ', '  ', '.', '!', '…', '"', '*', '_', '🛑', '👍🏽', '\u200b', '\u200d', '\ufe0f', '\u202a', '\n', '।', '؟');
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(optOutWords).flat()),
        fc.array(dress, { maxLength: 4 }),
        fc.array(dress, { maxLength: 4 }),
        fc.constantFrom('plain', 'upper', 'decomposed', 'wide'),
        (word, before, after, form) => {
          const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCodePoint(c.charCodeAt(0) + 0xfee0));
          const said = { plain: word, upper: word.toUpperCase(), decomposed: word.normalize('NFD'), wide: wide(word) }[form];
          expect(readOptOut([...before, said, ...after].join(''), keywords)).toBe('opt_out');
        },
      ),
    );
  }); // prettier-ignore

  it('one spelling is its own spelling', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
        expect(normalise(normalise(text))).toBe(normalise(text));
      }),
    );
  });

  it('answers for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), (text) => {
        expect(['none', 'opt_out', 'refusal', 'resume']).toContain(readOptOut(text, keywords));
      }),
    );
  });
});

describe('a refusal in other words', () => {
  it.each([
    "please don't write to me again",
    'Please do not write to me again.',
    'leave me alone',
    'Leave us alone!!',
    'do not contact me',
    'Don’t message me',
    'dont text me anymore',
    'never message me again',
    'stop messaging me',
    'Stop sending me these',
    'STOP TEXTING ME',
    'take me off your list',
    'Remove my number from your list',
    'please delete my number',
    'I want to unsubscribe',
    "I don't want any more messages",
    'I do not want to receive messages from you',
    'no more messages please',
    'I will report you',
    "I'm blocking this number",
    'Unsubscribe me',
    "please don't message me any more",
    'not interested, leave me alone',
    'Not interested.',
    "Sorry, I'm not interested, thanks",
    'no longer interested',
    'We are not interested in your offers any more',
    'stop all messages',
    'STOP CALLING ME!!!',
    "Don't call me",
    'do not contact',
    'I want to stop receiving this',
    'wrong number',
    'Sorry, wrong person',
    'ar message diben na',
    'birokto korben na bhai',
    'আর মেসেজ দিবেন না',
    'দয়া করে আমাকে আর মেসেজ করবেন না',
    'মেসেজ পাঠাবেন না',
    'যোগাযোগ করবেন না',
    'আমি আর মেসেজ চাই না',
    'আগ্রহী নই, ধন্যবাদ',
    'আমি আগ্রহী না',
    'আমাকে শান্তিতে থাকতে দিন',
    'আপনাদের তালিকা থেকে আমাকে বাদ দিন',
    'ভুল নম্বর',
    'আর কোনো মেসেজ পাঠাবেন না',
    'আমাকে আর মেসেজ দিবেন না প্লিজ',
    'মেসেজ দেওয়া বন্ধ করেন',
    'বিরক্ত করবেন না',
    'আমার নম্বর মুছে ফেলুন',
  ])('%s', (text) => {
    expect(readOptOut(text, keywords)).toBe('refusal');
  });
});

it.each(['START', 'start', 'Unstop', 'START please', 'শুরু করুন'])('%s takes it back', (text) => {
  expect(readOptOut(text, keywords)).toBe('resume');
});

it.each(['start tomorrow', 'when do we start', '/start lead_9f3'])('%s takes nothing back', (text) => {
  expect(readOptOut(text, keywords)).toBe('none');
});

it('words of the workspace’s own stand beside those that always count', () => {
  expect(readOptOut('Basta!', ['basta'])).toBe('opt_out');
  expect(readOptOut('Basta!', [])).toBe('none');
  expect(readOptOut('stop', ['basta'])).toBe('opt_out');
  expect(readOptOut('', [''])).toBe('none');
});

it.each([
  ['START', 'starts'],
  ['please', 'polite'],
  [' 🛑 ', 'empty'],
  ['basta', undefined],
] as const)('%s as a word of one’s own: %s', (word, fault) => {
  expect(keywordFault(word)).toBe(fault);
});
