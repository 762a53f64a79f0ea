// Engagement profiles over the API: reading them. A PM sees their own.
import { IdParams, Page, PageQuery } from '@sampark/contracts/domain.ts';
import { ProfileResource } from '@sampark/contracts/profiles.ts';
import { sql } from 'kysely';
import { Type } from 'typebox';
import { pageOf, readCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { defineRoute, type Actor, type AnyRoute } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import type { Runtime } from '../runtime.ts';

const readers = { roles: ['admin', 'standard', 'compliance'] } as const;

export const profileRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/profiles',
    summary: 'List engagement profiles, newest first',
    tag: 'Profiles',
    access: readers,
    query: Type.Object(PageQuery, { additionalProperties: false }),
    response: { 200: Page(ProfileResource) },
    handler: async ({ rt, actor, query }) => {
      const limit = query.limit ?? 50;
      const after = readCursor('profiles', query.cursor);
      const rows = await readProfiles(
        rt,
        actor,
        after ? sql`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`,
        limit + 1,
      );
      const page = pageOf('profiles', rows, limit, (row) => [row.sort_key, row.id]);
      return { ...page, items: page.items.map(present) };
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/profiles/:id',
    summary: 'Read an engagement profile',
    tag: 'Profiles',
    access: readers,
    params: IdParams,
    resources: { id: 'profile' },
    response: { 200: ProfileResource },
    handler: async ({ rt, actor, params }) => {
      const [row] = await readProfiles(rt, actor, sql`id = ${params.id}`, 1);
      if (!row) throw new Problem('not_found');
      return present(row);
    },
  }),
];

async function readProfiles(rt: Runtime, actor: Actor, where: ReturnType<typeof sql>, limit: number) {
  return (
    rt.db
      .selectFrom('engagement_profiles')
      .selectAll()
      // As text: a Date would cut the microseconds off and leave rows out of the next page.
      .select(sql<string>`created_at::text`.as('sort_key'))
      .where('workspace_id', '=', actor.workspace_id)
      .where(ownedBy(actor, 'portfolio_manager_id'))
      .where(sql<boolean>`${where}`)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
  );
}

function present({
  workspace_id: _workspace,
  sort_key: _key,
  ...row
}: Awaited<ReturnType<typeof readProfiles>>[number]) {
  return { ...row, created_at: row.created_at.toISOString(), updated_at: row.updated_at.toISOString() };
}
