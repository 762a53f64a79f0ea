// Reading JSON that others wrote: every access names the type it expects and yields undefined for anything else, so
// that a platform's surprise becomes an `unknown` event or an unclassified outcome and never an exception. Texts can be
// stored as they are.
import { storable } from '../db/storable.ts';

export type Json = Readonly<Record<string, unknown>>;

/** The parsed text, or undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

export function objectAt(value: Json | undefined, key: string): Json | undefined {
  return asObject(value?.[key]);
}

export function textAt(value: Json | undefined, key: string): string | undefined {
  const found = value?.[key];
  return typeof found === 'string' ? storable(found) : undefined;
}

/** A number, or a text that is one: Meta writes timestamps and ids both ways. */
export function numberAt(value: Json | undefined, key: string): number | undefined {
  const found = value?.[key];
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** An id as text, whether written as a number or as text. */
export function idAt(value: Json | undefined, key: string): string | undefined {
  const found = value?.[key];
  return typeof found === 'string' || typeof found === 'number' ? storable(String(found)) : undefined;
}

export function listAt(value: Json | undefined, key: string): unknown[] {
  const found = value?.[key];
  return Array.isArray(found) ? (found as unknown[]) : [];
}

/** Objects of a list; anything else in it is skipped. */
export function objectsAt(value: Json | undefined, key: string): Json[] {
  return listAt(value, key)
    .map(asObject)
    .filter((item) => item !== undefined);
}

/**
 * A platform's instant. What cannot be read becomes an invalid date: adapters have no clock, and webhooks/apply.ts
 * puts the time of receipt in its place.
 */
export function instant(milliseconds: number | undefined): Date {
  return new Date(milliseconds ?? Number.NaN);
}
