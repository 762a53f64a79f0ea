// Approved channel templates over the API: what a campaign may open a WhatsApp conversation with.
import { IdParams } from '@sampark/contracts/domain.ts';
import {
  TemplateDetail,
  TemplateList,
  TemplateListQuery,
  TemplateSyncs,
} from '@sampark/contracts/templates.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { listTemplates, showTemplate } from './library.ts';
import { refreshTemplates } from './refresh.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;

export const templateRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/templates',
    summary: 'List the workspace’s channel templates, and when they were last synchronised',
    tag: 'Campaigns',
    access: readers,
    query: TemplateListQuery,
    response: { 200: TemplateList },
    handler: ({ rt, actor, query }) => listTemplates(rt.db, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/templates/refresh',
    summary: 'Ask the platform for every template now',
    description:
      'They are synchronised by themselves every three hours and when the platform says that one changed.',
    tag: 'Campaigns',
    access: { roles: ['admin', 'standard'] },
    ratePerMinute: 6,
    response: { 200: TemplateSyncs },
    handler: ({ rt, actor }) => refreshTemplates(rt, actor),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/templates/:id',
    summary: 'A template with sample values, its languages and who writes with it',
    tag: 'Campaigns',
    access: readers,
    params: IdParams,
    resources: { id: 'template' },
    response: { 200: TemplateDetail },
    handler: ({ rt, actor, params }) => showTemplate(rt.db, actor, params.id),
  }),
];
