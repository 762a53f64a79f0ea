// Between what is typed and what a condition holds. Pure.
import { plainNumber } from '../../lib/plain-number.ts';

/** A number in Latin or Bengali digits, with a sign and a point or comma; the text itself where it is none. */
export function numberOrText(text: string): number | string | undefined {
  const latin = plainNumber(text);
  if (latin === '') return undefined;
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(latin) ? Number(latin) : text;
}

/** What looks like a number is looked for as a number and as a text: imports keep either. */
export function bothForms(words: readonly string[]): (string | number)[] {
  return words.flatMap((word) => {
    const number = numberOrText(word);
    return typeof number === 'number' ? [word, number] : [word];
  });
}

/** The words of a list, each once. */
export function wordsOf(value: unknown): string[] {
  return Array.isArray(value) ? [...new Set(value.map(String))] : [];
}

/** `2026-11-22T09:30` as the viewer's clock says it; empty for what is no instant. */
export function localOf(iso: unknown): string {
  const at = new Date(typeof iso === 'string' ? iso : Number.NaN);
  if (Number.isNaN(at.getTime())) return '';
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function instantOf(local: string): string | undefined {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** A single value as a text; empty for a list or for nothing. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
