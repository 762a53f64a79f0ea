// Numbers out of pasted text: a number a line, or the first filled field of one; a heading above them is no number. PURE.
export type NumberLine = { line: number; text: string };

export function readNumbers(text: string): NumberLine[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .flatMap((whole, index) => {
      const field = whole
        .split(/[,;\t]/)
        .map((one) =>
          one
            .trim()
            .replace(/^"(.*)"$/s, '$1')
            .trim(),
        )
        .find((one) => one !== '');
      return field === undefined ? [] : [{ line: index + 1, text: field }];
    });
  // A first line without a single digit names the column.
  return lines[0] && !/\p{Nd}/u.test(lines[0].text) ? lines.slice(1) : lines;
}
