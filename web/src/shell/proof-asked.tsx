import { lazy, Suspense, useSyncExternalStore } from 'react';
import { onProofAsked, proofIsAsked } from '../api/proof.ts';

const Window = lazy(async () => ({ default: (await import('./proof-window.tsx')).ProofWindow }));

/** Over whatever was being done, when the server asks once more who is there. */
export function ProofAsked() {
  const asked = useSyncExternalStore(onProofAsked, proofIsAsked);
  if (!asked) return null;
  return (
    <Suspense fallback={null}>
      <Window />
    </Suspense>
  );
}
