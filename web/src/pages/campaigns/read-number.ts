/** What somebody typed as a number, in Latin or Bengali digits; undefined when it is none. */
export function readNumber(typed: string): number | undefined {
  const latin = typed
    .trim()
    .replace(/[০-৯]/g, (digit) => String('০১২৩৪৫৬৭৮৯'.indexOf(digit)))
    .replace(',', '.');
  if (!/^\d+(\.\d+)?$/.test(latin)) return undefined;
  return Number(latin);
}
