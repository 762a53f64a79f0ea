// First run in the browser: the one public address that makes an administrator. It exists only while there is no real
// workspace and the demo is off, works once, and away from the machine itself asks for the code its log shows.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Setup } from '@sampark/contracts/workspaces.ts';
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { lockKeys } from '../db/lock-keys.ts';
import type { DbOrTx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Runtime } from '../runtime.ts';
import { clientOf, startSession } from '../users/start-session.ts';
import { createWorkspace } from './create-workspace.ts';

/** To be shown in the log of a server that waits for its set-up. */
export function setupCode(rt: Runtime): string {
  const hex = createHmac('sha256', rt.keys.derive('first-run')).update('setup').digest('hex');
  return `${hex.slice(0, 5)}-${hex.slice(5, 10)}-${hex.slice(10, 15)}`;
}

export async function setupNeeded(rt: Runtime, db: DbOrTx = rt.db): Promise<boolean> {
  if (rt.demo.enabled) return false;
  const { rows } = await sql`select from workspaces where not is_demo limit 1`.execute(db);
  return rows.length === 0;
}

/** A request from this machine, not through a proxy on it. */
export function isLocal(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? '';
  const loopback = /^(?:127\.|::1$|::ffff:127\.)/.test(address);
  return (
    loopback && request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined
  );
}

/** Throws `not_found` when there is nothing to set up, `forbidden` without the code. */
export async function setUp(rt: Runtime, input: Setup, request: FastifyRequest) {
  if (!(await setupNeeded(rt))) throw new Problem('not_found');
  if (!isLocal(request) && !sameCode(setupCode(rt), input.code ?? '')) {
    throw new Problem('forbidden', {
      field: 'body.code',
      detail: 'Enter the set-up code from the server’s log.',
    });
  }
  const created = await createWorkspace(rt, { ...input.workspace, admin: input.admin }, async (tx) => {
    // Two first visitors: the second waits here and then finds the first one's workspace.
    await sql`select pg_advisory_xact_lock(${lockKeys.setUp})`.execute(tx);
    if (!(await setupNeeded(rt, tx))) throw new Problem('not_found');
  });
  const session = await rt.db
    .transaction()
    .execute((tx) => startSession(rt, tx, created.admin, clientOf(request)));
  return { user: created.admin, session };
}

function sameCode(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given.trim().toLowerCase());
  return a.length === b.length && timingSafeEqual(a, b);
}
