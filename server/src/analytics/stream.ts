// GET /api/v1/stream: finds or opens the workspace's room and puts the request in it.
import { decodeJwt } from 'jose';
import { coreOf } from '../db/within-workspace.ts';
import { Problem } from '../http/problem.ts';
import type { RouteContext } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { streamClient } from './stream-client.ts';
import { createRoom, type Room } from './stream-room.ts';
import { scopeOf } from './visible.ts';

/** Open streams of one user in one process: tabs and devices, not a way to exhaust connections. */
const mostPerUser = 10;

// Per runtime, so that two servers of one test process do not share rooms.
const roomsOf = new WeakMap<Runtime, Map<string, Room>>();

export async function openStream({
  rt,
  actor,
  request,
  reply,
}: Pick<RouteContext<never, never, never>, 'rt' | 'actor' | 'request' | 'reply'>): Promise<unknown> {
  const rooms = roomsOf.get(coreOf(rt)) ?? new Map<string, Room>();
  roomsOf.set(coreOf(rt), rooms);
  const existing = rooms.get(actor.workspace_id);
  const own = [...(existing?.clients ?? [])].filter((one) => one.actor.user_id === actor.user_id);
  if (own.length >= mostPerUser) {
    throw new Problem('rate_limited', {
      detail: `At most ${mostPerUser} live streams of one user.`,
      retryAfterSeconds: 10,
    });
  }
  const room = existing ?? createRoom(rt, actor.workspace_id, () => rooms.delete(actor.workspace_id));
  rooms.set(actor.workspace_id, room);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (typeof value === 'string' || typeof value === 'number') headers[name] = String(value);
  }
  reply.hijack();
  const client = streamClient(
    reply.raw,
    { actor, scope_id: scopeOf(actor).scope_id, expires_at: tokenEnd(request.headers.authorization) },
    headers,
  );
  room.clients.add(client);
  reply.raw.once('close', () => room.clients.delete(client));
  await room.join(client).catch((error: unknown) => {
    rt.log.error({ err: error, request_id: actor.request_id }, 'live stream could not start');
    reply.raw.destroy();
  });
  return reply;
}

/** The token was verified with the request; only its end is read here. */
function tokenEnd(authorization: string | undefined): number {
  const { exp } = decodeJwt(authorization?.replace(/^Bearer /i, '') ?? '');
  return (exp ?? 0) * 1_000;
}
