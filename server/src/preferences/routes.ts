// A person's own page: opened by its signed link, nothing to sign in to. Looking changes nothing (link previews look too);
// every change is a form that was sent.
import { IdParams } from '@sampark/contracts/domain.ts';
import { requestKinds } from '@sampark/contracts/request-kinds.ts';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { acceptedLanguage } from '../http/accepted-language.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { readForm } from '../public-pages/read-form.ts';
import { guardPage, type PageLanguage } from '../public-pages/send-page.ts';
import { loadPreferences } from './load-preferences.ts';
import { revokeLinks } from './revoke-links.ts';
import { savePreferences, type Chosen } from './save-preferences.ts';
import { showNoPreferences, showPreferences, type Note } from './show-page.ts';

const TokenParams = Type.Object({ token: Type.String({ maxLength: 200 }) });
const PageQuery = Type.Object({
  lang: Type.Optional(Type.String({ maxLength: 10 })),
  done: Type.Optional(Type.String({ maxLength: 10 })),
});

const isPageLanguage = (text: unknown): text is PageLanguage => text === 'en' || text === 'bn';
const notes: readonly string[] = ['saved', 'stopped', 'changed', 'asked'] satisfies Note[];
const isNote = (text: string | undefined): text is Note => text !== undefined && notes.includes(text);

/** Without a person, the browser says. */
function languageOf(asked: string | undefined, request: FastifyRequest): PageLanguage {
  if (isPageLanguage(asked)) return asked;
  return acceptedLanguage(request.headers['accept-language']);
}

const page = {
  tag: 'consents',
  access: { public: 'The signed link in the address names the person and is the permission' },
  params: TokenParams,
  query: PageQuery,
  resources: { token: 'preference_link' },
  produces: 'text/html; charset=utf-8',
} as const;

export const preferenceRoutes: AnyRoute[] = [
  defineRoute({
    ...page,
    method: 'GET',
    url: '/p/:token',
    summary: 'A person’s preference page',
    ratePerMinute: 120,
    response: { 200: null },
    handler: async ({ rt, params, query, request, reply }) => {
      const found = await loadPreferences(rt, rt.db, params.token);
      if (typeof found === 'string') return showNoPreferences(reply, languageOf(query.lang, request), found);
      return showPreferences(reply, found, {
        language: isPageLanguage(query.lang) ? query.lang : found.page_language,
        path: `/p/${params.token}`,
        note: isNote(query.done) ? query.done : undefined,
      });
    },
  }),
  defineRoute({
    ...page,
    method: 'POST',
    url: '/p/:token',
    summary: 'What the person chose on their page',
    ratePerMinute: 60,
    rawBody: true,
    response: { 303: null },
    handler: async ({ rt, params, query, body, request, reply }) => {
      const form = readForm(body, request.headers['content-type']);
      const language = languageOf(query.lang, request);
      const saving = await savePreferences(rt, params.token, chosenIn(form, language));
      if (saving === 'unknown' || saving === 'ended') return showNoPreferences(reply, language, saving);
      guardPage(reply).header('location', `/p/${params.token}?lang=${language}&done=${saving}`);
      return undefined;
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/prospects/:id/preference-links/revoke',
    tag: 'consents',
    summary: 'Make every link to a person’s preference page worthless',
    description: 'For a link that came into wrong hands. The next message carries a new one.',
    access: { roles: ['admin', 'standard'] },
    params: IdParams,
    resources: { id: 'prospect' },
    response: { 204: null },
    handler: async ({ rt, actor, params }) => revokeLinks(rt, actor, params.id),
  }),
];

function chosenIn(form: URLSearchParams, page_language: PageLanguage): Chosen {
  // Whatever else a form says, a stop is a stop.
  if (form.get('act') === 'stop') return { act: 'stop', page_language };
  const kind = requestKinds.find((one) => one === form.get('kind'));
  if (form.get('act') === 'ask' && kind) {
    return { act: 'ask', kind, note: form.get('note')?.trim().slice(0, 2000) || null, page_language };
  }
  const language = form.get('language');
  return {
    act: 'save',
    ticked: new Set(form.getAll('on')),
    language: isPageLanguage(language) ? language : null,
    seen: Number(form.get('seen') ?? -1),
    page_language,
  };
}
