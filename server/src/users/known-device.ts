// A signed cookie left by a successful sign-in. It opens nothing: it only keeps other people's failures from slowing
// this browser down. One per account, so that a shared browser keeps both; a changed password ends it.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Runtime } from '../runtime.ts';
import { cookieName, cookieOptions } from './cookies.ts';

const days = 180;

type Account = { id: string; password_changed_at: Date };

function nameFor(rt: Runtime, account: Account): string {
  return cookieName(rt, `sampark_device_${account.id.slice(0, 8)}`);
}

function sign(rt: Runtime, account: Account, made: string): string {
  return createHmac('sha256', rt.keys.derive('known-device'))
    .update(`${account.id} ${made} ${account.password_changed_at.getTime()}`)
    .digest('base64url');
}

/** A name for the device, stable between sign-ins, or undefined for a strange one. */
export function knownDevice(rt: Runtime, request: FastifyRequest, account: Account): string | undefined {
  const [made, signature, ...rest] = (request.cookies[nameFor(rt, account)] ?? '').split('.');
  if (!made || !signature || rest.length > 0 || !/^\d{13}$/.test(made)) return undefined;
  if (rt.clock.now().getTime() - Number(made) > days * 86_400_000) return undefined;
  const expected = Buffer.from(sign(rt, account, made));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given) ? signature : undefined;
}

export function rememberDevice(rt: Runtime, reply: FastifyReply, account: Account): void {
  const made = String(rt.clock.now().getTime());
  reply.setCookie(nameFor(rt, account), `${made}.${sign(rt, account, made)}`, {
    ...cookieOptions(rt),
    maxAge: days * 86_400,
  });
}
