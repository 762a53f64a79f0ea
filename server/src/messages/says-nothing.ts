// Whether a text holds anything to read. Pure. A message of blanks alone, or of a line of ours under nothing, is worse than none.
import { plainText } from '@sampark/contracts/telegram-text.ts';

/** Anything but blanks, what only steers or joins other characters, and the fillers that fonts draw as nothing. */
const seen = /[^\s\p{Cc}\p{Cf}\p{Z}\p{M}\u115F\u1160\u2800\u3164\uFFA0]/u;

/** `asHtml`: its tags are no words. */
export function saysNothing(text: string, asHtml = false): boolean {
  return !seen.test(asHtml && text.includes('<') ? plainText(text) : text);
}
