// Requests a minute: one shared bucket per user, own buckets for routes that ask for one, callbacks exempt (platforms
// answer a 429 with ever longer pauses). Counted per process: behind several API processes the limit is per process.
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { networkOf } from './network.ts';
import { Problem } from './problem.ts';
import type { Actor, AnyRoute } from './route.ts';

export const defaultRatePerMinute = 600;

export async function limitRates(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    max: defaultRatePerMinute,
    timeWindow: 60_000,
    // RateLimit-Limit, -Remaining, -Reset and Retry-After, without the x- of older days.
    enableDraftSpec: true,
    cache: 20_000,
    keyGenerator: (request: FastifyRequest) =>
      request.actor ? ofActor(request.actor) : `network ${networkOf(request.ip)}`,
    errorResponseBuilder: (_request, context) =>
      new Problem('rate_limited', { retryAfterSeconds: Math.ceil(context.ttl / 1000) }),
  });
}

/** The route's rate-limit entry for Fastify's `config`. */
export function rateConfig(route: AnyRoute): { rateLimit?: { max: number; timeWindow: number } | false } {
  if ('callback' in route.access) return { rateLimit: false };
  return route.ratePerMinute === undefined
    ? {}
    : { rateLimit: { max: route.ratePerMinute, timeWindow: 60_000 } };
}

/** A key has a bucket of its own: a program that runs wild does not keep its person out. */
function ofActor({ user_id, api_key_id }: Actor): string {
  return api_key_id === undefined ? `user ${user_id}` : `key ${api_key_id}`;
}
