// What a text has to look like, said with an example: a pattern is for machines.

const time = 'Write hours and minutes, such as 09:30.';
const address = 'Begin it with https:// or http://.';
const host = 'Write the name of a host alone, such as example.com.';
const signs = 'Use Latin letters, digits and common signs.';
const hash = 'Send the 64 small hexadecimal digits you were given.';

const words: Readonly<Record<string, string>> = {
  '^[A-Z]{2}$': 'Use the two capital letters of ISO 3166-1, such as BD.',
  '^([A-Z]{2}|EEA)$': 'Use the two capital letters of ISO 3166-1, such as BD, or EU or EEA.',
  '^[a-z]{2}$': 'Use the two small letters of ISO 639-1, such as en or bn.',
  '^[a-z]{2,3}$': 'Use the two small letters of ISO 639-1, such as en or bn.',
  '^[A-Z]{3}$': 'Use the three capital letters of ISO 4217, such as BDT.',
  '^#[0-9a-fA-F]{6}$': 'Write it such as #1a5fb4.',
  '^\\+[0-9]{1,15}$': 'Begin with + and the country code, then digits alone, such as +88017.',
  '^([01]\\d|2[0-3]):[0-5]\\d$': time,
  '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$': 'Write it such as 2026-11-20T10:00.',
  '^[A-Z]$': 'Give the letter of a version, such as B.',
  '^[a-z][a-z0-9_]{0,39}$': 'Begin with a small letter; letters, digits and _ may follow.',
  '^https?://': address,
  '^https?://[^\\s]+$': address,
  '^[^\\s/@:?#]+\\.[^\\s/@:?#]+$': host,
  '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$': host,
  '^[\\x21-\\x7e]+$': signs,
  '^[\\x20-\\x7e]+$': signs,
  '^[0-9a-f]{64}$': hash,
  '^[A-Za-z0-9_-]{43}$': 'Send it as it stands in the link.',
  '^(whatsapp|telegram|signal|imessage):(marketing|service|coaching)$':
    'Write a channel and a purpose, such as signal:service.',
  '^telegram:(marketing|service|coaching)$': 'Write telegram and a purpose, such as telegram:service.',
};

/** A text of blanks is what nearly every other pattern rules out as well. */
export const notBlank = '\\S';

/** Undefined: no words for it. */
export function patternInWords(pattern: string): string | undefined {
  return words[pattern];
}
