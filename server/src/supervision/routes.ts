// Supervision over the API, for administrators and compliance officers.
import { Supervision, SupervisionChange } from '@sampark/contracts/supervision.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { requireVersion, sendVersion } from '../http/version.ts';
import { changeSupervision } from './change-supervision.ts';
import { readSupervision } from './read-supervision.ts';

const tag = 'Records';
const access = { roles: ['admin', 'compliance'] } as const;

export const supervisionRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/supervision',
    tag,
    summary: 'What supervisors look at, and how much of each portfolio manager’s messages was',
    access,
    response: { 200: Supervision },
    handler: async ({ rt, actor, reply }) => {
      const found = await readSupervision(rt.db, actor.workspace_id, rt.clock.now());
      sendVersion(reply, found.version);
      return found;
    },
  }),
  defineRoute({
    method: 'PUT',
    url: '/api/v1/supervision',
    tag,
    summary: 'Set what supervisors look at, and whether sending needs capture',
    access,
    body: SupervisionChange,
    example: { percent: 5, first_messages: 20, require_capture: true },
    response: { 200: Supervision },
    handler: async ({ rt, actor, body, request, reply }) => {
      await changeSupervision(rt, actor, requireVersion(request), body);
      const found = await readSupervision(rt.db, actor.workspace_id, rt.clock.now());
      sendVersion(reply, found.version);
      return found;
    },
  }),
];
