/** A whole number as people type it, in Latin or Bengali digits; undefined when it is none. */
export function typedNumber(text: string): number | undefined {
  const latin = text.trim().replace(/[০-৯]/g, (digit) => String('০১২৩৪৫৬৭৮৯'.indexOf(digit)));
  return /^\d{1,9}$/.test(latin) ? Number(latin) : undefined;
}
