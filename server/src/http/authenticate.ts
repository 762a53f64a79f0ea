// Who is asking. Public routes and callbacks have no actor; everything else needs a bearer token of a standing session
// whose role the route names.
import type { Scope } from '@sampark/contracts/api-keys.ts';
import type { Role } from '@sampark/contracts/domain.ts';
import type { FastifyRequest } from 'fastify';
import { acrossWorkspaces } from '../db/within-workspace.ts';
import { isAgentToken, readAgentToken } from '../security/agent-token.ts';
import { isApiKey, readApiKey } from '../security/api-key.ts';
import type { Runtime } from '../runtime.ts';
import { readAccessToken } from './access-token.ts';
import { Problem } from './problem.ts';
import type { Access, Actor } from './route.ts';
import { checkSession } from './session-check.ts';

const challenge = { 'www-authenticate': 'Bearer realm="sampark"' };

/** Throws 401 or 403 problems. Undefined for public routes and callbacks. */
export async function authenticate(
  views: Runtime,
  access: Access,
  request: FastifyRequest,
  scope?: Scope,
): Promise<Actor | undefined> {
  if (!('roles' in access)) return undefined;
  const rt = acrossWorkspaces(views, 'whose workspace it is follows from who asks');
  const header = request.headers.authorization;
  if (header === undefined) throw new Problem('authentication_required', { headers: challenge });
  const agent = /^Bearer (\S+)$/i.exec(header)?.[1];
  if (access.agent !== undefined && agent !== undefined && isAgentToken(agent)) {
    const device = await readAgentToken(rt, agent);
    if (!device) throw new Problem('token_invalid', { headers: challenge });
    if ((request.params as Record<string, unknown>)[access.agent] !== device.device_id)
      throw new Problem('foreign_agent_token');
    // The least of all roles: nothing reads it, and nothing more would be given away if something did.
    return { ...device, user_id: device.device_id, role: 'standard', session_id: '', request_id: request.id };
  }
  if (agent !== undefined && isApiKey(agent)) return ofKey(rt, access.roles, agent, scope, request.id);
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header)?.[1];
  if (token === undefined) throw new Problem('token_invalid', { headers: challenge });
  const subject = await readAccessToken(rt, token);
  const session = await checkSession(rt, subject);
  requireRole(access.roles, session.role);
  return { ...session, session_id: subject.session_id, request_id: request.id };
}

/** Its person's role still counts: a key never does what its person may not. */
async function ofKey(
  rt: Runtime,
  roles: readonly Role[],
  key: string,
  scope: Scope | undefined,
  request_id: string,
): Promise<Actor> {
  const holder = await readApiKey(rt, key);
  if (!holder) throw new Problem('token_invalid', { headers: challenge });
  if (scope === undefined)
    throw new Problem('scope_missing', { detail: 'No API key opens this address; sign in instead.' });
  if (!holder.scopes.includes(scope))
    throw new Problem('scope_missing', { detail: `This needs the scope ${scope}.` });
  requireRole(roles, holder.role);
  const { scopes: _, ...actor } = holder;
  return { ...actor, session_id: '', request_id };
}

function requireRole(roles: readonly Role[], role: Role): void {
  if (roles.includes(role)) return;
  throw new Problem('forbidden', {
    detail: `This needs the role ${roles.join(' or ')}; yours is ${role}.`,
  });
}
