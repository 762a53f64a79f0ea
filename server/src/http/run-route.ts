// One request through one route: validate, claim its Idempotency-Key, call the handler, answer.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { withinWorkspace } from '../db/within-workspace.ts';
import { withKeyInUse } from '../events/key-in-use.ts';
import type { Runtime } from '../runtime.ts';
import { isStorable, unstorable } from './body.ts';
import { checkKey, claimKey, keepAnswer, releaseKey, requestHash } from './idempotency.ts';
import { Problem } from './problem.ts';
import type { Actor, AnyRoute } from './route.ts';
import { compileValidator, type Part } from './validate.ts';

type Validators = Partial<Record<Part, (value: unknown) => unknown>>;

const keptHeaders = ['location', 'etag', 'content-type'] as const;

export function routeRunner(core: Runtime, route: AnyRoute) {
  const validators: Validators = {};
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = route[part];
    if (schema && !(part === 'body' && route.rawBody)) validators[part] = compileValidator(part, schema);
  }
  const status = successStatus(route);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const input = validate(route, validators, request);
    reply.code(status);
    const actor = request.actor;
    // Public routes and callbacks have no workspace yet; what lets them in is in their `access`.
    const rt = actor ? withinWorkspace(core, actor.workspace_id) : core;
    // Routes without an actor never read it: RouteContext promises one only where `access` names roles.
    const context = { rt, actor, request, reply, ...input } as unknown as Parameters<AnyRoute['handler']>[0];
    const call = () => withKeyInUse(actor?.api_key_id, () => route.handler(context));
    const header = request.headers['idempotency-key'];
    const result =
      route.idempotent && actor && typeof header === 'string'
        ? await runOnce(rt, actor, checkKey(header), request, input.body, reply, call)
        : await call();
    if (reply.sent || result === reply) return reply;
    if (result === undefined) return reply.send();
    return reply.send(result);
  };
}

export function successStatus(route: AnyRoute): number {
  const status = Object.keys(route.response)
    .map(Number)
    .find((code) => code >= 200 && code < 400);
  if (status === undefined) throw new Error(`${route.method} ${route.url} names no success status`);
  return status;
}

function validate(route: AnyRoute, validators: Validators, request: FastifyRequest) {
  for (const [part, values] of [
    ['params', request.params],
    ['query', request.query],
  ] as const) {
    for (const [name, value] of Object.entries((values ?? {}) as Record<string, unknown>)) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (typeof one === 'string' && !isStorable(one)) throw unstorable(`${part}.${name}`);
      }
    }
  }
  return {
    params: validators.params ? validators.params(request.params) : (request.params ?? {}),
    query: validators.query ? validators.query(request.query) : {},
    body: validators.body ? validators.body(request.body) : route.rawBody ? request.body : undefined,
  };
}

async function runOnce(
  rt: Runtime,
  actor: Actor,
  key: string,
  request: FastifyRequest,
  body: unknown,
  reply: FastifyReply,
  call: () => Promise<unknown>,
): Promise<unknown> {
  const claim = await claimKey(rt, actor, key, requestHash(request.method, request.url, body));
  if (claim.kind === 'replay') {
    reply.code(claim.answer.status).headers(claim.answer.headers).header('idempotency-replayed', 'true');
    return claim.answer.body ?? undefined;
  }
  try {
    const result = await call();
    if (reply.sent || result === reply) return result;
    const headers: Record<string, string> = {};
    for (const name of keptHeaders) {
      const value = reply.getHeader(name);
      if (value !== undefined) headers[name] = String(value);
    }
    await keepAnswer(rt, actor, key, { status: reply.statusCode, headers, body: result });
    return result;
  } catch (cause) {
    // A refusal made nothing. After anything else the work may have been done: the key stays claimed for its 60 s.
    if (cause instanceof Problem && cause.status < 500) await releaseKey(rt, actor, key);
    throw cause;
  }
}
