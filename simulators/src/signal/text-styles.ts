// Where ranges of style lie. signal-cli passes on whatever is written, and the apps drop what reaches beyond the text or cuts a
// letter in two: refused here, so that somebody sees it. One style twice over the same place is a mistake as well; different
// ones may share it. Positions count UTF-16 units.

/** The first of `start:length:STYLE` that is out of place; undefined: none is. */
export function misplacedStyle(message: string, styles: readonly string[]): string | undefined {
  const taken: { start: number; end: number; style: string | undefined }[] = [];
  return styles.find((given) => {
    const [from, length, style] = given.split(':');
    const start = Number(from);
    const end = start + Number(length);
    if (end <= start || end > message.length || cutsLetter(message, start) || cutsLetter(message, end))
      return true;
    if (taken.some((one) => one.style === style && one.start < end && start < one.end)) return true;
    taken.push({ start, end, style });
    return false;
  });
}

function cutsLetter(message: string, at: number): boolean {
  const before = message.charCodeAt(at - 1);
  const after = message.charCodeAt(at);
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}
