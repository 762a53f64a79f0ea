// What a reader of a Telegram text sees. Pure.

const tags =
  /<\/?(?:b|strong|i|em|u|ins|s|strike|del|a|code|pre|blockquote|tg-spoiler|span|tg-emoji|tg-time)(?:\s[^<>]*)?>/gi;
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Known tags removed, entities resolved [TGT message.ts]. Its length is what the 4,096 limit counts. */
export function plainText(html: string): string {
  return html.replace(tags, '').replace(/&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, resolve);
}

/** Telegram reads the marks of so many places of a text and drops the others without a word (rubenlagus/TelegramBots#854). */
const mostMarked = 100;
/** `<b>` and `</b>` */
const shortestMark = 7;

/** A link whose address would be dropped is none: such a text is not sent. Undefined where all its marks are shown. */
export function tooManyMarks(html: string): string | undefined {
  if (html.length <= mostMarked * shortestMark) return undefined;
  const marked = html.match(tags)?.filter((one) => !one.startsWith('</')).length ?? 0;
  return marked > mostMarked ? `${marked} of ${mostMarked} marked places` : undefined;
}

function resolve(whole: string, name?: string, decimal?: string, hex?: string): string {
  if (name) return named[name.toLowerCase()] ?? whole;
  const point = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16);
  return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
    ? String.fromCodePoint(point)
    : whole;
}
