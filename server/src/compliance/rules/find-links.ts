// Links in a text as a messenger would make them: with a scheme, or a bare domain. Pure, in one pass.
import { domainToASCII } from 'node:url';

export type Link = { host: string; start: number; end: number };

const looksLikeLink = /[\p{L}\p{N}]\.[\p{L}]|:\/\//u;
// What cannot be inside an address; quotes and angle brackets too, so that the target of an HTML link is found.
const chunkPattern = /[^\s<>"'“”‘’()[\]{}|\\^`*,;]+/gu;

export function findLinks(text: string): Link[] {
  if (!looksLikeLink.test(text)) return [];
  const found: Link[] = [];
  chunkPattern.lastIndex = 0;
  for (let match = chunkPattern.exec(text); match; match = chunkPattern.exec(text)) {
    const host = hostOf(match[0]);
    if (host !== undefined) found.push({ host, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

function hostOf(chunk: string): string | undefined {
  const scheme = chunk.indexOf('://');
  const rest = scheme < 0 ? chunk : chunk.slice(scheme + 3);
  const authority = rest.split(/[/?#]/, 1)[0] ?? '';
  const at = authority.lastIndexOf('@');
  if (at >= 0 && scheme < 0) return undefined; // an e-mail address
  const name = trimDots(authority.slice(at + 1).replace(/:\d{0,5}$/, ''));
  if (scheme >= 0) return name === '' ? undefined : asciiHost(name);
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  // "done.Next" is two sentences, "3.5" a number and "e.g" neither.
  if (labels.length < 2 || labels.includes('') || !/^\p{L}[\p{L}\p{N}-]+$/u.test(last)) return undefined;
  if (/^\p{Lu}\p{Ll}/u.test(last)) return undefined;
  return asciiHost(name);
}

/** True when `host` is one of `domains` or below one. */
export function isWithin(host: string, domains: readonly string[]): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/** The form that is compared: letters that only look like others become what they are. Empty: not a name at all. */
export function asciiHost(name: string): string {
  const lower = name.toLowerCase();
  return /^[\x00-\x7f]*$/.test(lower) ? lower : domainToASCII(lower) || lower;
}

function trimDots(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && '.!…:'.includes(text[from] ?? '')) from++;
  while (to > from && '.!…:'.includes(text[to - 1] ?? '')) to--;
  return text.slice(from, to);
}
