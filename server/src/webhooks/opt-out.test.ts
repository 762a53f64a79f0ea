import { defaultSettings } from '@sampark/contracts/settings.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOptOut } from './opt-out.ts';

const keywords = defaultSettings.opt_out_keywords;

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
    'Unsubscribe me please'.replace(' me', ''),
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
        fc.constantFrom(...keywords),
        fc.array(word, { maxLength: 5 }),
        fc.array(word, { maxLength: 5 }),
        (keyword, before, after) => {
          fc.pre(before.length + after.length > 0);
          expect(readOptOut([...before, keyword, ...after].join(' '), keywords)).not.toBe('opt_out');
        },
      ),
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
    'আর মেসেজ দিবেন না',
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

it('follows the workspace’s own list', () => {
  expect(readOptOut('Basta!', ['basta'])).toBe('opt_out');
  expect(readOptOut('stop', ['basta'])).toBe('none');
  expect(readOptOut('', [''])).toBe('none');
});
