// Opt-in pages: the public form and its QR code, and their making in the dashboard.
import { IdParams } from '@sampark/contracts/domain.ts';
import {
  NewOptInPage,
  OptInPage,
  OptInPageChange,
  OptInPages,
  OptInWordings,
} from '@sampark/contracts/opt-in.ts';
import { Type } from 'typebox';
import { Problem } from '../http/problem.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { checkVersion, sendVersion } from '../http/version.ts';
import { readForm } from '../public-pages/read-form.ts';
import { guardPage } from '../public-pages/send-page.ts';
import { askToConfirm } from './ask-to-confirm.ts';
import { loadPublicPage } from './load-page.ts';
import { changePage, createPage, listPages, listWordings } from './manage-pages.ts';
import { qrSvg } from './qr.ts';
import { showClosed, showConfirm, showForm } from './show-page.ts';

const SlugParams = Type.Object({ slug: Type.String({ maxLength: 64 }) });
const open = {
  tag: 'consents',
  access: { public: 'Strangers agree here; it asks and tells nothing about anybody' },
  params: SlugParams,
  resources: { slug: 'opt_in_slug' },
} as const;
const page = { ...open, produces: 'text/html; charset=utf-8' } as const;
const everybody = { roles: ['admin', 'standard', 'compliance'] as const };

export const optInRoutes: AnyRoute[] = [
  defineRoute({
    ...page,
    method: 'GET',
    url: '/agree/:slug',
    summary: 'A page on which people agree to be written to',
    ratePerMinute: 120,
    response: { 200: null },
    handler: async ({ rt, params, request, reply }) => {
      const found = await loadPublicPage(rt.db, params.slug);
      if (!found)
        return showClosed(reply, /^bn\b/i.test(request.headers['accept-language'] ?? '') ? 'bn' : 'en');
      return showForm(reply, found, `/agree/${params.slug}`);
    },
  }),
  defineRoute({
    ...page,
    method: 'POST',
    url: '/agree/:slug',
    summary: 'The boxes somebody ticked; counts when they confirm through the channel',
    ratePerMinute: 30,
    rawBody: true,
    response: { 200: null },
    handler: async ({ rt, params, body, request, reply }) => {
      const form = readForm(body, request.headers['content-type']);
      const found = await loadPublicPage(rt.db, params.slug);
      if (!found) return showClosed(reply, 'en');
      const asked = await askToConfirm(rt, found, new Set(form.getAll('on')), found.language);
      if (asked.length === 0) return showForm(reply, found, `/agree/${params.slug}`, true);
      return showConfirm(reply, found, asked);
    },
  }),
  defineRoute({
    ...open,
    method: 'GET',
    url: '/agree/:slug/qr.svg',
    summary: 'The QR code of an opt-in page',
    ratePerMinute: 120,
    produces: 'image/svg+xml',
    response: { 200: null },
    handler: async ({ rt, params, reply }) => {
      if (!(await loadPublicPage(rt.db, params.slug))) throw new Problem('not_found');
      guardPage(reply).type('image/svg+xml');
      return qrSvg(`${rt.config.publicUrl}/agree/${params.slug}`);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/opt-in-pages',
    tag: 'consents',
    summary: 'Pages on which people agree',
    access: everybody,
    response: { 200: OptInPages },
    handler: ({ rt, actor }) => listPages(rt, actor),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/opt-in-pages',
    tag: 'consents',
    summary: 'Make an opt-in page',
    access: { roles: ['admin'] },
    body: NewOptInPage,
    example: {
      name: 'Branch poster',
      language: 'en',
      offers: ['whatsapp:marketing', 'telegram:marketing'],
      wording: 'Rahman Wealth may send me market news. I can stop at any time by answering STOP.',
      keyword: 'MARKETS',
    },
    idempotent: true,
    response: { 201: OptInPage },
    handler: ({ rt, actor, body }) => createPage(rt, actor, body),
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/opt-in-pages/:id',
    tag: 'consents',
    summary: 'Change an opt-in page, or close it',
    description: 'New wording or offers are a new version; consents name the one that was read.',
    access: { roles: ['admin'] },
    params: IdParams,
    resources: { id: 'opt_in_page' },
    body: OptInPageChange,
    example: { active: false },
    response: { 200: OptInPage },
    handler: async ({ rt, actor, params, body, request, reply }) => {
      const changed = await changePage(rt, actor, params.id, body, (at) => checkVersion(request, at));
      sendVersion(reply, new Date(changed.updated_at));
      return changed;
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/opt-in-pages/:id/wordings',
    tag: 'consents',
    summary: 'Every wording a page has had',
    access: everybody,
    params: IdParams,
    resources: { id: 'opt_in_page' },
    response: { 200: OptInWordings },
    handler: ({ rt, actor, params }) => listWordings(rt, actor, params.id),
  }),
];
