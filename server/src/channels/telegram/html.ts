// Telegram's HTML: template authors may use its tags, values of variables are escaped when they are filled in.

/** For values put into a Telegram text: only these three are special [TGT message.ts]. */
export function escapeHtml(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
