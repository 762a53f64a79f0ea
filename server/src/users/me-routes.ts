// One's own account and sessions.
import { ChangeMe, ChangePassword, Me, SessionList } from '@sampark/contracts/accounts.ts';
import { IdParams } from '@sampark/contracts/domain.ts';
import { SavedViews, SavedViewsQuery } from '@sampark/contracts/saved-views.ts';
import { Problem } from '../http/problem.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { checkVersion, sendVersion } from '../http/version.ts';
import { changePassword } from './change-password.ts';
import { changeUser } from './change-user.ts';
import { endSessions } from './end-sessions.ts';
import { presentMe } from './present-user.ts';
import { getUser, listSessions } from './queries.ts';
import { readSavedViews, writeSavedViews } from './saved-views.ts';

const everyone = { roles: ['admin', 'standard', 'compliance'] } as const;

export const meRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/me',
    summary: 'My account and workspace',
    tag: 'My account',
    access: everyone,
    response: { 200: Me },
    handler: async ({ rt, actor, reply }) => {
      const row = await getUser(rt, actor.workspace_id, actor.user_id);
      sendVersion(reply, row.updated_at);
      return presentMe(rt.db, row, actor.session_id);
    },
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/me',
    summary: 'Change my name, language, theme or threshold',
    description: 'If-Match is honoured when it is sent; preferences do not insist on it.',
    tag: 'My account',
    access: everyone,
    body: ChangeMe,
    example: { theme: 'dark' },
    response: { 200: Me },
    handler: async ({ rt, actor, body, request, reply }) => {
      const row = await changeUser(rt, actor, actor.user_id, body, (current) => {
        if (request.headers['if-match'] !== undefined) checkVersion(request, current.updated_at);
      });
      sendVersion(reply, row.updated_at);
      return presentMe(rt.db, row, actor.session_id);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/me/password',
    summary: 'Change my password',
    description: 'Ends every other session.',
    tag: 'My account',
    access: everyone,
    body: ChangePassword,
    example: { current_password: 'sampark-demo', new_password: 'four quiet rivers run' },
    response: { 204: null },
    ratePerMinute: 30,
    handler: async ({ rt, actor, body, request }) => changePassword(rt, actor, body, request.ip),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/me/saved-views',
    summary: 'My named views of a list',
    tag: 'My account',
    access: everyone,
    query: SavedViewsQuery,
    response: { 200: SavedViews },
    handler: async ({ rt, actor, query }) => readSavedViews(rt, actor, query.list),
  }),
  defineRoute({
    method: 'PUT',
    url: '/api/v1/me/saved-views',
    summary: 'Replace my named views of a list',
    tag: 'My account',
    access: everyone,
    body: SavedViews,
    example: {
      list: 'prospects',
      views: [{ name: 'Warm in Dhaka', query: { country: 'BD', min_score: '60' } }],
    },
    response: { 200: SavedViews },
    handler: async ({ rt, actor, body }) => writeSavedViews(rt, actor, body),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/me/sessions',
    summary: 'Where I am signed in',
    tag: 'My account',
    access: everyone,
    response: { 200: SessionList },
    handler: async ({ rt, actor }) => listSessions(rt, actor),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/v1/me/sessions/:id',
    summary: 'End one of my sessions',
    tag: 'My account',
    access: everyone,
    resources: { id: 'session' },
    params: IdParams,
    response: { 204: null },
    handler: async ({ rt, actor, params }) => {
      const ended = await endSessions(rt, actor, { session_id: params.id }, 'ended by its user');
      if (ended === 0) throw new Problem('not_found');
    },
  }),
];
