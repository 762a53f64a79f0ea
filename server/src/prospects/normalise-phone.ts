// Enters: a phone number as people and spreadsheets write it, and the country to assume. Leaves: E.164 with its
// country, or the reason it cannot be one. Guaranteed: pure; normalising its own answer changes nothing; a number is
// never guessed: digits a spreadsheet has rounded away are refused, not filled with zeros.
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { asciiDigits } from './ascii-digits.ts';

type Found = { ok: true; phone: string; country: string | null };

export type PhoneResult =
  Found | { ok: false; code: 'phone_missing' | 'phone_rounded' | 'phone_invalid'; reason: string };

// prospects.phone_number holds exactly this.
const stored = /^\+[1-9][0-9]{6,14}$/;

export function normalisePhone(raw: string, defaultCountry: string): PhoneResult {
  const text = unwrap(raw);
  if (text === '') return { ok: false, code: 'phone_missing', reason: 'There is no phone number' };
  const scientific = /^(\d)[.,](\d+)e\+?(\d{1,2})$/i.exec(text);
  if (scientific) return fromScientific(scientific, raw, defaultCountry);
  let why = '';
  for (const part of alternatives(text)) {
    const parsed = parseOne(part, defaultCountry);
    if (typeof parsed !== 'string') return parsed;
    why = parsed;
  }
  return { ok: false, code: 'phone_invalid', reason: `${shown(raw)} cannot be used: ${why}` };
}

/** What spreadsheets and lead forms put around a number: quotes, formulas, prefixes, invisible marks, other digits. */
function unwrap(raw: string): string {
  let text = asciiDigits(raw.normalize('NFKC'))
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .trim();
  text = text.replace(/^=\s*"(.*)"$/s, '$1').trim();
  text = text.replace(/^['’`"]+|['’`"]+$/g, '').trim();
  // `p:` is how Facebook's lead exports mark a phone column.
  text = text.replace(/^(?:p|tel|phone|mobile|whatsapp|sms)\s*:\s*(?:\/\/)?/i, '').trim();
  return text.replace(/^(\+?\d+)\.0+$/, '$1');
}

/** Several numbers in one cell: Google joins them with ` ::: `, people with `/`, `;` or `,`. The first valid one counts. */
function alternatives(text: string): string[] {
  const parts = text
    .split(/\s*:::\s*|\s*[/;,]\s*(?!ext)(?=\+?\(?\d)/i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length > 1 ? [...parts.filter((part) => part.replace(/\D/g, '').length >= 7), text] : [text];
}

/** The number, or why it is none. */
function parseOne(text: string, defaultCountry: string): Found | string {
  const main = text.replace(/[\s,;]*(?:ext(?:ension|n)?\.?|x|#)[\s.:=]*\d{1,7}$/i, '').trim();
  if (/\p{L}/u.test(main)) return 'it has letters in it';
  const international = main.replace(/^\(?\s*00\s*\)?\s*(?=[1-9])/, '+');
  const digits = international.replace(/\D/g, '');
  if (digits.length < 5) return 'it is too short';
  if (digits.length > 20) return 'it is too long';
  const parsed = parsePhoneNumberFromString(international, defaultCountry as CountryCode);
  if (parsed?.isValid() && stored.test(parsed.number)) {
    return { ok: true, phone: parsed.number, country: parsed.country ?? null };
  }
  // Without its plus sign, as phones and WhatsApp export it. No country writes national numbers of 12 digits or more,
  // so this cannot be a local number with a typing error.
  if (/^[1-9]/.test(international) && digits.length >= 12) {
    const withPlus = parsePhoneNumberFromString(`+${digits}`);
    if (withPlus?.isValid() && stored.test(withPlus.number)) {
      return { ok: true, phone: withPlus.number, country: withPlus.country ?? null };
    }
  }
  return parsed ? `it is not a valid number${whose(parsed.country)}` : 'it is not a phone number';
}

function whose(country: string | undefined): string {
  return country === undefined ? '' : ` in ${country}`;
}

/** `8.801712345678E+12` still has all its digits; `8.80171E+12` has lost them. */
function fromScientific(match: RegExpExecArray, raw: string, defaultCountry: string): PhoneResult {
  const [, first = '', rest = '', exponent = ''] = match;
  const exact = rest.length === Number(exponent) ? parseOne(`${first}${rest}`, defaultCountry) : '';
  if (typeof exact !== 'string') return exact;
  return {
    ok: false,
    code: 'phone_rounded',
    reason: `A spreadsheet shortened this number to ${shown(raw)} and its last digits are lost. Format the column as text there and export again`,
  };
}

function shown(raw: string): string {
  const text = raw.trim();
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
