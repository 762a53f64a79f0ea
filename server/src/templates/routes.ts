// Approved channel templates over the API: what a campaign may open a WhatsApp conversation with.
import { TemplateResource } from '@sampark/contracts/profiles.ts';
import { Type } from 'typebox';
import { defineRoute, type AnyRoute } from '../http/route.ts';

export const templateRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/templates',
    summary: 'List the workspace’s channel templates',
    tag: 'Campaigns',
    access: { roles: ['admin', 'standard', 'compliance'] },
    response: { 200: Type.Object({ items: Type.Array(TemplateResource) }) },
    handler: async ({ rt, actor }) => {
      const rows = await rt.db
        .selectFrom('channel_templates')
        .select(['id', 'channel', 'name', 'language', 'category', 'status', 'components', 'updated_at'])
        .where('workspace_id', '=', actor.workspace_id)
        .orderBy('name')
        .orderBy('language')
        .execute();
      return {
        items: rows.map(({ components, ...row }) => {
          const parts = components as { type?: string; text?: string }[];
          const body = parts.find((part) => part.type === 'BODY')?.text ?? null;
          return {
            ...row,
            body,
            parameters: new Set(body?.match(/\{\{\w+\}\}/g)).size,
            updated_at: row.updated_at.toISOString(),
          };
        }),
      };
    },
  }),
];
