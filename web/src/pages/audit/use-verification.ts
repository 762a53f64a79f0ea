// Verification runs on the server and tells how far it is; leaving the page stops listening, not the server.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AuditVerification } from '@sampark/contracts/audit.ts';
import { withToken } from '../../api/calls.ts';
import { open } from '../../api/request.ts';

export type Verification =
  | { state: 'idle' }
  | { state: 'running'; entries: number; of: number }
  | { state: 'done'; found: AuditVerification; at: string }
  | { state: 'failed'; error: unknown };

export function useVerification(): { verification: Verification; verify: () => void } {
  const [verification, show] = useState<Verification>({ state: 'idle' });
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => () => leaving.current?.abort(), []);
  const verify = useCallback(() => {
    leaving.current?.abort();
    const abort = new AbortController();
    leaving.current = abort;
    show({ state: 'running', entries: 0, of: 0 });
    run(abort.signal, show).catch((error: unknown) => {
      if (!abort.signal.aborted) show({ state: 'failed', error });
    });
  }, []);
  return { verification, verify };
}

async function run(signal: AbortSignal, show: (next: Verification) => void): Promise<void> {
  const response = await withToken((token) =>
    open('/api/v1/audit/verification', { method: 'POST', body: {}, token, signal }),
  );
  let rest = '';
  let last: AuditVerification | undefined;
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    const lines = (rest + piece.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      last = JSON.parse(line) as AuditVerification;
      if (!last.done) show({ state: 'running', entries: last.entries, of: last.of });
    }
  }
  if (!last?.done) throw new Error('The verification ended without a result');
  show({ state: 'done', found: last, at: new Date().toISOString() });
}
