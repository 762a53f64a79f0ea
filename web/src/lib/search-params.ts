// What stands in an address is somebody's typing: each value is checked, and one that does not count is left out.
export function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() ? value : undefined;
}

export function oneOf<const T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((one) => one === value);
}

export function whole(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}

/** Every parameter may be left out of a link. What does not count stays here as undefined: else the raw one shows through. */
export function optional<T extends object>(values: T): { [K in keyof T]?: T[K] | undefined } {
  return values;
}
