// Telegram's HTML: template authors may use its tags, values of variables are escaped when they are filled in.

/** For values put into a Telegram text: only these three are special [TGT message.ts]. */
export function escapeHtml(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

const tags =
  /<\/?(?:b|strong|i|em|u|ins|s|strike|del|a|code|pre|blockquote|tg-spoiler|span|tg-emoji|tg-time)(?:\s[^<>]*)?>/gi;
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** What a reader sees: known tags removed, entities resolved. Its length is what the 4,096 limit counts. */
export function plainText(html: string): string {
  return html.replace(tags, '').replace(/&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, resolve);
}

function resolve(whole: string, name?: string, decimal?: string, hex?: string): string {
  if (name) return named[name.toLowerCase()] ?? whole;
  const point = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16);
  return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
    ? String.fromCodePoint(point)
    : whole;
}
