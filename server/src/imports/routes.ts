// Contact imports over HTTP.
import { Readable } from 'node:stream';
import { IdParams, Page } from '@sampark/contracts/domain.ts';
import {
  ImportAccepted,
  ImportItem,
  ImportListQuery,
  ImportPreview,
  ImportQuery,
  RejectedRow,
} from '@sampark/contracts/imports.ts';
import { Type } from 'typebox';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { listRejects } from './list-rejects.ts';
import { once } from './import-once.ts';
import { previewImport } from './preview-import.ts';
import { readUpload } from './read-upload.ts';
import { findImport, listImports } from './show-import.ts';
import { startImport } from './start-import.ts';
import { undoImport } from './undo-import.ts';
import { writeRejects } from './write-rejects.ts';

const mine = { roles: ['admin', 'standard'] as const };
const readers = { roles: ['admin', 'standard', 'compliance'] as const };
const tag = 'imports';
const example = 'phone,name\n+8801712345678,Rahima Begum\n';

export const importRoutes: AnyRoute[] = [
  defineRoute({
    method: 'POST',
    url: '/api/v1/imports',
    tag,
    summary: 'Import contacts from a CSV',
    description:
      'The file is the body (`text/csv`, `application/octet-stream`) or the part `file` of a form. It is stored, then read in the background: follow `GET /api/v1/imports/{id}`. Encoding, delimiter and columns are recognised; `mapping` ({field: column}) and `options` (date_order, has_header, owner_email, consent) are JSON.',
    access: mine,
    query: ImportQuery,
    rawBody: 'stream',
    ratePerMinute: 60,
    example,
    response: { 202: ImportAccepted },
    handler: ({ rt, actor, query, request, reply }) =>
      once(rt, actor, request, reply, async () => {
        const upload = await readUpload(request, query);
        return startImport(rt, actor, upload.body, upload.fields);
      }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/imports/preview',
    tag,
    summary: 'See how a file would be read',
    description: 'Same body as the import; the first 256 KB are enough. Nothing is stored.',
    access: mine,
    query: ImportQuery,
    rawBody: 'stream',
    ratePerMinute: 120,
    example,
    response: { 200: ImportPreview },
    handler: async ({ rt, actor, query, request }) => {
      const upload = await readUpload(request, query);
      return previewImport(rt, actor, upload.body, upload.fields);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/imports',
    tag,
    summary: 'List imports, newest first',
    access: readers,
    query: ImportListQuery,
    response: { 200: Page(ImportItem) },
    handler: ({ rt, actor, query }) => listImports(rt, actor, query),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/imports/:id',
    tag,
    summary: 'Follow an import',
    access: readers,
    params: IdParams,
    resources: { id: 'import' },
    response: { 200: ImportItem },
    handler: ({ rt, actor, params }) => findImport(rt, actor, params.id),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/imports/:id/rejects',
    tag,
    summary: 'Rejected rows as CSV, with line and reason',
    description: 'Correct the rows and import the same file again: the added columns are ignored.',
    access: readers,
    params: IdParams,
    resources: { id: 'import' },
    produces: 'text/csv; charset=utf-8',
    response: { 200: Type.Unsafe<string>(Type.String()) },
    handler: async ({ rt, actor, params, reply }) => {
      const pieces = await writeRejects(rt, actor, params.id);
      reply.header('content-disposition', `attachment; filename="rejects-${params.id}.csv"`);
      return reply.type('text/csv; charset=utf-8').send(Readable.from(pieces));
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/imports/:id/rejected-rows',
    tag,
    summary: 'Rejected rows, a page at a time',
    access: readers,
    params: IdParams,
    resources: { id: 'import' },
    query: ImportListQuery,
    response: { 200: Page(RejectedRow) },
    handler: ({ rt, actor, params, query }) => listRejects(rt, actor, params.id, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/imports/:id/undo',
    tag,
    summary: 'Undo an import',
    description:
      'Grants of the import are void at once. People it created and nobody touched since are deleted, fields it changed and nobody changed since are put back.',
    access: mine,
    params: IdParams,
    resources: { id: 'import' },
    response: { 202: ImportAccepted },
    handler: ({ rt, actor, params }) => undoImport(rt, actor, params.id),
  }),
];
