/** Bengali, Devanagari, Arabic-Indic and Persian digits as 0-9; everything else unchanged. */
export function asciiDigits(text: string): string {
  // Most cells have none: one test is cheaper than a replacement.
  if (!nonAscii.test(text)) return text;
  return text.replace(otherDigits, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = zeros.findLast((start) => start <= code) ?? code;
    return String(code - zero);
  });
}

const nonAscii = /[\u0660-\u0f29]/;
const otherDigits = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g;
const zeros = [0x660, 0x6f0, 0x966, 0x9e6];
