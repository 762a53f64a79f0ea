/**
 * What somebody typed as a number, with Latin digits and a point. Commas between groups of digits go, in thousands or in lakhs
 * (1,000; 1,00,000); one that can only stand for a point becomes it (1,5).
 */
export function plainNumber(typed: string): string {
  const latin = typed.trim().replace(/[০-৯]/g, (digit) => String('০১২৩৪৫৬৭৮৯'.indexOf(digit)));
  if (/^-?[1-9]\d{0,2}(,\d{2,3})*,\d{3}(\.\d*)?$/.test(latin)) return latin.replaceAll(',', '');
  return latin.replace(',', '.');
}
