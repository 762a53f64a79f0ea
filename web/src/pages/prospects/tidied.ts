/** What was typed, as it is stored: no blanks around it, codes in their usual case. */
export function tidied<T extends Record<string, string>>(values: T): T {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const text = value.trim();
      if (name === 'country') return [name, text.toUpperCase()];
      return [name, name === 'language' ? text.toLowerCase() : text];
    }),
  ) as T;
}
