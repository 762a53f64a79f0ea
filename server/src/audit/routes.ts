// The audit trail over the API, for administrators and compliance officers: entries, verification, export.
import { Readable } from 'node:stream';
import { AuditCheckpoints, AuditEntry, AuditQuery, AuditSpan, AuditState } from '@sampark/contracts/audit.ts';
import { Page } from '@sampark/contracts/domain.ts';
import { Type } from 'typebox';
import { appendEvents } from '../events/append.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { loadKey } from '../load-key.ts';
import { exportTrail } from './export-trail.ts';
import { auditKeyOf } from './note.ts';
import { readCheckpointList } from './read-checkpoint-list.ts';
import { readEntries, readState } from './read-entries.ts';
import { refuseSecondVerification, verifyForPerson } from './verify-for-person.ts';

const tag = 'Audit';
const access = { roles: ['admin', 'compliance'] } as const;
const span = Type.Object(AuditSpan, { additionalProperties: false });
const lines = 'application/x-ndjson';

export const auditRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/audit',
    tag,
    summary: 'Entries of the audit trail, newest first',
    description: '`from` and `to` are when it was recorded. An entry is sealed within a second or two.',
    access,
    query: AuditQuery,
    response: { 200: Page(AuditEntry) },
    handler: ({ rt, actor, query }) => readEntries(rt, actor.workspace_id, query),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/audit/state',
    tag,
    summary: 'How far the trail is sealed',
    access,
    response: { 200: AuditState },
    handler: ({ rt, actor }) => readState(rt, actor.workspace_id),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/audit/checkpoints',
    tag,
    summary: 'What was signed of the trail, and where it went',
    access,
    response: { 200: AuditCheckpoints },
    handler: ({ rt, actor }) => readCheckpointList(rt, actor.workspace_id),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/audit/verification',
    tag,
    summary: 'Check every link of the trail',
    description:
      'Answers with lines of JSON `{entries, of, done, broken}` while it runs; the last one has `done: true` and names the first broken link, or none.',
    access,
    body: span,
    example: {},
    produces: lines,
    response: { 200: Type.Unsafe<string>(Type.String()) },
    ratePerMinute: 20,
    handler: async ({ rt, actor, body, reply }) => {
      refuseSecondVerification(actor);
      const found = verifyForPerson(rt, actor, spanOf(body));
      return reply.type(lines).send(Readable.from(found));
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/audit/export',
    tag,
    summary: 'The sealed trail as JSON lines',
    description:
      'Whole segments of up to 1,000 entries: `from` and `to` are rounded outwards. `sampark audit verify --file` checks it without the database.',
    access,
    query: span,
    produces: lines,
    response: { 200: Type.Unsafe<string>(Type.String()) },
    ratePerMinute: 10,
    handler: async ({ rt, actor, query, reply }) => {
      const now = rt.clock.now();
      const workspace = await rt.db
        .selectFrom('workspaces')
        .select(['id', 'slug'])
        .where('id', '=', actor.workspace_id)
        .executeTakeFirstOrThrow();
      await appendEvents(rt.db, now, [
        {
          workspace_id: actor.workspace_id,
          type: 'export.made',
          occurred_at: now,
          actor_id: actor.user_id,
          data: { what: 'audit', ...query },
        },
      ]);
      const { publicKey } = auditKeyOf(rt.config.auditKey ?? loadKey(rt.config.dataDir, 'audit'));
      reply.header(
        'content-disposition',
        `attachment; filename="audit-${workspace.slug}-${now.toISOString().slice(0, 10)}.jsonl"`,
      );
      return reply.type(lines).send(exportTrail(rt.pool, { workspace, ...spanOf(query), now, publicKey }));
    },
  }),
];

function spanOf({ from, to }: { from?: string; to?: string }) {
  return {
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}
