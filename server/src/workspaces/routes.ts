// The workspace one works in, and the first-run set-up.
import { SignedIn } from '@sampark/contracts/accounts.ts';
import { Checklist, ChangeWorkspace, Setup, SetupState, Workspace } from '@sampark/contracts/workspaces.ts';
import { readChecklist } from './checklist.ts';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { checkVersion, sendVersion } from '../http/version.ts';
import { answer } from '../users/auth-routes.ts';
import { changeWorkspace, getWorkspace, presentWorkspace } from './change-workspace.ts';
import { isLocal, setUp, setupNeeded } from './set-up.ts';

export const workspaceRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/workspace/checklist',
    summary: 'The first steps of a workspace, and which are done',
    tag: 'Workspace',
    access: { roles: ['admin', 'standard', 'compliance'] },
    response: { 200: Checklist },
    handler: async ({ rt, actor }) => readChecklist(rt, actor),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/workspace',
    summary: 'My workspace and its settings',
    tag: 'Workspace',
    access: { roles: ['admin', 'standard', 'compliance'] },
    response: { 200: Workspace },
    handler: async ({ rt, actor, reply }) => {
      const row = await getWorkspace(rt, actor.workspace_id);
      sendVersion(reply, row.updated_at);
      return presentWorkspace(row);
    },
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/workspace',
    summary: 'Change the workspace’s name, defaults or settings',
    tag: 'Workspace',
    access: { roles: ['admin'] },
    body: ChangeWorkspace,
    example: { settings: { weekly_caps: { marketing: 1, coaching: 3 } } },
    response: { 200: Workspace },
    handler: async ({ rt, actor, body, request, reply }) => {
      const row = await changeWorkspace(rt, actor, body, (current) =>
        checkVersion(request, current.updated_at),
      );
      sendVersion(reply, row.updated_at);
      return presentWorkspace(row);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/setup',
    summary: 'Does this installation wait for its first workspace?',
    tag: 'Workspace',
    access: { public: 'Asked before anybody can sign in' },
    response: { 200: SetupState },
    handler: async ({ rt, request }) => ({
      needed: await setupNeeded(rt),
      code_required: !isLocal(request),
    }),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/setup',
    summary: 'Make the first workspace and its administrator',
    description:
      'Only while no real workspace exists and the demo is off; afterwards this address is not found.',
    tag: 'Workspace',
    access: { public: 'Nobody can sign in yet; works once' },
    body: Setup,
    example: {
      workspace: { name: 'Rahman Wealth', default_country: 'GB', time_zone: 'Europe/London' },
      admin: { email: 'nadia@example.com', name: 'Nadia Rahman', password: 'four quiet rivers run' },
    },
    response: { 201: SignedIn },
    ratePerMinute: 20,
    handler: async ({ rt, body, request, reply }) => answer(rt, reply, await setUp(rt, body, request)),
  }),
];
