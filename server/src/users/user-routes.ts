// Who belongs to the workspace: users and the invitations that bring them in.
import {
  ChangeUser,
  CreatedInvitation,
  InvitationPage,
  NewInvitation,
  User,
  UserPage,
  UserQuery,
} from '@sampark/contracts/accounts.ts';
import { IdParams, PageQuery } from '@sampark/contracts/domain.ts';
import { Type } from 'typebox';
import { defineRoute, type AnyRoute } from '../http/route.ts';
import { checkVersion, sendVersion } from '../http/version.ts';
import { changeUser } from './change-user.ts';
import { inviteUser, presentInvitation, withdrawInvitation } from './invite-user.ts';
import { presentUser } from './present-user.ts';
import { getUser, listInvitations, listUsers } from './queries.ts';

export const userRoutes: AnyRoute[] = [
  defineRoute({
    method: 'GET',
    url: '/api/v1/users',
    summary: 'The workspace’s users',
    tag: 'Users',
    access: { roles: ['admin', 'compliance'] },
    query: UserQuery,
    response: { 200: UserPage },
    handler: async ({ rt, actor, query }) => listUsers(rt, actor, query),
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/users/:id',
    summary: 'One user',
    tag: 'Users',
    access: { roles: ['admin', 'compliance'] },
    resources: { id: 'user' },
    params: IdParams,
    response: { 200: User },
    handler: async ({ rt, actor, params, reply }) => {
      const row = await getUser(rt, actor.workspace_id, params.id);
      sendVersion(reply, row.updated_at);
      return presentUser(row);
    },
  }),
  defineRoute({
    method: 'PATCH',
    url: '/api/v1/users/:id',
    summary: 'Change a user’s role, status, name or threshold',
    description: 'Disabling ends the person’s sessions at once. The last active administrator stays one.',
    tag: 'Users',
    access: { roles: ['admin'] },
    resources: { id: 'user' },
    params: IdParams,
    body: ChangeUser,
    example: { name: 'Nadia Rahman' },
    response: { 200: User },
    handler: async ({ rt, actor, params, body, request, reply }) => {
      const row = await changeUser(rt, actor, params.id, body, (current) =>
        checkVersion(request, current.updated_at),
      );
      sendVersion(reply, row.updated_at);
      return presentUser(row);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/api/v1/invitations',
    summary: 'Invitations, newest first',
    tag: 'Users',
    access: { roles: ['admin'] },
    query: Type.Object(PageQuery),
    response: { 200: InvitationPage },
    handler: async ({ rt, actor, query }) => listInvitations(rt, actor, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/api/v1/invitations',
    summary: 'Invite somebody',
    description: 'Answers with a link to hand over. It works once, for seven days.',
    tag: 'Users',
    access: { roles: ['admin'] },
    body: NewInvitation,
    example: { email: 'nadia@example.com', role: 'standard', name: 'Nadia Rahman' },
    response: { 201: CreatedInvitation },
    // No Idempotency-Key: the kept answer would hold the link, and sending twice only replaces the open invitation.
    handler: async ({ rt, actor, body }) => {
      const { row, link } = await inviteUser(rt, actor, body);
      return { ...presentInvitation(row, rt.clock.now()), link };
    },
  }),
  defineRoute({
    method: 'DELETE',
    url: '/api/v1/invitations/:id',
    summary: 'Withdraw an invitation',
    tag: 'Users',
    access: { roles: ['admin'] },
    resources: { id: 'invitation' },
    params: IdParams,
    response: { 204: null },
    handler: async ({ rt, actor, params }) => withdrawInvitation(rt, actor, params.id),
  }),
];
