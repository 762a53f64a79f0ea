// Idempotency-Key for a body that is a stream: the general one hashes the body, and a file of a gigabyte is not read
// twice. The same key and address count as the same request.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { checkKey, claimKey, keepAnswer, releaseKey, requestHash } from '../http/idempotency.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';

export async function once<T>(
  rt: Runtime,
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
  call: () => Promise<T>,
): Promise<T> {
  const header = request.headers['idempotency-key'];
  if (typeof header !== 'string') return call();
  const key = checkKey(header);
  const claim = await claimKey(rt, actor, key, requestHash(request.method, request.url, undefined));
  if (claim.kind === 'replay') {
    reply.header('idempotency-replayed', 'true');
    return claim.answer.body as T;
  }
  try {
    const result = await call();
    await keepAnswer(rt, actor, key, { status: 202, headers: {}, body: result });
    return result;
  } catch (cause) {
    if (cause instanceof Problem && cause.status < 500) await releaseKey(rt, actor, key);
    throw cause;
  }
}
