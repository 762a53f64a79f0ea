const latinDigits = (text: string) =>
  text.trim().replace(/[০-৯]/g, (digit) => String('০১২৩৪৫৬৭৮৯'.indexOf(digit)));

/** A whole number as people type it, in Latin or Bengali digits; undefined when it is none. */
export function typedNumber(text: string): number | undefined {
  const latin = latinDigits(text);
  return /^\d{1,9}$/.test(latin) ? Number(latin) : undefined;
}

/** The same with a point or a comma. */
export function typedDecimal(text: string): number | undefined {
  const latin = latinDigits(text).replace(',', '.');
  return /^\d{1,8}(\.\d{1,3})?$/.test(latin) ? Number(latin) : undefined;
}
