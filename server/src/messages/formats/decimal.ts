// Numbers of people as exact decimals: binary fractions would show a client cents that are not there. Pure.
import { asciiDigits } from '../../prospects/ascii-digits.ts';
import { FormatFault } from './format-fault.ts';

/** Digits with at most one point, such as `-1250.50`. */
export type Decimal = `${number}`;

/**
 * Reads a number or a text of digits, in any script's digits. Separators of thousands are refused: `1.250` is a thousand in
 * one country and one in another.
 */
export function readDecimal(value: unknown, filter: string): Decimal {
  const text =
    typeof value === 'number' || typeof value === 'bigint'
      ? String(value)
      : typeof value === 'string'
        ? asciiDigits(value).trim()
        : '';
  if (!/^[+-]?\d{1,30}(\.\d{1,20})?$/.test(text))
    throw new FormatFault('value', `${filter}: the value is not a plain number such as 1250.50`);
  return text.replace(/^\+/, '') as Decimal;
}

/** The same digits with the point moved `places` to the left: minor units to whole ones. */
export function pointLeft(decimal: Decimal, places: number): Decimal {
  if (places === 0) return decimal;
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  const digits = whole.padStart(places + 1, '0');
  const sign = decimal.startsWith('-') ? '-' : '';
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}${fraction}` as Decimal;
}
