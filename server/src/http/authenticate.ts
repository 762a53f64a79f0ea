// Who is asking. Public routes and callbacks have no actor; everything else needs a bearer token of a standing session
// whose role the route names.
import type { FastifyRequest } from 'fastify';
import type { Runtime } from '../runtime.ts';
import { readAccessToken } from './access-token.ts';
import { Problem } from './problem.ts';
import type { Access, Actor } from './route.ts';
import { checkSession } from './session-check.ts';

const challenge = { 'www-authenticate': 'Bearer realm="sampark"' };

/** Throws 401 or 403 problems. Undefined for public routes and callbacks. */
export async function authenticate(
  rt: Runtime,
  access: Access,
  request: FastifyRequest,
): Promise<Actor | undefined> {
  if (!('roles' in access)) return undefined;
  const header = request.headers.authorization;
  if (header === undefined) throw new Problem('authentication_required', { headers: challenge });
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header)?.[1];
  if (token === undefined) throw new Problem('token_invalid', { headers: challenge });
  const subject = await readAccessToken(rt, token);
  const session = await checkSession(rt, subject);
  if (!access.roles.includes(session.role)) {
    throw new Problem('forbidden', {
      detail: `This needs the role ${access.roles.join(' or ')}; yours is ${session.role}.`,
    });
  }
  return { ...session, session_id: subject.session_id, request_id: request.id };
}
