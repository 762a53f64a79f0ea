// Whether a session still stands, and as whom. Remembered for two seconds, so that a disabled user, a changed role or “log
// out everywhere” acts at once in this process and within 2 s in the others. Who has a live stream open is asked about there,
// once a second with everybody else; for the others it is asked with the request.
import type { Role } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { coreOf } from '../db/within-workspace.ts';
import type { Runtime } from '../runtime.ts';
import type { TokenSubject } from './access-token.ts';
import { Problem } from './problem.ts';

export type SessionState = { user_id: string; workspace_id: string; role: Role };

type Remembered = { state: SessionState | undefined; until: number };
/** `forgotten` counts: an answer that was asked for before is not remembered after. */
type Memory = { sessions: Map<string, Remembered>; forgotten: number };

const rememberMs = 2_000;
const mostRemembered = 20_000;

// Per runtime, so that two servers of one test process do not share an answer.
const memories = new WeakMap<object, Memory>();

function memoryOf(rt: object): Memory {
  const core = coreOf(rt);
  let memory = memories.get(core);
  if (!memory) memories.set(core, (memory = { sessions: new Map(), forgotten: 0 }));
  return memory;
}

/** Throws `session_ended`. */
export async function checkSession(rt: Runtime, subject: TokenSubject): Promise<SessionState> {
  const known = memoryOf(rt).sessions.get(subject.session_id);
  let state = known?.state;
  // Real time on purpose: a clock that a test holds still must not keep an answer alive.
  if (!known || known.until < performance.now()) {
    const remember = rememberSessions(rt);
    state = await readSession(rt, subject.session_id);
    remember(subject.session_id, state);
  }
  if (!state || state.user_id !== subject.user_id) throw new Problem('session_ended');
  return state;
}

/** Called before sessions are read; what it returns keeps what was found, unless any were ended in between. */
export function rememberSessions(rt: object): (id: string, state: SessionState | undefined) => void {
  const memory = memoryOf(rt);
  const { forgotten } = memory;
  const until = performance.now() + rememberMs;
  return (id, state) => {
    if (memory.forgotten !== forgotten) return;
    if (memory.sessions.size >= mostRemembered) memory.sessions.clear();
    memory.sessions.set(id, { state, until });
  };
}

/** Called by whatever ends sessions or changes a user. */
export function forgetSessions(rt: Runtime): void {
  const memory = memoryOf(rt);
  memory.sessions.clear();
  memory.forgotten++;
}

async function readSession(rt: Runtime, sessionId: string): Promise<SessionState | undefined> {
  const { rows } = await sql<SessionState & { is_demo: boolean }>`
    /* prepared */ select s.user_id, u.workspace_id, u.role, w.is_demo
    from sessions s join users u on u.id = s.user_id join workspaces w on w.id = u.workspace_id
    where s.id = ${sessionId} and s.revoked_at is null and s.expires_at > ${rt.clock.now()} and u.status = 'active'`.execute(
    rt.db,
  );
  const row = rows[0];
  // Tokens made while the demo was on end with it.
  if (!row || (row.is_demo && !rt.demo.enabled)) return undefined;
  return { user_id: row.user_id, workspace_id: row.workspace_id, role: row.role };
}
