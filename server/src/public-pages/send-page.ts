// A page for people who are not users: no script, no cookie, nothing from elsewhere, not indexed, not cached, and no
// address of ours told to whoever they go to next.
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { markup, Markup } from './html.ts';

export type PageLanguage = 'en' | 'bn';

// Contrast of every pair is above 4.5:1, and 3:1 for borders of controls.
const style = `:root{color-scheme:light dark;--c:#fafaf9;--s:#fff;--t:#1c1917;--m:#57534e;--b:#8a8580;--a:#0f6e5c;--o:#fff;--d:#b91c1c;--g:#dcfce7}
@media(prefers-color-scheme:dark){:root{--c:#0c0a09;--s:#171412;--t:#f5f5f4;--m:#b8b2ac;--b:#78716c;--a:#4fd1b5;--o:#06251f;--d:#fca5a5;--g:#0b2e1a}}
*{box-sizing:border-box}body{margin:0;background:var(--c);color:var(--t);font:16px/1.5 system-ui,"Noto Sans Bengali",sans-serif}
:lang(bn){line-height:1.7}main{max-width:560px;margin:0 auto;padding:24px 16px 48px}h1{font-size:24px;line-height:1.35;margin:0 0 8px}
h2{font-size:18px;margin:0 0 8px}p{margin:0 0 12px}.w{white-space:pre-line}.m{color:var(--m)}section,fieldset{background:var(--s);border:1px solid var(--b);border-radius:10px;padding:16px;margin:16px 0}
legend{font-weight:600;padding:0 4px}label{display:flex;gap:12px;align-items:center;min-height:44px;padding:4px 0}
input{width:22px;height:22px;margin:0;flex:none;accent-color:var(--a)}button,.b{display:block;width:100%;min-height:48px;padding:10px 16px;border:1px solid var(--a);border-radius:6px;background:var(--a);color:var(--o);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
select,textarea{display:block;width:100%;min-height:48px;padding:10px 12px;margin:0 0 12px;border:1px solid var(--b);border-radius:6px;background:var(--c);color:var(--t);font:inherit}label.s{display:block;min-height:0;padding:8px 0 4px}button.q{background:var(--s);color:var(--a)}button.stop{background:var(--s);border-color:var(--d);color:var(--d)}a{color:var(--a)}.note{background:var(--g);border-radius:6px;padding:12px 16px}
:focus-visible{outline:3px solid var(--a);outline-offset:2px}svg{display:block;width:100%;max-width:220px;height:auto;margin:12px auto;background:#fff}code{overflow-wrap:anywhere;font-size:18px;font-weight:600}nav{margin-bottom:16px;text-align:end}nav a{display:inline-block;padding:8px}`;
const styleHash = createHash('sha256').update(style).digest('base64');

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function sendPage(
  reply: FastifyReply,
  page: { language: PageLanguage; title: string; body: Markup; status?: number },
): string {
  guardPage(reply).code(page.status ?? 200);
  reply.type('text/html; charset=utf-8').header('content-language', page.language);
  const head = markup`<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex,nofollow"><meta name="referrer" content="no-referrer"><title>${page.title}</title><style>${new Markup(style)}</style>`;
  return markup`<!doctype html><html lang="${page.language}"><head>${head}</head><body><main>${page.body}</main></body></html>`
    .text;
}

/** The headers of such a page, for its redirects too. */
export function guardPage(reply: FastifyReply): FastifyReply {
  return reply
    .header('content-security-policy', policy)
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex, nofollow, noarchive')
    .header('cache-control', 'no-store')
    .header('permissions-policy', 'camera=(), geolocation=(), microphone=()');
}
