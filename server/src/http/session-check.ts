// Whether a session still stands, and as whom. Asked on every request and remembered for two seconds, so that a
// disabled user, a changed role or “log out everywhere” acts at once in this process and within 2 s in the others.
import type { Role } from '@sampark/contracts/domain.ts';
import type { Runtime } from '../runtime.ts';
import type { TokenSubject } from './access-token.ts';
import { Problem } from './problem.ts';

export type SessionState = { user_id: string; workspace_id: string; role: Role };

type Remembered = { state: SessionState | undefined; until: number };

const rememberMs = 2_000;
const mostRemembered = 20_000;

// Per runtime, so that two servers of one test process do not share an answer.
const memories = new WeakMap<Runtime, Map<string, Remembered>>();

function memoryOf(rt: Runtime): Map<string, Remembered> {
  let memory = memories.get(rt);
  if (!memory) memories.set(rt, (memory = new Map()));
  return memory;
}

/** Throws `session_ended`. */
export async function checkSession(rt: Runtime, subject: TokenSubject): Promise<SessionState> {
  const memory = memoryOf(rt);
  // Real time on purpose: a clock that a test holds still must not keep an answer alive.
  const now = performance.now();
  let known = memory.get(subject.session_id);
  if (!known || known.until < now) {
    if (memory.size >= mostRemembered) memory.clear();
    known = { state: await readSession(rt, subject.session_id), until: now + rememberMs };
    memory.set(subject.session_id, known);
  }
  const state = known.state;
  if (!state || state.user_id !== subject.user_id) throw new Problem('session_ended');
  return state;
}

/** Called by whatever ends sessions or changes a user. */
export function forgetSessions(rt: Runtime): void {
  memories.get(rt)?.clear();
}

async function readSession(rt: Runtime, sessionId: string): Promise<SessionState | undefined> {
  const row = await rt.db
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .innerJoin('workspaces as w', 'w.id', 'u.workspace_id')
    .select(['s.user_id', 'u.workspace_id', 'u.role', 'w.is_demo'])
    .where('s.id', '=', sessionId)
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', rt.clock.now())
    .where('u.status', '=', 'active')
    .executeTakeFirst();
  // Tokens made while the demo was on end with it.
  if (!row || (row.is_demo && !rt.demo.enabled)) return undefined;
  return { user_id: row.user_id, workspace_id: row.workspace_id, role: row.role as Role };
}
